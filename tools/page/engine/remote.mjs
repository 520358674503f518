// The engine in a worker, from outside: the functions of engine.mjs, each of which gives a promise.

import { EngineFault } from "./engine.mjs";

/**
 * Starts the engine in a worker that runs worker.mjs.
 * @param {Worker} worker
 * @param {BufferSource | WebAssembly.Module} source the bytes of waymark.wasm, or the module made from them
 */
export async function startedIn(worker, source) {
  const line = new Line(worker);
  return new RemoteEngine(line, await line.ask("load", source));
}

// Questions to the worker, each with the promise of its answer.
class Line {
  #worker;
  #open = new Map();
  #last = 0;

  constructor(worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }) => this.#answered(data));
    worker.addEventListener("error", ({ message }) => this.#ended(message));
  }

  ask(name, ...values) {
    this.#last += 1;
    const call = this.#last;
    return new Promise((resolve, reject) => {
      this.#open.set(call, { resolve, reject });
      this.#worker.postMessage({ call, name, values });
    });
  }

  #answered({ call, result, error }) {
    const { resolve, reject } = this.#open.get(call);
    this.#open.delete(call);
    if (!error) resolve(result);
    else reject(error.name === "EngineFault" ? new EngineFault(error.message) : new Error(error.message));
  }

  #ended(message) {
    for (const { reject } of this.#open.values()) reject(new EngineFault(`the engine's worker ended: ${message}`));
    this.#open.clear();
  }
}

class RemoteEngine {
  #line;

  constructor(line, version) {
    this.#line = line;
    this.version = version;
  }

  async compile(files, path) {
    const { status, document, pathway } = await this.#line.ask("compile", files, path);
    return { status, document, pathway: pathway === null ? null : new RemotePathway(this.#line, pathway) };
  }

  check(files, path) {
    return this.#line.ask("check", files, path);
  }
}

class RemotePathway {
  #line;
  #pathway;

  constructor(line, pathway) {
    this.#line = line;
    this.#pathway = pathway;
  }

  inputs() {
    return this.#line.ask("inputs", this.#pathway);
  }

  evaluate(patient, at = null) {
    return this.#line.ask("evaluate", this.#pathway, patient, at);
  }

  evaluateMany(patients, at = null) {
    return this.#line.ask("evaluateMany", this.#pathway, patients, at);
  }

  needs(patient, at = null) {
    return this.#line.ask("needs", this.#pathway, patient, at);
  }

  questions(patient, at = null) {
    return this.#line.ask("questions", this.#pathway, patient, at);
  }

  picture(patient, at = null) {
    return this.#line.ask("picture", this.#pathway, patient, at);
  }

  replay(patient, at = null) {
    return this.#line.ask("replay", this.#pathway, patient, at);
  }

  scenario(patient, name, at = null) {
    return this.#line.ask("scenario", this.#pathway, patient, name, at);
  }

  explain(patient, id, at = null) {
    return this.#line.ask("explain", this.#pathway, patient, id, at);
  }

  free() {
    return this.#line.ask("free", this.#pathway);
  }
}
