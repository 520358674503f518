// What evaluates a patient. The page knows nothing else of it: it may be WebAssembly in the page itself, or anything else
// that answers with the documents of the command.

/** What a document of a patient may hold. */
export type Json = null | boolean | string | number | readonly Json[] | { readonly [name: string]: Json };

/** The document that `waymark run --facts` reads. */
export interface PatientDocument {
  readonly patient?: string;
  readonly at?: string;
  readonly facts: Readonly<Record<string, Json>>;
  readonly parameters?: Readonly<Record<string, Json>>;
}

export type Status = "advised" | "not_advised" | "undetermined";
export type Amount = string | { readonly says: string; readonly needs: readonly string[] };

interface Statement {
  readonly id: string;
  readonly status: Status;
  readonly needs?: readonly string[];
  readonly reasons?: readonly string[];
  readonly cites: readonly string[];
}

/** A recommendation of a run; `docs/run.schema.json` has all of it. */
export interface Recommendation extends Statement {
  readonly modality: string;
  readonly verb: string;
  readonly actions: readonly string[];
  readonly dose?: Amount;
  readonly dose_from?: string;
  readonly route?: string;
  readonly every?: Amount;
  readonly for?: Amount;
  readonly blocked_by?: readonly string[];
  readonly progress?: string;
  readonly timing?: { readonly due?: string };
}

export interface Note extends Statement {
  readonly says: string;
}

export interface Contraindication extends Statement {
  readonly actions: readonly string[];
}

export interface Reason {
  readonly text: string;
  readonly value: string;
  readonly why_unknown?: string;
  readonly remark?: string;
  readonly reading?: { readonly title?: string; readonly as_given?: string; readonly time?: string; readonly age?: string; readonly stale?: boolean };
  readonly children?: readonly Reason[];
}

export interface PathNode {
  readonly kind: string;
  readonly id?: string;
  readonly text: string;
  readonly value: string;
  readonly because?: Reason;
  readonly children?: readonly PathNode[];
}

/** What a patient got: the document of `waymark run --format json`. */
export interface RunDocument {
  readonly at: string;
  readonly applies?: { readonly value: string; readonly failed: readonly string[]; readonly needs: readonly string[] };
  readonly questioned?: readonly { readonly text: string }[];
  readonly not_looked_at?: readonly { readonly text: string }[];
  readonly recommendations: readonly Recommendation[];
  readonly notes: readonly Note[];
  readonly contraindications: readonly Contraindication[];
  readonly conflicts: readonly { readonly recommendations: readonly string[]; readonly action: string }[];
  readonly violated: readonly string[];
  readonly needs: readonly string[];
  readonly path: readonly PathNode[];
}

/** Why a patient was refused: the document of a run with wrong facts. */
export interface Refusal {
  readonly problems: readonly { readonly path: string; readonly message: string; readonly help?: string }[];
}

export type Answer = RunDocument | Refusal;

export interface Change {
  readonly text: string;
}

/** docs/explain.schema.json */
export interface Explanation {
  readonly id: string;
  readonly answer: string;
  readonly why: { readonly sentence: string };
  readonly why_not?: readonly { readonly words: string; readonly value: string; readonly because: readonly string[] }[];
  readonly changes: readonly { readonly answer: string; readonly smallest: readonly (readonly Change[])[] }[];
  readonly settled?: string;
  readonly without_solver?: true;
  readonly because?: Reason;
}

export interface Asked {
  readonly fact?: string;
  readonly parameter?: string;
  readonly title: string;
  readonly settles?: { readonly fewest: number; readonly most: number; readonly average: number };
}

/** docs/questions.schema.json */
export interface Questions {
  readonly questions: readonly Asked[];
  readonly no_longer: readonly Asked[];
}

export type PictureState = "plain" | "taken" | "ruled_out" | "unknown" | "blocked";

/** docs/picture.schema.json */
export interface Picture {
  readonly nodes: readonly {
    readonly id?: string;
    readonly kind: string;
    readonly label: string;
    readonly state: PictureState;
    readonly word?: string;
    readonly reading?: string;
  }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly state: PictureState }[];
  readonly tables: readonly {
    readonly id: string;
    readonly readings: readonly string[];
    readonly rows: readonly { readonly holds: string; readonly cells: readonly string[] }[];
    readonly nearest?: number;
  }[];
}

/** docs/replay.schema.json */
export interface Replay {
  readonly moments: readonly {
    readonly at: string;
    readonly because: readonly Readonly<Record<string, string>>[];
    readonly changes: readonly {
      readonly id: string;
      readonly from?: { readonly status: string; readonly progress?: string };
      readonly to: { readonly status: string; readonly progress?: string };
      readonly why: readonly string[];
    }[];
  }[];
}

/** All but the first may be missing; then the page does without what they answer. */
export interface Engine {
  evaluate(patient: PatientDocument): Promise<Answer>;
  picture?(patient: PatientDocument): Promise<Picture | Refusal>;
  questions?(patient: PatientDocument): Promise<Questions | Refusal>;
  explain?(patient: PatientDocument, id: string): Promise<Explanation | Refusal>;
  replay?(patient: PatientDocument): Promise<Replay | Refusal>;
  scenario?(patient: PatientDocument, name: string): Promise<{ readonly scenario: string } | Refusal>;
}

export function isRefusal(answer: object): answer is Refusal {
  return "problems" in answer || "error" in answer;
}
