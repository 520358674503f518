// The engine against the command: tests/engine/engine_test.mjs [ENGINE [PROGRAM]]
// Both are given every patient and every pathway file of the project. Their documents are the same byte for byte, and
// the status is the exit code. What the engine cannot say without a solver, it marks.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { availableParallelism } from "node:os";
import { gzipSync } from "node:zlib";

import { EngineFault, load } from "../../tools/page/engine/engine.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
process.chdir(root);
const [enginePath = "build-engine/waymark.wasm", program = "build/waymark"] = process.argv.slice(2);
const now = "2026-11-23T08:30:00Z";

// --- what there is

const filesBelow = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(root, entry.path ?? entry.parentPath, entry.name)))
    .sort();

const everything = ["tests/golden", "pathways", "stdlib"].flatMap(filesBelow);
const pathwayFiles = everything.filter((file) => file.endsWith(".pathway"));
// The lists of codes that a pathway reads from files stand beside it.
const listFiles = pathwayFiles.flatMap((file) =>
  [...readFileSync(file, "utf8").matchAll(/\bfrom "([^"]+)"/g)].map((found) => join(dirname(file), found[1])));
const texts = everything
  .filter((file) => (file.endsWith(".pathway") && !file.startsWith("stdlib/")) || listFiles.includes(file))
  .map((file) => [file, readFileSync(file)]);

// `x.CASE.json` beside x.pathway is a patient of it; one that is given with --set, or read by a binding, is none of
// the engine's.
const goldenRuns = everything.filter((file) => {
  const [name, patient, ...rest] = basename(file).split(".");
  return file.startsWith("tests/golden/") && file.endsWith(".json") && patient !== "json" && patient !== "out" &&
    rest.join(".") === "json" && everything.includes(join(dirname(file), `${name}.pathway`)) &&
    !everything.includes(file.replace(/json$/, "set")) && !everything.includes(join(dirname(file), `${name}.binding`));
}).map((file) => ({ pathway: join(dirname(file), `${basename(file).split(".")[0]}.pathway`), patient: file, at: now }));

// Each folder of `pathways` is one; a site has no patients of its own but those of the pathway that it adapts.
const patientFiles = everything.filter((file) => /^pathways\/.*\/patients\/.*\.json$/.test(file));
const pathwayFolders = [...new Set(everything.filter((file) => file.startsWith("pathways/"))
  .map((file) => file.split("/").slice(0, 2).join("/")))];
const pathwayRuns = pathwayFolders.flatMap((pathway) => patientFiles
  .filter((patient) => patient.startsWith(`${pathway}/`) || pathway.startsWith(`${dirname(dirname(patient))}_`))
  .flatMap((patient) => [{ pathway, patient, at: now }, { pathway, patient, at: "2026-11-24" }]));

// `x.SECTION.STATEMENT.patient`: a patient, and a statement to explain.
const explained = everything.filter((file) => file.endsWith(".patient")).map((file) => {
  const [name, ...id] = basename(file, ".patient").split(".");
  return { pathway: join(dirname(file), `${name}.pathway`), patient: file, at: now, id: id.slice(-2).join(".") };
});

// --- both sides

const commanded = (args) =>
  new Promise((resolve) => {
    execFile(program, args, { maxBuffer: 1 << 28 }, (error, stdout) =>
      resolve({ status: error?.code ?? 0, document: stdout }));
  });

const engine = await load(readFileSync(enginePath));
const compiled = new Map();

function pathwayAt(path) {
  if (!compiled.has(path)) {
    const { status, document, pathway } = engine.compile(texts, path);
    assert.equal(status, 0, `${path} does not compile in the engine: ${document}`);
    compiled.set(path, pathway);
  }
  return compiled.get(path);
}

// --- comparing

let failures = 0;

function differs(what, expected, found) {
  failures += 1;
  const lines = [expected.document.split("\n"), found.document.split("\n")];
  const line = lines[0].findIndex((text, index) => text !== lines[1][index]);
  console.error(`${what}: status ${expected.status} and ${found.status}, from line ${line + 1}`);
  console.error(`  command: ${lines[0][line]}\n  engine:  ${lines[1][line]}`);
}

function compare(what, expected, found) {
  if (expected.status !== found.status || expected.document !== found.document) differs(what, expected, found);
}

// Runs `trial` of each case, as many at a time as there are processors, and says how many there were.
async function forEach(what, cases, trial) {
  assert.ok(cases.length > 0, `there is nothing of: ${what}`);
  const begin = performance.now();
  const rest = [...cases];
  const worker = async () => {
    for (let each = rest.shift(); each !== undefined; each = rest.shift()) await trial(each);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  console.log(`${what}: ${cases.length} compared in ${((performance.now() - begin) / 1000).toFixed(1)} s`);
}

async function compareRun({ pathway, patient, at }) {
  const expected = await commanded(["run", pathway, "--facts", patient, "--at", at, "--format", "json"]);
  compare(`run ${pathway} ${patient}`, expected, pathwayAt(pathway).evaluate(readFileSync(patient), at));
}

// What a page asks besides: the picture, what to ask next, what happened when, and the patient as a scenario.
async function comparePage({ pathway, patient, at }) {
  const given = [pathway, "--facts", patient, "--at", at, "--format", "json"];
  const facts = readFileSync(patient);
  const its = pathwayAt(pathway);
  compare(`graph ${pathway} ${patient}`, await commanded(["graph", ...given]), its.picture(facts, at));
  compare(`questions ${pathway} ${patient}`, await commanded(["run", ...given, "--questions"]), its.questions(facts, at));
  compare(`replay ${pathway} ${patient}`, await commanded(["replay", ...given]), its.replay(facts, at));
  compare(`scenario ${pathway} ${patient}`, await commanded(["run", ...given, "--as-scenario", "a case"]), its.scenario(facts, "a case", at));
}

async function compareCheck(pathway) {
  compare(`check ${pathway}`, await commanded(["check", pathway, "--format", "json"]), engine.check(texts, pathway));
}

const withoutSolver = { asked: 0, alone: 0 };
const names = (questions) => questions.map((question) => question.fact ?? question.parameter);

// Without a solver it is the same but for what is open: it may ask for more, and says so.
async function compareExplanation({ pathway, patient, at, id }) {
  const what = `explain ${pathway} ${patient} ${id}`;
  const expected = await commanded(["explain", pathway, id, "--facts", patient, "--at", at, "--format", "json"]);
  const found = pathwayAt(pathway).explain(readFileSync(patient), id, at);
  withoutSolver.asked += 1;
  const said = JSON.parse(found.document);
  if (!said.without_solver) return compare(what, expected, found);
  withoutSolver.alone += 1;
  const exact = JSON.parse(expected.document);
  const ofBoth = ({ answer, kind, why: { deciding, missing, shortest }, changes, because: { value } }) =>
    ({ answer, kind, deciding, missing, shortest, changes, value });
  const missed = names(exact.questions).filter((name) => !names(said.questions).includes(name));
  try {
    assert.deepEqual(ofBoth(said), ofBoth(exact));
    assert.equal(found.status, expected.status);
    assert.equal(said.settled, undefined);
    if (said.questions.length < 20) assert.deepEqual(missed, []);
  } catch (error) {
    failures += 1;
    console.error(`${what}: ${error.message}`);
  }
}

async function explainAll(run) {
  const { document } = pathwayAt(run.pathway).evaluate(readFileSync(run.patient), run.at);
  const statements = JSON.parse(document).recommendations ?? [];
  return statements.map(({ id }) => ({ ...run, id }));
}

await forEach("golden runs", goldenRuns, compareRun);
await forEach("patients of the pathways", pathwayRuns, compareRun);
await forEach("pictures, questions, histories and scenarios", pathwayRuns.filter(({ at }) => at === now), comparePage);
await forEach("pathways", pathwayFolders, compareCheck);
await forEach("pathway files", pathwayFiles.filter((file) => !file.startsWith("stdlib/")), compareCheck);
await forEach("golden explanations", explained, compareExplanation);
const ofPatients = (await Promise.all(pathwayRuns.filter((_, index) => index % 16 === 0).map(explainAll))).flat();
await forEach("explanations of patients", ofPatients, compareExplanation);
console.log(`  ${withoutSolver.alone} of ${withoutSolver.asked} explanations are marked: a solver would say more`);

// --- what the command has no document for

function test(what, trial) {
  try {
    trial();
  } catch (error) {
    failures += 1;
    console.error(`${what}: ${error.stack}`);
  }
}

const dah = "pathways/dah";
const infection = readFileSync(`${dah}/patients/infection.json`, "utf8");
const oneLine = JSON.stringify(JSON.parse(infection));

test("a line of many patients says what is said of one", () => {
  const { status, document } = pathwayAt(dah).evaluateMany(`${oneLine}\n\n{"facts": 7}\n`, now);
  const lines = document.trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(status, 2);
  assert.equal(lines.length, 2);
  assert.deepEqual(lines[0], JSON.parse(pathwayAt(dah).evaluate(infection, now).document));
  assert.ok(lines[1].problems.length > 0);
});

test("inputs and needs are documents", () => {
  const inputs = JSON.parse(pathwayAt(dah).inputs().document);
  assert.ok(inputs.facts.some(({ name }) => name === "spo2"), JSON.stringify(inputs.facts[0]));
  assert.equal(JSON.parse(pathwayAt(dah).needs("{}", now).document).waymark, engine.version);
});

test("what cannot be used is an answer, and the engine goes on", () => {
  const tooLarge = '{"facts": {"spo2": "1e999999999 %"}}';
  for (const facts of ["", "{", "[".repeat(100_000), tooLarge, new Uint8Array([0xff, 0xfe])])
    assert.equal(pathwayAt(dah).evaluate(facts, now).status, 2, String(facts).slice(0, 40));
  assert.equal(pathwayAt(dah).evaluate("{}", "yesterday").status, 2);
  assert.equal(pathwayAt(dah).explain("{}", "no.such", now).status, 2);
  assert.equal(engine.check([], "nowhere").status, 2);
  assert.equal(engine.check({ "a.pathway": "use nothing\n" }, "a.pathway").status, 1);
  assert.equal(pathwayAt(dah).evaluate("{}", now).status, 0);
});

test("deep nesting is answered, not run out of", () => {
  const head = 'pathway a "A" { version "1" }\n';
  const nested = (depth) => `${head}fact f : yes or no\ndefine d = ${"(".repeat(depth)}f${")".repeat(depth)}\n`;
  const many = (count) => `${head}fact f : number\ndefine d = ${"f + ".repeat(count)}1 > 2\n`;
  assert.match(engine.check({ "a.pathway": nested(100_000) }, "a.pathway").document, /nested/);
  for (const text of [nested(90), many(20), many(5_000)]) {
    const { status, document, pathway } = engine.compile({ "a.pathway": text }, "a.pathway");
    assert.equal(status, pathway ? 0 : 1, document);
    if (pathway) assert.equal(pathway.evaluate("{}", now).status, 0);
    pathway?.free();
  }
});

test("a freed pathway is refused", () => {
  const { pathway } = engine.compile(texts, dah);
  pathway.free();
  pathway.free();
  assert.throws(() => pathway.evaluate("{}"), TypeError);
});

test("without a moment the present one counts", () => {
  const at = JSON.parse(pathwayAt(dah).evaluate("{}").document).at;
  assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000, at);
});

// --- size, time, memory

const bytes = readFileSync(enginePath);
const average = (count, action) => {
  const begin = performance.now();
  for (let round = 0; round < count; round += 1) action();
  return (performance.now() - begin) / count;
};

const begin = performance.now();
const module = await WebAssembly.compile(bytes);
const moduleTime = performance.now() - begin;
const fresh = await load(module);
const first = average(1, () => fresh.check(texts.filter(([path]) => path.startsWith(`${dah}/`)), dah));
const later = average(5, () => fresh.check(texts.filter(([path]) => path.startsWith(`${dah}/`)), dah));
const one = average(200, () => pathwayAt(dah).evaluate(infection, now));
const before = engine.memory;
average(1000, () => pathwayAt(dah).evaluate(infection, now));
test("evaluating leaves nothing behind", () => assert.equal(engine.memory, before));
console.log(`waymark.wasm: ${bytes.length} bytes, ${gzipSync(bytes, { level: 9 }).length} compressed`);
console.log(`module ${moduleTime.toFixed(0)} ms, first compilation of ${dah} ${first.toFixed(0)} ms, later ` +
  `${later.toFixed(0)} ms, one evaluation ${one.toFixed(2)} ms, memory ${(engine.memory / 2 ** 20).toFixed(1)} MiB`);

// Last, since it ends an engine. A text that it cannot take is refused; where memory ends in the middle of something,
// the engine is at its end, and says so.
test("without memory the engine says so", () => {
  const large = (size) => () => fresh.check({ "a.pathway": new Uint8Array(size) }, "a.pathway");
  assert.throws(large(2 ** 30), EngineFault);
  assert.equal(fresh.check(texts, dah).status, 0);
  assert.throws(large(600 * 2 ** 20), EngineFault);
  assert.throws(() => fresh.check(texts, dah), EngineFault);
});

console.log(failures === 0 ? "the engine and the command agree" : `${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
