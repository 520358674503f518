// The engine as a module of JavaScript: what include/waymark/waymark.h offers, over waymark.wasm. It runs in Node and
// in a browser, in a worker there. Texts in, documents out: each is byte for byte what the command prints with
// `--format json`. docs/engine.md

import { systemFunctions } from "./wasi.mjs";

/** What came of a call: the numbers are the exit codes of the command. */
export const Status = Object.freeze({ fine: 0, answerIsNo: 1, unusable: 2 });

const fault = 3;

/** The engine came to its end: no memory was left, or it has a fault. Load it again; its pathways are gone. */
export class EngineFault extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = "EngineFault";
  }
}

/**
 * Loads the engine.
 * @param {BufferSource | WebAssembly.Module} source the bytes of waymark.wasm, or the module made from them
 * @param {(text: string) => void} [complain] takes what the engine says before it comes to its end
 */
export async function load(source, complain = console.error) {
  const module = source instanceof WebAssembly.Module ? source : await WebAssembly.compile(source);
  let memory;
  const instance = await WebAssembly.instantiate(module, {
    wasi_snapshot_preview1: systemFunctions(() => memory, complain),
  });
  memory = instance.exports.memory;
  instance.exports._initialize();
  return new Engine(new Border(instance.exports));
}

// Hands texts over to the module and takes documents back; frees both.
class Border {
  #functions;
  #end = null;
  #encoder = new TextEncoder();
  #decoder = new TextDecoder("utf-8", { ignoreBOM: true });

  constructor(functions) {
    this.#functions = functions;
  }

  get memory() {
    return this.#functions.memory.buffer.byteLength;
  }

  // Calls a function of the module. What stops it stops the engine: its memory may be in any state.
  call(name, ...values) {
    if (this.#end) throw new EngineFault("the engine has come to its end", { cause: this.#end });
    try {
      return this.#functions[name](...values);
    } catch (error) {
      this.#end = error;
      throw new EngineFault(`the engine came to its end in ${name}: ${error.message}`, { cause: error });
    }
  }

  // Lends texts (or their bytes) to `use`, which gets an address and a size of each; null is the address 0. Each ends
  // with a NUL byte.
  lend(texts, use) {
    const lent = [];
    try {
      for (const text of texts) lent.push(this.#copied(text));
      return use(...lent);
    } finally {
      if (!this.#end) for (const { address } of lent) this.call("free", address);
    }
  }

  #copied(text) {
    if (text === null) return { address: 0, size: 0 };
    const bytes = typeof text === "string" ? this.#encoder.encode(text) : text;
    const address = this.#allocated(bytes.length + 1);
    const memory = new Uint8Array(this.#functions.memory.buffer, address, bytes.length + 1);
    memory.set(bytes);
    memory[bytes.length] = 0;
    return { address, size: bytes.length };
  }

  #allocated(size) {
    const address = this.call("malloc", size) >>> 0;
    if (address === 0) throw new EngineFault("the engine has no memory left");
    return address;
  }

  // Lends places for addresses to `use`, and returns its status and the addresses that stand there then.
  addresses(count, use) {
    const places = this.#allocated(4 * count);
    try {
      new Uint8Array(this.#functions.memory.buffer, places, 4 * count).fill(0);
      const status = use(...Array.from({ length: count }, (_, index) => places + 4 * index));
      const view = new DataView(this.#functions.memory.buffer);
      const found = Array.from({ length: count }, (_, index) => view.getUint32(places + 4 * index, true));
      return { status, found };
    } finally {
      if (!this.#end) this.call("free", places);
    }
  }

  // The text at an address, up to its NUL byte.
  text(address) {
    const memory = new Uint8Array(this.#functions.memory.buffer);
    return this.#decoder.decode(memory.subarray(address, memory.indexOf(0, address)));
  }

  // Takes a document over, which is freed.
  document(status, address) {
    if (status === fault) throw new EngineFault("the engine has no memory left, or a fault");
    const document = this.text(address);
    this.call("waymark_free", address);
    return { status, document };
  }
}

class Engine {
  #border;

  constructor(border) {
    this.#border = border;
  }

  /** The version of the engine: "0.1.0". */
  get version() {
    return this.#border.text(this.#border.call("waymark_version") >>> 0);
  }

  /** How many bytes of memory the engine has taken. */
  get memory() {
    return this.#border.memory;
  }

  /**
   * Compiles the text at `path`, or all texts of the folder at `path`, as one pathway. The standard library is there.
   * @param {Iterable<[string, string | Uint8Array]> | Record<string, string | Uint8Array>} files texts by their paths
   * @param {string} path
   * @returns the status, the document of `waymark check --format json`, and the pathway where there is one; free it
   */
  compile(files, path) {
    const texts = this.#texts(files);
    try {
      const { status, found } = this.#border.lend([path], (name) =>
        this.#border.addresses(2, (pathway, document) =>
          this.#border.call("waymark_compile", texts, name.address, pathway, document)));
      const result = this.#border.document(status, found[1]);
      return { ...result, pathway: found[0] === 0 ? null : new Pathway(this.#border, found[0]) };
    } finally {
      this.#freeTexts(texts);
    }
  }

  /** As `compile`, of which only the document is wanted: errors and warnings. */
  check(files, path) {
    const { status, document, pathway } = this.compile(files, path);
    pathway?.free();
    return { status, document };
  }

  #texts(files) {
    const texts = this.#border.call("waymark_texts_new") >>> 0;
    if (texts === 0) throw new EngineFault("the engine has no memory left");
    const entries = typeof files[Symbol.iterator] === "function" ? files : Object.entries(files);
    for (const [path, text] of entries) {
      const status = this.#border.lend([path, text], (name, content) =>
        this.#border.call("waymark_texts_add", texts, name.address, content.address, content.size));
      if (status !== Status.fine) throw new EngineFault("the engine has no memory left");
    }
    return texts;
  }

  #freeTexts(texts) {
    try {
      this.#border.call("waymark_texts_free", texts);
    } catch (error) {
      if (!(error instanceof EngineFault)) throw error;
    }
  }
}

// A pathway without errors. Each function gives a status and a document; `patient` is the patient's document, `at` the
// moment or date of the evaluation, where the document's own does not count.
class Pathway {
  #border;
  #address;

  constructor(border, address) {
    this.#border = border;
    this.#address = address;
  }

  /** The facts and parameters that it asks for, as `waymark inputs --format json`. */
  inputs() {
    return this.#answer("waymark_inputs", [], () => []);
  }

  /** What it says of a patient, as `waymark run --format json`. */
  evaluate(patient, at = null) {
    return this.#of("waymark_evaluate", patient, at);
  }

  /** The same of many patients, a document a line in and out. */
  evaluateMany(patients, at = null) {
    return this.#of("waymark_evaluate_many", patients, at);
  }

  /** Which facts could settle what is undetermined. */
  needs(patient, at = null) {
    return this.#of("waymark_needs", patient, at);
  }

  /** What to ask for next, and what no longer matters, as `waymark run --questions --format json`. */
  questions(patient, at = null) {
    return this.#of("waymark_questions", patient, at);
  }

  /** The flow with the way of the patient, or of none where `patient` is null, as `waymark graph --format json`. */
  picture(patient, at = null) {
    return this.#of("waymark_picture", patient, at);
  }

  /** What changed when, as `waymark replay --format json`. */
  replay(patient, at = null) {
    return this.#of("waymark_replay", patient, at);
  }

  /** The patient as a scenario of this name, as `waymark run --as-scenario NAME --format json`. */
  scenario(patient, name, at = null) {
    return this.#answer("waymark_scenario", [patient, at, name], (facts, moment, its) =>
      [facts.address, facts.size, moment.address, its.address]);
  }

  /** Why the statement or definition `id` is as it is, as `waymark explain --format json`. */
  explain(patient, id, at = null) {
    return this.#answer("waymark_explain", [patient, at, id], (facts, moment, name) =>
      [facts.address, facts.size, moment.address, name.address]);
  }

  /** Nothing can be asked of it any more. */
  free() {
    if (this.#address !== 0) this.#border.call("waymark_pathway_free", this.#address);
    this.#address = 0;
  }

  #of(name, patient, at) {
    return this.#answer(name, [patient, at], (facts, moment) => [facts.address, facts.size, moment.address]);
  }

  #answer(name, texts, values) {
    if (this.#address === 0) throw new TypeError("the pathway has been freed");
    const { status, found } = this.#border.lend(texts, (...lent) =>
      this.#border.addresses(1, (document) =>
        this.#border.call(name, this.#address, ...values(...lent), document)));
    return this.#border.document(status, found[0]);
  }
}
