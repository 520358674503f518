// The patient view as HTML: all text escaped, no script within it.

import { fieldText, type PatientState } from "./patientModel.js";
import type { Input, PathNode, Reason, RunResult, Span, Statement } from "./protocol.js";

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}

function place(span: Span, shown: string): string {
  const words = `data-file="${escaped(span.file)}" data-line="${span.line}" data-column="${span.column}"`;
  return `<button class="place" ${words}>${shown}</button>`;
}

function options(values: readonly (readonly [string, string])[], chosen: string): string {
  return values
    .map(([value, title]) => `<option value="${escaped(value)}"${value === chosen ? " selected" : ""}>${escaped(title)}</option>`)
    .join("");
}

function choices(input: Input): (readonly [string, string])[] | undefined {
  if (input.type === "yes_or_no") return [["", "not known"], ["yes", "yes"], ["no", "no"]];
  if (input.type !== "one_of") return undefined;
  return [["", "not known"], ...(input.members ?? []).map((each) => [each.id, each.title ?? each.id] as const)];
}

function field(input: Input, value: unknown): string {
  const text = fieldText(value);
  const name = `id="input-${escaped(input.name)}" data-input="${escaped(input.name)}"`;
  const offered = choices(input);
  if (offered !== undefined && offered.some(([each]) => each === text)) return `<select ${name}>${options(offered, text)}</select>`;
  return `<input ${name} value="${escaped(text)}" placeholder="${escaped(input.form)}">`;
}

function inputRow(state: PatientState, input: Input, needed: ReadonlySet<string>): string {
  const values = state.parameters.includes(input.name) ? state.document.parameters : state.document.facts;
  const problem = state.problems.find((each) => each.path.split(/[.[]/).includes(input.name));
  const classes = [needed.has(input.name) ? "needed" : "", problem ? "wrong" : ""].filter((each) => each !== "").join(" ");
  const title = input.title === undefined || input.title === "" ? input.name : input.title;
  const says = /^[\d.]*$/.test(fieldText(values?.[input.name])); // a text names its unit itself
  const unit = input.unit === undefined || !says ? "" : ` <span class="unit">${escaped(input.unit)}</span>`;
  return `<tr class="${classes}"><th><label for="input-${escaped(input.name)}" title="${escaped(input.name)}">${escaped(title)}</label></th>
<td>${field(input, values?.[input.name])}${unit}${problem ? `<p class="problem">${escaped(problem.message)}</p>` : ""}</td></tr>`;
}

function sentence(statement: Statement): string {
  if (statement.says !== undefined) return statement.says;
  const actions = (statement.actions ?? []).join(", ");
  return [statement.modality, statement.verb, actions].filter((each) => each !== undefined && each !== "").join(" ") || statement.id;
}

function statementItem(statement: Statement): string {
  const needs = statement.needs?.length ? `<p class="needs">needs ${escaped(statement.needs.join(", "))}</p>` : "";
  const because = statement.because?.length ? `<p>because ${escaped(statement.because.join("; "))}</p>` : "";
  const cites = statement.cites?.length ? `<p class="cites">${escaped(statement.cites.join(", "))}</p>` : "";
  return `<li class="${statement.status}" data-id="${escaped(statement.id)}">${place(statement.span, escaped(sentence(statement)))}
<code>${escaped(statement.id)}</code>${because}${cites}${statement.status === "undetermined" ? needs : ""}</li>`;
}

function group(title: string, name: string, statements: readonly Statement[]): string {
  if (statements.length === 0) return "";
  return `<section class="${name}"><h2>${title} <span class="count">${statements.length}</span></h2>
<ul>${statements.map(statementItem).join("")}</ul></section>`;
}

function reason(node: Reason): string {
  const line = `${place(node.span, escaped(node.text))} <b class="${escaped(node.value)}">${escaped(node.value)}</b>`;
  return `<li>${line}${node.children.length ? `<ul>${node.children.map(reason).join("")}</ul>` : ""}</li>`;
}

function pathNode(node: PathNode): string {
  const what = [node.kind.replaceAll("_", " "), node.id ?? "", node.text ?? ""].filter((each) => each !== "").join(" ");
  const line = `${place(node.span, escaped(what))} <b class="${escaped(node.value)}">${escaped(node.value.replaceAll("_", " "))}</b>`;
  const below = [...(node.because ? [reason(node.because)] : []), ...node.children.map(pathNode)];
  if (below.length === 0) return `<li>${line}</li>`;
  return `<li><details${node.kind === "section" && node.value === "yes" ? " open" : ""}><summary>${line}</summary><ul>${below.join("")}</ul></details></li>`;
}

function results(result: RunResult): string {
  const of = (status: string, list: readonly Statement[]) => list.filter((each) => each.status === status);
  const open = [...result.recommendations, ...result.contraindications, ...result.notes];
  const needs = result.needs.length
    ? `<section class="needed"><h2>Needed</h2><p>${result.needs.map((each) => `<a href="#input-${escaped(each)}"><code>${escaped(each)}</code></a>`).join(" ")}</p></section>`
    : "";
  return [
    group("Contraindicated", "contraindicated", of("advised", result.contraindications)),
    group("Advised", "advised", of("advised", result.recommendations)),
    group("Notes", "notes", of("advised", result.notes)),
    group("Undetermined", "undetermined", of("undetermined", open)),
    needs,
    `<section class="path"><h2>The way there</h2><ul>${result.path.map(pathNode).join("")}</ul></section>`,
  ].join("");
}

const origins: Readonly<Record<string, string>> = { file: "from a file", changed: "changed here", nobody: "nothing is known" };

function heading(state: PatientState): string {
  const scenarios = [["", origins[state.from] ?? "choose a scenario"] as const, ...state.scenarios.map((each) => [each, each] as const)];
  return `<header><h1>${escaped(state.title)}</h1>
<p><label for="scenario">Patient</label> <select id="scenario">${options(scenarios, state.from === "scenario" ? state.chosen : "")}</select>
<button id="file">Open a File…</button> <button id="save">Copy as a Scenario</button></p></header>`;
}

/** What is known first, then what is needed, then the rest; each in the order of the pathway. */
function inOrder(state: PatientState, needed: ReadonlySet<string>): Input[] {
  const rank = ({ name }: Input) => (state.document.facts?.[name] !== undefined || state.document.parameters?.[name] !== undefined ? 0 : needed.has(name) ? 1 : 2);
  return [0, 1, 2].flatMap((each) => state.inputs.filter((input) => rank(input) === each));
}

/** All of the view. */
export function patientHtml(state: PatientState): string {
  const error = state.error === "" ? "" : `<p class="problem" role="alert">${escaped(state.error)}</p>`;
  const needed = new Set(state.result?.needs ?? []);
  const unplaced = state.problems.filter((problem) => !state.inputs.some((each) => problem.path.split(/[.[]/).includes(each.name)));
  const problems = unplaced.map((each) => `<p class="problem" role="alert">${escaped(each.path)}: ${escaped(each.message)}</p>`).join("");
  const rows = inOrder(state, needed).map((each) => inputRow(state, each, needed)).join("");
  const result = state.result ? results(state.result) : "";
  return `${heading(state)}${error}${problems}<main${state.error === "" ? "" : ' class="old"'}>
<section class="known"><h2>Known</h2><table>${rows}</table></section><div class="results">${result}</div></main>`;
}
