// The requests of Waymark's own, as docs/editors.md describes them.

/** A place as the protocol counts it: from 0, in UTF-16. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Location {
  readonly uri: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** Of which pathway: that of this file. */
export interface OfPathway {
  readonly textDocument: { readonly uri: string };
}

export interface Scenario {
  readonly name: string;
  readonly extends?: string;
  readonly location: Location;
}

/** `waymark/scenarios` */
export interface Scenarios {
  readonly pathway: { readonly id: string; readonly title: string; readonly version: string };
  readonly scenarios: readonly Scenario[];
}

export interface Expectation {
  readonly met: boolean;
  readonly expected: string;
  readonly actual: string;
  readonly location: Location;
}

export interface ScenarioRun {
  readonly name: string;
  readonly passed: boolean;
  readonly at: string;
  readonly location: Location;
  readonly expectations: readonly Expectation[];
  readonly violated: readonly { readonly text: string; readonly location: Location }[];
}

export interface CoverageItem {
  readonly kind: string;
  readonly subject: string;
  readonly value: string;
  readonly scenarios: number;
  readonly location: Location;
}

/** `waymark/runScenario` */
export interface ScenarioRuns {
  readonly scenarios: readonly ScenarioRun[];
  readonly coverage?: readonly CoverageItem[];
}

/** A place in a document of the command: lines and columns from 1. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Statement {
  readonly id: string;
  readonly status: "advised" | "not_advised" | "undetermined";
  readonly span: Span;
  readonly modality?: string;
  readonly verb?: string;
  readonly actions?: readonly string[];
  readonly says?: string;
  readonly because?: readonly string[];
  readonly cites?: readonly string[];
  readonly needs?: readonly string[];
}

export interface PathNode {
  readonly kind: string;
  readonly id?: string;
  readonly text?: string;
  readonly value: string;
  readonly span: Span;
  readonly because?: Reason;
  readonly children: readonly PathNode[];
}

export interface Reason {
  readonly text: string;
  readonly value: string;
  readonly span: Span;
  readonly children: readonly Reason[];
}

/** What `waymark run --format json` says, as far as the patient view shows it. */
export interface RunResult {
  readonly at: string;
  readonly recommendations: readonly Statement[];
  readonly notes: readonly Statement[];
  readonly contraindications: readonly Statement[];
  readonly conflicts: readonly unknown[];
  readonly violated: readonly unknown[];
  readonly needs: readonly string[];
  readonly path: readonly PathNode[];
}

/** A patient as `waymark run --facts` reads them. */
export interface PatientDocument {
  readonly patient?: string;
  readonly at?: string;
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface Problem {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly help?: string;
}

/** `waymark/decisionPath` */
export type DecisionPath =
  | { readonly patient: PatientDocument; readonly result: RunResult }
  | { readonly problems: readonly Problem[] };

export interface Input {
  readonly name: string;
  readonly title?: string;
  readonly type: "yes_or_no" | "number" | "one_of" | "any_of" | "date" | "moment" | "event";
  readonly unit?: string;
  readonly members?: readonly { readonly id: string; readonly title?: string }[];
  readonly form: string;
}

/** `waymark/inputs` */
export interface Inputs {
  readonly pathway: { readonly id: string; readonly title: string; readonly version: string };
  readonly facts: readonly Input[];
  readonly parameters: readonly Input[];
}
