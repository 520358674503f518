// What the test explorer shows, without an editor: scenarios, what came of them, and what they reach.

import type { CoverageItem, Location, ScenarioRun, Scenarios } from "./protocol.js";

export interface ScenarioEntry {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly location: Location;
}

export interface PathwayEntry {
  readonly id: string;
  readonly label: string;
  readonly scenarios: readonly ScenarioEntry[];
}

/** The pathway's entry and those of its scenarios; `pathway` is the path of its folder or file. */
export function entriesOf(pathway: string, answer: Scenarios): PathwayEntry {
  const scenarios = answer.scenarios.map((each) => ({
    id: `${pathway}\n${each.name}`,
    label: each.name,
    description: each.extends === undefined ? "" : `extends "${each.extends}"`,
    location: each.location,
  }));
  return { id: pathway, label: answer.pathway.title || answer.pathway.id, scenarios };
}

export interface Failure {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly location: Location;
}

/** Why a scenario fails, each reason at its place; nothing of one that passes. */
export function failuresOf(run: ScenarioRun): Failure[] {
  const unmet = run.expectations
    .filter((each) => !each.met)
    .map((each) => ({
      message: `expected ${each.expected}, found ${each.actual}`,
      expected: each.expected,
      actual: each.actual,
      location: each.location,
    }));
  const broken = run.violated.map((each) => ({ message: `breaks "${each.text}"`, location: run.location }));
  return [...unmet, ...broken];
}

export interface CoveredPlace {
  readonly location: Location;
  readonly scenarios: number; // that come by
  readonly branches: readonly { readonly label: string; readonly scenarios: number }[];
}

/** What the scenarios reach, by file: each place with what was to be seen there. */
export function coverageByFile(items: readonly CoverageItem[]): Map<string, CoveredPlace[]> {
  const places = new Map<string, { location: Location; branches: { label: string; scenarios: number }[] }>();
  for (const item of items) {
    const { start, end } = item.location.range;
    const key = [item.location.uri, start.line, start.character, end.line, end.character].join("\n");
    const place = places.get(key) ?? { location: item.location, branches: [] };
    place.branches.push({ label: `${item.subject} ${item.value}`, scenarios: item.scenarios });
    places.set(key, place);
  }
  const result = new Map<string, CoveredPlace[]>();
  for (const { location, branches } of places.values()) {
    const list = result.get(location.uri) ?? [];
    list.push({ location, branches, scenarios: Math.max(...branches.map((each) => each.scenarios)) });
    result.set(location.uri, list);
  }
  return result;
}
