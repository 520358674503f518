// A client that knows nothing of Waymark goes through a whole session.
import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { test } from "node:test";
import { CancellationTokenSource, ResponseError } from "vscode-jsonrpc/node.js";
import type { DecisionPath, Inputs, ScenarioRuns, Scenarios } from "../src/protocol.js";
import { copyOf, Session } from "./server.js";

test("an editor opens, is told, asks, renames, formats and ends", async () => {
  const folder = copyOf("pathways/dah");
  const session = new Session();
  const answer = (await session.begin(folder)) as { capabilities: { renameProvider: object; experimental: { waymark: { version: number } } } };
  assert.ok(answer.capabilities.renameProvider);
  assert.equal(answer.capabilities.experimental.waymark.version, 1);

  const uri = session.open(join(folder, "prognosis.pathway"));
  assert.deepEqual(await session.diagnostics(uri), []);
  const sound = session.text(uri);
  session.replace(uri, sound.replace("hypoxemia,", "hypoxemai,"));
  const [mistake, ...others] = await session.diagnostics(uri);
  assert.equal(mistake?.code, "PW0201");
  assert.equal(others.length, 0);
  const actions = await session.ask<{ title: string; edit: { changes: Record<string, { newText: string }[]> } }[]>("textDocument/codeAction", uri, { range: mistake!.range, context: { diagnostics: [mistake] } });
  assert.equal(actions[0]!.edit.changes[uri]![0]!.newText, "hypoxemia");
  session.replace(uri, sound);
  assert.deepEqual(await session.diagnostics(uri), []);

  const hover = await session.ask<{ contents: { value: string } }>("textDocument/hover", uri, { position: session.at(uri, "older_age") });
  assert.match(hover.contents.value, /older_age/);
  const completion = await session.ask<{ items: { label: string }[] }>("textDocument/completion", uri, { position: session.at(uri, "aav and", 2) });
  assert.ok(completion.items.some((each) => each.label === "aav"));
  const definition = await session.ask<{ uri: string } | { uri: string }[]>("textDocument/definition", uri, { position: session.at(uri, "older_age") });
  assert.equal(basename([definition].flat()[0]!.uri), "facts.pathway");
  const renamed = await session.ask<{ changes: Record<string, object[]> }>("textDocument/rename", uri, { position: session.at(uri, "older_age"), newName: "higher_age" });
  assert.ok(Object.keys(renamed.changes).length > 1);
  session.replace(uri, sound.replaceAll("\n  ", "\n      "));
  const edits = await session.ask<object[]>("textDocument/formatting", uri, { options: { tabSize: 2, insertSpaces: true } });
  assert.ok(edits.length > 0);
  await assert.rejects(session.ask("textDocument/rename", uri, { position: session.at(uri, "older_age"), newName: "if" }), ResponseError);
  await assert.rejects(session.ask("textDocument/noSuch", uri), { code: -32601 });
  assert.equal(await session.end(), 0);
});

test("a request that is cancelled is answered, with its result or as cancelled", async () => {
  const folder = copyOf("pathways/dah");
  const session = new Session();
  await session.begin(folder);
  const uri = session.open(join(folder, "facts.pathway"));
  const source = new CancellationTokenSource();
  const asked = session.connection.sendRequest("workspace/symbol", { query: "" }, source.token);
  source.cancel();
  await asked.then(
    (list) => assert.ok(Array.isArray(list)),
    (error: ResponseError<void>) => assert.equal(error.code, -32800),
  );
  assert.ok(await session.ask("textDocument/documentSymbol", uri));
  assert.equal(await session.end(), 0);
});

test("scenarios are listed and run, and a patient is told their way", async () => {
  const folder = copyOf("pathways/dah");
  const session = new Session();
  await session.begin(folder);
  const uri = session.open(join(folder, "facts.pathway"));
  const { pathway, scenarios } = await session.ask<Scenarios>("waymark/scenarios", uri);
  assert.equal(pathway.id, "dah");
  const runs = await session.ask<ScenarioRuns>("waymark/runScenario", uri, { coverage: true });
  assert.deepEqual(runs.scenarios.map((each) => each.name), scenarios.map((each) => each.name));
  assert.ok(runs.scenarios.every((each) => each.passed));
  assert.ok(runs.coverage!.some((each) => each.kind === "status" && each.scenarios > 0));

  const inputs = await session.ask<Inputs>("waymark/inputs", uri);
  assert.ok(inputs.facts.some((each) => each.name === "spo2"));
  const name = scenarios.find((each) => each.name.includes("hypoxemic"))!.name;
  const path = await session.ask<DecisionPath>("waymark/decisionPath", uri, { scenario: name });
  assert.ok("result" in path);
  const again = await session.ask<DecisionPath>("waymark/decisionPath", uri, { patient: path.patient });
  assert.ok("result" in again);
  const said = (answer: typeof path) => [...answer.result.recommendations, ...answer.result.notes].map((each) => [each.id, each.status, each.needs]);
  assert.deepEqual(said(again), said(path));
  assert.deepEqual(again.patient, path.patient);
  const refused = await session.ask<DecisionPath>("waymark/decisionPath", uri, { patient: { facts: { spo2: "much" } } });
  assert.ok("problems" in refused && refused.problems[0]!.path === "$.facts.spo2");
  await assert.rejects(session.ask("waymark/decisionPath", uri, { scenario: "of nobody" }), /there is no scenario "of nobody"/);
  await assert.rejects(session.ask("waymark/decisionPath", uri), /who the patient is/);
  assert.equal(await session.end(), 0);
});
