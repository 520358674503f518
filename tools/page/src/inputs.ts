// The facts and parameters of a pathway, as docs/inputs.schema.json describes them, and the patients to begin with.

import type { PatientDocument } from "./engine.js";

export interface Member {
  readonly id: string;
  readonly title?: string;
}

export interface Input {
  readonly name: string;
  readonly title?: string;
  readonly type: "yes_or_no" | "number" | "one_of" | "any_of" | "date" | "moment" | "event";
  readonly unit?: string;
  readonly units?: readonly string[];
  readonly whole?: true;
  readonly members?: readonly Member[];
  readonly within?: string;
  readonly plausible?: string;
  readonly valid_for?: string;
  readonly form: string;
}

export interface Inputs {
  readonly pathway: { readonly id: string; readonly title: string; readonly version: string };
  readonly facts: readonly Input[];
  readonly parameters: readonly Input[];
}

export interface Case {
  readonly kind: "scenario" | "file";
  readonly name: string;
  readonly patient: PatientDocument;
}

export function titleOf(input: Input | Member): string {
  return input.title || ("id" in input ? input.id : input.name).replaceAll("_", " ");
}

/** The title of each fact and parameter, by its name. */
export function titlesOf(inputs: Inputs): ReadonlyMap<string, string> {
  return new Map([...inputs.facts, ...inputs.parameters].map((input) => [input.name, titleOf(input)]));
}

/** What the page holds as data under this id. */
export function dataOfPage<Data>(id: string): Data | undefined {
  const text = document.getElementById(id)?.textContent;
  return text ? (JSON.parse(text) as Data) : undefined;
}
