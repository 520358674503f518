// The page with its engine: the module is part of the script, and compiles the texts that the page holds. It runs in
// workers, so that the page stays quick; where a browser starts none from a file, in the page itself.

import packed from "waymark.wasm.gz";
import workerText from "worker.js";
import { load } from "../engine/engine.mjs";
import { startedIn } from "../engine/remote.mjs";
import type { Engine, PatientDocument } from "./engine.js";
import { element } from "./dom.js";
import { dataOfPage } from "./inputs.js";
import { start } from "./main.js";
import { firstLanguage } from "./texts.js";

interface Texts {
  readonly path: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What both kinds of pathway have, in the page and in a worker. */
interface Asked {
  evaluateMany(patients: string): Given;
  picture(patient: string): Given;
  questions(patient: string): Given;
  replay(patient: string): Given;
  explain(patient: string, id: string): Given;
  scenario(patient: string, name: string): Given;
}
type Given = { readonly document: string } | Promise<{ readonly document: string }>;

async function moduleOfPage(): Promise<WebAssembly.Module> {
  const bytes = new Blob([packed as BlobPart]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(bytes).arrayBuffer());
}

function compiled(answer: { readonly document: string; readonly pathway: Asked | null }): Asked {
  if (!answer.pathway) throw new Error(answer.document);
  return answer.pathway;
}

async function inWorker(module: WebAssembly.Module, texts: Texts): Promise<Asked> {
  const address = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
  try {
    const engine = await startedIn(new Worker(address), module);
    return compiled(await engine.compile(texts.files, texts.path));
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function inPage(module: WebAssembly.Module, texts: Texts): Promise<Asked> {
  return compiled((await load(module)).compile(texts.files, texts.path));
}

// One worker answers; another one, which is started once it is needed, works out what takes longer.
async function engineOfPage(): Promise<Engine> {
  const texts = dataOfPage<Texts>("waymark-texts");
  if (!texts) throw new Error("the page has no texts");
  const module = await moduleOfPage();
  let isWorking = true;
  const quick = await inWorker(module, texts).catch(() => {
    isWorking = false;
    return inPage(module, texts);
  });
  let slow: Promise<Asked> | undefined;
  const patiently = () => (slow ??= isWorking ? inWorker(module, texts) : Promise.resolve(quick));
  const read = async <Answer>(answer: Given) => JSON.parse((await answer).document) as Answer;
  const text = (patient: PatientDocument) => JSON.stringify(patient);
  return {
    // As one of many, whose documents have no blanks: half as much to write and to read.
    evaluate: (patient) => read(quick.evaluateMany(text(patient))),
    picture: (patient) => read(quick.picture(text(patient))),
    questions: async (patient) => read((await patiently()).questions(text(patient))),
    replay: async (patient) => read((await patiently()).replay(text(patient))),
    explain: async (patient, id) => read((await patiently()).explain(text(patient), id)),
    scenario: async (patient, name) => read((await patiently()).scenario(text(patient), name)),
  };
}

void engineOfPage().then(
  (engine) => {
    performance.mark("waymark-ready");
    start(engine);
  },
  (error) => fail(String(error)),
);

// Without its engine the page is the document and the pictures; that it is, and why, is said.
function fail(reason: string): void {
  const root = document.getElementById("patient");
  if (!root) return;
  root.append(element("p", { role: "alert" }, `${firstLanguage().failed}: ${reason}`));
  root.hidden = false;
}
