// Pathways that are large, and pathways whose texts are hostile.

import { scratchFile } from "./browser.js";

const reversed = "\\u{202e}", escape = "\\u{1b}[31m", arabic = "\u0627\u0644\u062d\u0645\u0649";
export const hostileTitle = `<img src=x onerror=alert(1)><script>alert(2)</script> ${arabic} ${reversed}x${escape}&lt;b&gt; javascript:alert(3)`;

function sectionOf(number: number, statements: number, facts: number): string {
  const lines = Array.from({ length: statements }, (_, index) => {
    const fact = (number * statements + index) % facts;
    const other = (number * 31 + index * 7) % facts;
    return `  should give drug_${index % 20} as r${index} { when yes_${fact} and number_${other} > ${index % 90} mmol/L because "part ${number}" cite part.1 }`;
  });
  return `section s${number} "Section ${number}" {\n${lines.join("\n")}\n}`;
}

/** A pathway of so many sections of ten recommendations each. */
export function largePathway(sections: number): string {
  const facts = 60;
  const declared = Array.from({ length: facts }, (_, index) =>
    `fact yes_${index} "Finding ${index}" : yes or no\nfact number_${index} "Value ${index}" : number in mmol/L within 0 to 100`);
  const actions = Array.from({ length: 20 }, (_, index) => `action drug_${index} "Drug ${index}" drug`);
  const source = `source guide "Guide" { section part "Part" { statement 1 "Give it" } }`;
  return scratchFile("large.pathway", [`pathway large "A large pathway" {\n  version "1.0.0"\n  follows guide\n}`, source, ...declared, ...actions,
    ...Array.from({ length: sections }, (_, number) => sectionOf(number, 10, facts))].join("\n\n"));
}

/** A pathway of so many facts, with hostile text wherever a title may stand. */
export function hostileFacts(facts: number): string {
  const declared = Array.from({ length: facts }, (_, index) => `fact f${index} "${index} ${hostileTitle}" : ${index % 2 ? "yes or no" : "number in kg within 0 to 1000"}`);
  return scratchFile("hostile_facts.pathway", `pathway hostile "${hostileTitle}" {
  version "1.0.0"
  follows guide
}

source guide "${hostileTitle}" { section part "${hostileTitle}" { statement 1 "${hostileTitle}" } }

${declared.join("\n")}

action drug "${hostileTitle}" drug

section care "${hostileTitle}" {
  must give drug { when f1 and f0 > 5 kg because "${hostileTitle}" cite part.1 }
  note told { when f3 says "${hostileTitle}" cite part.1 }
}

scenario "${hostileTitle}" {
  given f1 = yes
  expect care.drug undetermined
}
`);
}
