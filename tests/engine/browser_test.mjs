// The engine in a browser's worker says what it says in Node: tests/engine/browser_test.mjs [ENGINE]
// Starts Debian's chromium without a window, on a server of its own that answers this test alone.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { load } from "../../tools/page/engine/engine.mjs";

process.chdir(join(dirname(fileURLToPath(import.meta.url)), "../.."));
const [enginePath = "build-engine/waymark.wasm"] = process.argv.slice(2);
const dah = "pathways/dah";
const now = "2026-11-23T08:30:00Z";
const id = "plasma_exchange.exchange";
const of = (folder, ending) => readdirSync(folder).filter((name) => name.endsWith(ending)).sort()
  .map((name) => [join(folder, name), readFileSync(join(folder, name), "utf8")]);
const files = of(dah, ".pathway");
const patients = of(join(dah, "patients"), ".json").map(([, text]) => text);

const page = `<!doctype html><meta charset="utf-8"><title>engine</title><script type="module">
  import { startedIn } from "/engine/remote.mjs";
  const send = (result) => fetch("/result", { method: "POST", body: JSON.stringify(result) });
  try {
    const { files, patients } = await (await fetch("/cases")).json();
    const bytes = await (await fetch("/waymark.wasm")).arrayBuffer();
    const begin = performance.now();
    const engine = await startedIn(new Worker("/engine/worker.mjs", { type: "module" }), bytes);
    const loaded = performance.now();
    const { pathway, document } = await engine.compile(files, "${dah}");
    const compiled = performance.now();
    const answers = [];
    for (const patient of patients) answers.push(await pathway.evaluate(patient, "${now}"));
    const evaluated = performance.now();
    answers.push(await pathway.explain(patients[0], "${id}", "${now}"), await pathway.inputs());
    await pathway.free();
    let refusal;
    await pathway.evaluate("{}").catch((error) => { refusal = String(error); });
    await send({ version: engine.version, checked: document, answers, refusal, times: {
      load: loaded - begin, compile: compiled - loaded, evaluate: (evaluated - compiled) / patients.length } });
  } catch (error) {
    await send({ error: String(error) });
  }
</script>`;

const contents = {
  "/": ["text/html", page],
  "/cases": ["application/json", JSON.stringify({ files, patients })],
  "/waymark.wasm": ["application/wasm", readFileSync(enginePath)],
};
for (const name of ["engine", "remote", "worker", "wasi"])
  contents[`/engine/${name}.mjs`] = ["text/javascript", readFileSync(`tools/page/engine/${name}.mjs`)];

const profile = mkdtempSync(join(tmpdir(), "waymark-browser-"));
const result = await new Promise((resolve, reject) => {
  const server = createServer(async (request, response) => {
    if (request.url !== "/result") {
      const [type, body] = contents[request.url] ?? ["text/plain", ""];
      response.writeHead(request.url in contents ? 200 : 404, { "content-type": type }).end(body);
      return;
    }
    let body = "";
    for await (const part of request) body += part;
    response.end();
    finish(() => resolve(JSON.parse(body)));
  });
  let browser;
  const timer = setTimeout(() => finish(() => reject(new Error("the browser did not answer in 120 s"))), 120_000);
  const finish = (settle) => {
    clearTimeout(timer);
    browser.once("exit", settle);
    browser.kill("SIGKILL");
    server.close();
    server.closeAllConnections();
  };
  server.listen(0, "127.0.0.1", () => {
    browser = spawn("chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
      `--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/`], { stdio: "ignore" });
    browser.on("error", reject);
  });
});
rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });

assert.equal(result.error, undefined);
const engine = await load(readFileSync(enginePath));
const { pathway, document } = engine.compile(files, dah);
const expected = patients.map((patient) => pathway.evaluate(patient, now));
expected.push(pathway.explain(patients[0], id, now), pathway.inputs());
assert.equal(result.version, engine.version);
assert.equal(result.checked, document);
assert.deepEqual(result.answers, expected);
assert.match(result.refusal, /Error/);
const { load: loading, compile, evaluate } = result.times;
console.log(`in the browser the same of ${patients.length} patients; engine ready after ${loading.toFixed(0)} ms, ` +
  `first compilation ${compile.toFixed(0)} ms, one evaluation ${evaluate.toFixed(1)} ms`);
process.exit(0);
