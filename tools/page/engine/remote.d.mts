import type { Answer, Engine, Files, Pathway } from "./engine.mjs";

type Promised<Function> = Function extends (...values: infer Values) => infer Result
  ? (...values: Values) => Promise<Result>
  : never;

/** The functions of `Pathway`, each of which gives a promise. */
export type RemotePathway = { [Name in keyof Pathway]: Promised<Pathway[Name]> };

/** The functions of `Engine`, each of which gives a promise. `files` is copied to the worker. */
export interface RemoteEngine {
  readonly version: Engine["version"];
  compile(files: Files, path: string): Promise<Answer & { pathway: RemotePathway | null }>;
  check(files: Files, path: string): Promise<Answer>;
}

/** Starts the engine in a worker that runs worker.mjs. */
export declare function startedIn(worker: Worker, source: BufferSource | WebAssembly.Module): Promise<RemoteEngine>;
