// The engine in a worker, so that the page stays quick: start it by `startedIn` of remote.mjs.

import { load } from "./engine.mjs";

let engine;
const pathways = new Map();
let lastPathway = 0;

function kept(pathway) {
  if (pathway === null) return null;
  lastPathway += 1;
  pathways.set(lastPathway, pathway);
  return lastPathway;
}

const functions = {
  async load(source) {
    engine = await load(source);
    return engine.version;
  },
  compile(files, path) {
    const { status, document, pathway } = engine.compile(files, path);
    return { status, document, pathway: kept(pathway) };
  },
  check: (files, path) => engine.check(files, path),
  inputs: (pathway) => pathways.get(pathway).inputs(),
  evaluate: (pathway, patient, at) => pathways.get(pathway).evaluate(patient, at),
  evaluateMany: (pathway, patients, at) => pathways.get(pathway).evaluateMany(patients, at),
  needs: (pathway, patient, at) => pathways.get(pathway).needs(patient, at),
  questions: (pathway, patient, at) => pathways.get(pathway).questions(patient, at),
  picture: (pathway, patient, at) => pathways.get(pathway).picture(patient, at),
  replay: (pathway, patient, at) => pathways.get(pathway).replay(patient, at),
  scenario: (pathway, patient, name, at) => pathways.get(pathway).scenario(patient, name, at),
  explain: (pathway, patient, id, at) => pathways.get(pathway).explain(patient, id, at),
  free(pathway) {
    pathways.get(pathway)?.free();
    pathways.delete(pathway);
  },
};

onmessage = async ({ data: { call, name, values } }) => {
  try {
    postMessage({ call, result: await functions[name](...values) });
  } catch (error) {
    postMessage({ call, error: { name: error.name, message: error.message } });
  }
};
