/** What came of a call: the numbers are the exit codes of the command. */
export declare const Status: { readonly fine: 0; readonly answerIsNo: 1; readonly unusable: 2 };
export type Status = 0 | 1 | 2;

/** The engine came to its end: no memory was left, or it has a fault. Load it again; its pathways are gone. */
export declare class EngineFault extends Error {}

/** A document, byte for byte what the command prints with `--format json`, and the exit code of the command. */
export interface Answer {
  status: Status;
  document: string;
}

export type Text = string | Uint8Array;
/** Texts of pathway files by their paths. */
export type Files = Iterable<readonly [string, Text]> | Record<string, Text>;

/** A pathway without errors. `at` is a moment or a date; where it is left out, the patient's own counts. */
export interface Pathway {
  /** docs/inputs.schema.json */
  inputs(): Answer;
  /** docs/run.schema.json */
  evaluate(patient: Text, at?: string | null): Answer;
  /** The same of many patients, a document a line in and out. */
  evaluateMany(patients: Text, at?: string | null): Answer;
  /** docs/needs.schema.json */
  needs(patient: Text, at?: string | null): Answer;
  /** docs/explain.schema.json */
  explain(patient: Text, id: string, at?: string | null): Answer;
  /** docs/questions.schema.json */
  questions(patient: Text, at?: string | null): Answer;
  /** docs/picture.schema.json; of no patient where `patient` is null */
  picture(patient: Text | null, at?: string | null): Answer;
  /** docs/replay.schema.json */
  replay(patient: Text, at?: string | null): Answer;
  /** {"waymark", "scenario"} */
  scenario(patient: Text, name: string, at?: string | null): Answer;
  /** Nothing can be asked of it any more. */
  free(): void;
}

export interface Engine {
  /** "0.1.0" */
  readonly version: string;
  /** How many bytes of memory the engine has taken. */
  readonly memory: number;
  /** The document is that of docs/check.schema.json; the pathway is null where there are errors. Free it. */
  compile(files: Files, path: string): Answer & { pathway: Pathway | null };
  /** The same without the pathway: errors and warnings. */
  check(files: Files, path: string): Answer;
}

/** Loads the engine from the bytes of waymark.wasm, or from the module made from them. */
export declare function load(
  source: BufferSource | WebAssembly.Module,
  complain?: (text: string) => void,
): Promise<Engine>;
