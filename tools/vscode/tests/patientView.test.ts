// The patient view in a browser: what it shows is what the server says, and what an author does there is told.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { answered, nobody, withInputs, type PatientState } from "../src/patientModel.js";
import type { DecisionPath, Inputs, Scenarios } from "../src/protocol.js";
import { openBrowser, openView, send, shoot } from "./browser.js";
import { copyOf, Session } from "./server.js";

let browser: Browser;
let session: Session;
let uri: string;
before(async () => {
  browser = await openBrowser();
  const folder = copyOf("pathways/dah");
  session = new Session();
  await session.begin(folder);
  uri = session.open(join(folder, "facts.pathway"));
});
after(() => browser.close());

async function stateOf(scenario: string): Promise<PatientState> {
  const inputs = await session.ask<Inputs>("waymark/inputs", uri);
  const { scenarios } = await session.ask<Scenarios>("waymark/scenarios", uri);
  const state = { ...withInputs(nobody, inputs, scenarios.map((each) => each.name)), chosen: scenario, from: "scenario" };
  return answered(state, await session.ask<DecisionPath>("waymark/decisionPath", uri, { scenario }));
}

const hypoxemic = "ANCA-associated vasculitis, hypoxemic and failing";

test("it shows what is advised, undetermined and needed, as the server says it", async () => {
  const { page, told, complaints } = await openView(browser);
  assert.deepEqual(await told(), [{ kind: "ready" }]);
  const state = await stateOf(hypoxemic);
  await send(page, state);
  const shown = (group: string) => page.locator(`.${group} > ul > li[data-id]`).evaluateAll((items) => items.map((each) => each.getAttribute("data-id")));
  const result = state.result!;
  const advised = result.recommendations.filter((each) => each.status === "advised").map((each) => each.id);
  assert.ok(advised.length > 3);
  assert.deepEqual(await shown("advised"), advised);
  const open = [...result.recommendations, ...result.contraindications, ...result.notes].filter((each) => each.status === "undetermined");
  assert.deepEqual(await shown("undetermined"), open.map((each) => each.id));
  assert.deepEqual(await page.locator(".needed a").allTextContents(), result.needs);
  assert.equal(await page.locator("#scenario").inputValue(), hypoxemic);
  await shoot(page, "patient_view");
  assert.deepEqual(complaints, []);
});

test("a click leads to the line, a change to a new answer", async () => {
  const { page, told } = await openView(browser);
  const state = await stateOf(hypoxemic);
  await send(page, state);
  const first = state.result!.recommendations.find((each) => each.status === "advised")!;
  await page.locator(`.advised li[data-id="${first.id}"] > button`).click();
  assert.deepEqual((await told()).at(-1), { kind: "place", ...first.span });
  await page.locator(".path summary > button").first().click();
  assert.equal(((await told()).at(-1) as { kind: string }).kind, "place");
  await page.locator('[data-input="refractory"]').selectOption("no");
  assert.deepEqual((await told()).at(-1), { kind: "input", name: "refractory", text: "no" });
  await page.locator('[data-input="spo2"]').fill("91");
  await page.locator('[data-input="spo2"]').blur();
  assert.deepEqual((await told()).at(-1), { kind: "input", name: "spo2", text: "91" });
  await page.locator("#scenario").selectOption("nothing is known");
  assert.deepEqual((await told()).at(-1), { kind: "scenario", name: "nothing is known" });
  await page.locator("#file").click();
  await page.locator("#save").click();
  assert.deepEqual((await told()).slice(-2), [{ kind: "file" }, { kind: "save" }]);
});

test("what is refused stands beside its field, and an error above what was said before", async () => {
  const { page } = await openView(browser);
  const state = await stateOf(hypoxemic);
  const problems = [{ code: "PW0819", path: "$.facts.spo2", message: "840 % is outside of 0 to 100 %" }, { code: "PW0800", path: "$.other", message: "is not known" }];
  await send(page, { ...state, problems });
  assert.match((await page.locator("tr.wrong").textContent())!, /840 %/);
  assert.equal(await page.locator("body > .problem").textContent(), "$.other: is not known");
  await send(page, { ...state, error: "the pathway has errors" });
  assert.equal(await page.locator("main.old").count(), 1);
  assert.match((await page.locator(".problem").first().textContent())!, /has errors/);
});

test("a field keeps the focus when the answer comes", async () => {
  const { page } = await openView(browser);
  const state = await stateOf(hypoxemic);
  await send(page, state);
  await page.locator('[data-input="spo2"]').focus();
  await send(page, state);
  assert.equal(await page.evaluate(() => document.activeElement!.id), "input-spo2");
});

test("text is text, whatever stands in it", async () => {
  const { page, complaints } = await openView(browser);
  const hostile = `<img src=x onerror=alert(1)>"'&lt;`;
  const state = await stateOf(hypoxemic);
  const statement = { ...state.result!.recommendations[0]!, id: hostile, status: "advised" as const, actions: [hostile], because: [hostile], cites: [hostile] };
  const node = { kind: "section", id: hostile, text: hostile, value: hostile, span: { file: hostile, line: 1, column: 1 }, children: [] };
  await send(page, {
    ...state, title: hostile, scenarios: [hostile], error: hostile, chosen: hostile,
    inputs: [{ name: hostile, title: hostile, type: "one_of", form: hostile, members: [{ id: hostile, title: hostile }] }],
    result: { ...state.result!, recommendations: [statement], needs: [hostile], path: [node] },
  } satisfies PatientState);
  assert.equal(await page.locator("img").count(), 0);
  assert.match((await page.locator("h1").textContent())!, /<img src=x/);
  assert.deepEqual(complaints, []);
});
