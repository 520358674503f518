// Two patients side by side: what is known of each, and what came of it. What differs stands first.

import { element, pathwayLanguage, placeOf } from "./dom.js";
import { type Answer, type Json, type PatientDocument, type RunDocument, isRefusal } from "./engine.js";
import { type Inputs, titleOf } from "./inputs.js";
import { amountWords, wordsOf } from "./result.js";
import type { Texts } from "./texts.js";

export interface Seen {
  readonly patient: PatientDocument;
  readonly answer: Answer;
}

interface Line {
  readonly title: Node;
  readonly now: string;
  readonly before: string;
}

function statusesOf(run: RunDocument, texts: Texts): ReadonlyMap<string, string> {
  const status = ({ status }: { readonly status: string }) => texts.statuses[status] ?? status;
  const withDose = (each: RunDocument["recommendations"][number]) =>
    [status(each), each.status === "advised" ? amountWords(each.dose) : ""].filter(Boolean).join(", ");
  return new Map([
    ...run.recommendations.map((each) => [each.id, withDose(each)] as const),
    ...[...run.contraindications, ...run.notes].map((each) => [each.id, status(each)] as const),
  ]);
}

// A value as people read it, with its times behind it.
function valueWords(json: Json | undefined, texts: Texts): string {
  if (json === undefined || json === null) return texts.notKnown;
  if (typeof json === "boolean") return json ? texts.yes : texts.no;
  if (typeof json !== "object") return String(json);
  if (Array.isArray(json)) return json.map((each: Json) => valueWords(each, texts)).join(", ");
  const parts = json as Readonly<Record<string, Json>>;
  if (!("value" in parts)) return Object.entries(parts).map(([name, value]) => `${name}: ${valueWords(value, texts)}`).join(", ");
  const time = typeof parts["time"] === "string" ? ` (${parts["time"].replace("T", " ").replace(/:00Z$/, "")})` : "";
  return valueWords(parts["value"], texts) + time;
}

function factLines(inputs: Inputs, now: PatientDocument, before: PatientDocument, texts: Texts): Line[] {
  const words = (json: Json | undefined) => valueWords(json, texts);
  const lines = (list: Inputs["facts"], part: "facts" | "parameters") => list.map((input) => ({
    title: document.createTextNode(titleOf(input)),
    now: words(now[part]?.[input.name]),
    before: words(before[part]?.[input.name]),
  }));
  return [...lines(inputs.facts, "facts"), ...lines(inputs.parameters, "parameters")].filter((each) => each.now !== each.before);
}

function statementLines(now: RunDocument, before: RunDocument, texts: Texts): Line[] {
  const earlier = statusesOf(before, texts);
  return [...statusesOf(now, texts)].map(([id, status]) => ({
    title: element("a", { href: `#${placeOf("a-", id)}`, lang: pathwayLanguage() }, wordsOf(id, id)),
    now: status,
    before: earlier.get(id) ?? "",
  }));
}

function rowOf(line: Line, texts: Texts): HTMLElement {
  const differs = line.now !== line.before;
  return element("tr", { class: differs ? "differs" : "same" }, element("th", { scope: "row" }, line.title),
    element("td", {}, line.before), element("td", {}, line.now),
    element("td", {}, differs ? `≠ ${texts.differs}` : texts.same));
}

export function comparison(inputs: Inputs, now: Seen, before: Seen, texts: Texts): HTMLElement {
  const statements = isRefusal(now.answer) || isRefusal(before.answer) ? [] : statementLines(now.answer, before.answer, texts);
  const lines = [...factLines(inputs, now.patient, before.patient, texts), ...statements];
  const ordered = [...lines.filter((each) => each.now !== each.before), ...lines.filter((each) => each.now === each.before)];
  const head = element("tr", {}, ...[texts.statement, texts.otherPatient, texts.thisPatient, ""].map((title) =>
    title ? element("th", { scope: "col" }, title) : element("td")));
  return element("div", { class: "wide", tabindex: "0", role: "group", "aria-label": texts.compared },
    element("table", { class: "compared" }, element("caption", {}, texts.compared), element("thead", {}, head),
      element("tbody", {}, ...ordered.map((each) => rowOf(each, texts)))));
}
