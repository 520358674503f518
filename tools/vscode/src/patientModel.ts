// The patient of the patient view, without an editor: what is known of them, and how the author changes it.

import type { DecisionPath, Input, Inputs, PatientDocument, Problem, RunResult } from "./protocol.js";

export interface PatientState {
  readonly title: string; // of the pathway
  readonly scenarios: readonly string[];
  readonly chosen: string; // a scenario; empty: none
  readonly from: string; // where the patient comes from: "scenario", "file", "changed", "nobody"
  readonly inputs: readonly Input[]; // facts, then parameters
  readonly parameters: readonly string[]; // the names of those that are parameters
  readonly document: PatientDocument;
  readonly result: RunResult | undefined;
  readonly problems: readonly Problem[];
  readonly error: string; // why nothing can be said: the pathway has errors
}

export const nobody: PatientState = {
  title: "",
  scenarios: [],
  chosen: "",
  from: "nobody",
  inputs: [],
  parameters: [],
  document: {},
  result: undefined,
  problems: [],
  error: "",
};

export function withInputs(state: PatientState, inputs: Inputs, scenarios: readonly string[]): PatientState {
  return {
    ...state,
    title: inputs.pathway.title || inputs.pathway.id,
    scenarios,
    inputs: [...inputs.facts, ...inputs.parameters],
    parameters: inputs.parameters.map((each) => each.name),
    error: "",
  };
}

/** After an answer. Where the document is refused, what was said before stays, and the problems stand beside it. */
export function answered(state: PatientState, answer: DecisionPath): PatientState {
  if ("problems" in answer) return { ...state, problems: answer.problems, error: "" };
  return { ...state, document: answer.patient, result: answer.result, problems: [], error: "" };
}

/** How a value of the document stands in a field. */
export function fieldText(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (value === true) return "yes";
  if (value === false) return "no";
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === "string" && /^\w+$/.test(each))) return value.join(", ");
  return JSON.stringify(value);
}

/** The value of the document that the text of a field stands for; undefined where it is empty. */
export function fieldValue(input: Input, text: string): unknown {
  const said = text.trim();
  if (said === "") return undefined;
  if (/^[[{]/.test(said)) {
    try {
      return JSON.parse(said) as unknown;
    } catch {
      return said; // the program says what is wrong with it
    }
  }
  if (input.type === "yes_or_no" && /^(yes|no)$/.test(said)) return said === "yes";
  if (input.type === "number" && /^-?\d+(\.\d+)?$/.test(said)) return Number(said);
  if (input.type === "any_of") return said.split(/[\s,]+/).filter((each) => each !== "");
  return said;
}

/** The document with another value of a fact or parameter; an empty text takes it away. */
export function changed(state: PatientState, name: string, text: string): PatientDocument {
  const input = state.inputs.find((each) => each.name === name);
  if (input === undefined) return state.document;
  const group = state.parameters.includes(name) ? "parameters" : "facts";
  const values: Record<string, unknown> = { ...state.document[group] };
  const value = fieldValue(input, text);
  if (value === undefined) delete values[name];
  else values[name] = value;
  return { ...state.document, [group]: values };
}
