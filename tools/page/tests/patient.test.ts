// A patient in the page: with the program behind the form, and with the engine in the page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, Page } from "playwright-core";
import {
  answered, answers, clinic, dah, expected, findings, looks, open, openBrowser, openWithEngine, pageOf, project, scratchFile, script,
  shoot, slowed, statuses, untilAnswered, untilSettled, urlOf, waymark,
} from "./browser.js";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

// The form asks an engine; here it is the program itself.
async function openWithProgram(pathway: string, name: string): Promise<Page> {
  const bundle = readFileSync(join(project, "tools/page/dist/patient.js"), "utf8");
  const engine = "waymarkPage.start({evaluate: async (patient) => JSON.parse(await globalThis.ask(JSON.stringify(patient)))});";
  const path = pageOf(pathway, name, "--app", scratchFile("app.js", `${bundle}\n${engine}`));
  const context = await browser.newContext({ offline: true });
  const page = await slowed(await context.newPage());
  await page.exposeFunction("ask", (document: string) => answered(pathway, document));
  await page.goto(urlOf(path));
  return page;
}

const label = (page: Page, text: string) => page.getByLabel(text, { exact: true });

test("with another engine the form says what the program says", async () => {
  const page = await openWithProgram(clinic, "app.html");
  await label(page, "Adult").selectOption("yes");
  await label(page, "Fever").selectOption("yes");
  await label(page, "Body weight").fill("70");
  await page.waitForFunction(() => document.querySelector('.results .undetermined [data-id="care.penicillin"]'));
  await label(page, "Allergic to penicillin").selectOption("no");
  await page.waitForFunction(() => document.querySelector('.results .advised [data-id="care.penicillin"]'));
  const run = JSON.parse(answered(clinic, JSON.stringify({ facts: { adult: true, fever: true, allergic: false, weight: "70 kg" } })));
  for (const status of ["advised", "undetermined", "not_advised"]) assert.deepEqual(await statuses(page, status), expected(run, status));
  assert.match((await page.locator('[data-id="care.penicillin"] .dose').textContent()) ?? "", /1800 mg/);
  await label(page, "Body temperature").fill("99");
  await page.waitForFunction(() => document.querySelector(".results .refused li"));
  assert.equal(await label(page, "Body temperature").getAttribute("aria-invalid"), "true");
  assert.match((await page.locator('[data-name="temperature"] .problem').textContent()) ?? "", /30 to 45/);
  await shoot(page, "form_refused");
  await page.context().close();
});

test("the form of a large pathway has a field for each fact", async () => {
  const page = await openWithProgram(dah, "dah_app.html");
  await page.waitForFunction(() => document.querySelector(".results .undetermined li"));
  const inputs = JSON.parse((await page.locator("#waymark-inputs").textContent()) ?? "");
  assert.equal(await page.locator("#patient form .field").count(), inputs.facts.length + inputs.parameters.length);
  await page.context().close();
});

const needsEngine = { skip: !script };
const patients = ["--patients", join(dah, "patients")];

for (const [look, options] of looks) {
  test(`the patient's part has no finding of axe: ${look}`, needsEngine, async () => {
    const { page, complaints } = await openWithEngine(browser, dah, `axe_${look}.html`, patients, { ...options, bypassCSP: true });
    await page.getByLabel("Begin with").selectOption({ label: "aav_hypoxemic" });
    await untilSettled(page);
    await page.getByText("Keep for comparison").click();
    await page.evaluate(() => document.querySelectorAll<HTMLDetailsElement>("#patient details, details.picture").forEach((each, index) => (each.open = index < 60)));
    await page.waitForTimeout(500);
    assert.deepEqual(await findings(page), []);
    const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(width[0]! <= width[1]!, `nothing is wider than the page: ${width}`);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

test("every patient file and scenario that the page holds gets what the program says", needsEngine, async () => {
  const { page, requests, complaints } = await openWithEngine(browser, dah, "cases.html", patients);
  const cases: { name: string; patient: object }[] = JSON.parse((await page.locator("#waymark-cases").textContent()) ?? "");
  assert.ok(cases.length > 30);
  for (const [index, each] of cases.entries()) {
    const count = await answers(page);
    await page.locator("#patient-begin").selectOption(String(index));
    await untilAnswered(page, count);
    const run = JSON.parse(answered(dah, JSON.stringify(each.patient)));
    for (const status of ["advised", "undetermined", "not_advised"]) assert.deepEqual(await statuses(page, status), expected(run, status), each.name);
    // What the form makes of the document is the document: typing nothing changes nothing.
    await page.evaluate(() => document.querySelector("#patient form")?.dispatchEvent(new Event("input")));
    await page.locator(".tools .json").click();
    assert.deepEqual(JSON.parse(await page.locator(".handed textarea").inputValue()), each.patient, each.name);
  }
  assert.deepEqual(requests, [urlOf(scratchFile("cases.html"))]);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("a patient can be undone, copied, shared and compared", needsEngine, async () => {
  const { page } = await openWithEngine(browser, dah, "tools.html", patients);
  const count = await answers(page);
  await page.locator("#patient-begin").selectOption({ label: "aav_hypoxemic" });
  await untilAnswered(page, count);
  const advised = await statuses(page, "advised");
  assert.ok(advised.length > 0);
  await page.locator(".tools .compare").click();
  await page.locator(".tools .scenario").click();
  await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>(".handed textarea")?.value.startsWith("scenario"));
  const scenario = await page.locator(".handed textarea").inputValue();
  const written = scratchFile("scenarios/copied.pathway".replace("/", "_"), scenario);
  assert.match(readFileSync(written, "utf8"), /expect initial\.pulse advised/);
  await page.locator(".tools .share").click();
  const address = new URL(page.url());
  assert.match(address.hash, /^#patient=/);
  await page.locator("#patient-begin").selectOption("nobody");
  await page.waitForFunction(() => document.querySelector(".compared .differs"));
  assert.match((await page.locator(".compared").textContent()) ?? "", /differs/);
  await page.locator(".tools .undo").click();
  await page.waitForFunction((length) => document.querySelectorAll(".results .advised li[data-id]").length === length, advised.length);
  assert.deepEqual(await statuses(page, "advised"), advised);
  await page.context().close();
  const shared = await openWithEngine(browser, dah, "tools.html", patients, {}, address.hash);
  assert.deepEqual(await statuses(shared.page, "advised"), advised);
  await shared.page.context().close();
  for (const hash of ["#patient=%%%", "#patient=bnVsbA", "#patient=eyJmYWN0cyI6W119"]) {
    const broken = await openWithEngine(browser, clinic, "broken.html", [], {}, hash);
    assert.deepEqual(await statuses(broken.page, "advised"), []);
    await broken.page.context().close();
  }
});

test("it is explained why, what would change it, what to ask next, and when what changed", needsEngine, async () => {
  const { page } = await openWithEngine(browser, dah, "explained.html", patients);
  const count = await answers(page);
  await page.locator("#patient-begin").selectOption({ label: "sparse" });
  await untilAnswered(page, count);
  await untilSettled(page);
  const asked = JSON.parse(waymark("run", dah, "--facts", join(dah, "patients/sparse.json"), "--questions", "--format", "json"));
  assert.equal(await page.locator(".ask li").count(), asked.questions.length);
  assert.ok(asked.questions.length > 0);
  await page.locator(".ask button").first().click();
  const first = asked.questions[0].fact ?? asked.questions[0].parameter;
  assert.equal(await page.evaluate(() => document.activeElement?.closest("[data-name]")?.getAttribute("data-name")), first);
  assert.ok(asked.no_longer.length > 0);
  await page.locator(".no_longer summary").click();
  await page.locator(".no_longer li").first().waitFor();
  assert.deepEqual(await page.locator(".no_longer li").evaluateAll((items) => items.map((each) => each.getAttribute("data-name"))),
    asked.no_longer.map((each: { fact?: string; parameter?: string }) => each.fact ?? each.parameter));
  const item = page.locator(".results .undetermined li[data-id]").first();
  const id = (await item.getAttribute("data-id"))!;
  await item.locator("summary").click();
  await item.locator("h4").first().waitFor();
  const explained = JSON.parse(waymark("explain", dah, id, "--facts", join(dah, "patients/sparse.json"), "--format", "json"));
  assert.ok((await item.textContent())?.includes(explained.changes[0].smallest[0]?.[0]?.text ?? "nothing"));
  await page.locator(".way > summary").click();
  await page.locator(".way .tree li").first().waitFor();
  await shoot(page, "explained", true);
  const before = await answers(page);
  await page.locator("#patient-begin").selectOption({ label: "old_readings" });
  await untilAnswered(page, before);
  await untilSettled(page);
  await page.locator(".timeline summary").click();
  await page.locator(".timeline tbody tr").first().waitFor();
  await shoot(page, "timeline", true);
  await page.context().close();
});

test("the pictures are lit by the patient, and the tables show what matched and what just missed", needsEngine, async () => {
  const facts = join(project, "tests/golden/graph/allergic.facts");
  const folder = scratchFile("allergic.json", readFileSync(facts, "utf8"));
  const { page } = await openWithEngine(browser, clinic, "lit.html", ["--patients", folder]);
  const count = await answers(page);
  await page.locator("#patient-begin").selectOption({ label: "allergic" });
  await untilAnswered(page, count);
  await untilSettled(page);
  const picture = JSON.parse(waymark("graph", clinic, "--facts", facts, "--format", "json"));
  const shown = await page.locator("details.picture[open] [data-node]").evaluateAll((nodes) =>
    nodes.map((each) => [Number((each as SVGElement).dataset["node"]), (each.getAttribute("class") ?? "").split(" ").at(-1)]));
  assert.ok(shown.length > 5);
  for (const [place, state] of shown) assert.equal(state, picture.nodes[place as number].state, String(place));
  assert.ok((await page.locator(".pathway .cross").count()) >= 2);
  assert.match((await page.locator(".blocked .of-patient").first().textContent()) ?? "", /contraindicated/);
  assert.match((await page.locator(".said.blocked").first().textContent()) ?? "", /contraindicated/);
  await page.locator("details.picture").first().scrollIntoViewIfNeeded();
  await shoot(page, "lit");
  await page.locator('.pathway a[href="#a-care.penicillin"]').first().focus();
  await page.keyboard.press("Enter");
  assert.match(page.url(), /#a-care\.penicillin$/);
  for (const [name, begin] of [["Save as SVG", "<svg"], ["Save as PNG", "\x89PNG"]] as const) {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText(name).first().click()]);
    const path = scratchFile(`saved.${name.slice(-3)}`);
    await download.saveAs(path);
    assert.ok(readFileSync(path, "latin1").startsWith(begin), name);
  }
  await page.context().close();
  const table = await openWithEngine(browser, join(project, "tests/golden/doc/dose_table.pathway"), "table.html");
  await label(table.page, "Glucose").fill("170");
  await label(table.page, "Sensitivity to insulin").selectOption("resistant");
  await table.page.waitForFunction(() => document.querySelectorAll("tr.matched").length === 1);
  assert.match((await table.page.locator("tr.matched").textContent()) ?? "", /resistant.*4/);
  assert.match((await table.page.locator("tr.nearest td.failed, tr.nearest th.failed").first().textContent()) ?? "", /170 mg\/dL|resistant/);
  await table.page.locator("tr.matched").scrollIntoViewIfNeeded();
  await shoot(table.page, "table");
  await table.page.context().close();
});

test("a value has a unit that can be chosen, a time, and more readings than one", needsEngine, async () => {
  const { page } = await openWithEngine(browser, dah, "units.html");
  const field = page.locator('.field[data-name="pao2"]');
  await field.locator("input[type=number]").first().fill("7.3");
  await field.locator("select").first().selectOption("kPa");
  await field.locator("summary").first().click();
  await field.locator("input[type=datetime-local]").first().fill("2026-11-23T08:10");
  await field.locator(".more").click();
  await field.locator("input[type=number]").nth(1).fill("60");
  await field.locator(".reading").nth(1).locator("summary").click();
  await field.locator("input[type=datetime-local]").nth(1).fill("2026-11-23T08:20");
  await page.locator("#patient-at").fill("2026-11-23T08:30");
  await page.locator(".tools .json").click();
  const patient = JSON.parse(await page.locator(".handed textarea").inputValue());
  assert.deepEqual(patient, {
    at: "2026-11-23T08:30:00Z",
    facts: { pao2: [{ value: "7.3 kPa", time: "2026-11-23T08:10:00Z" }, { value: "60 mmHg", time: "2026-11-23T08:20:00Z" }] },
  });
  await page.context().close();
});

test("the page speaks German, and says of each text in which language it is", needsEngine, async () => {
  const { page } = await openWithEngine(browser, dah, "german.html", patients, { locale: "de-DE", bypassCSP: true });
  assert.equal(await page.locator("#patient").getAttribute("lang"), "de");
  assert.match((await page.locator("#patient-h").textContent()) ?? "", /Einen Patienten ausprobieren/);
  assert.equal(await page.locator("#picture-h").getAttribute("lang"), "de");
  const count = await answers(page);
  await page.getByLabel("Beginnen mit").selectOption({ label: "aav_hypoxemic" });
  await untilAnswered(page, count);
  assert.equal(await page.locator(".results .advised a").first().getAttribute("lang"), "en");
  assert.deepEqual(await findings(page), []);
  await shoot(page, "german", true);
  await page.getByLabel("Sprache").selectOption("en");
  assert.match((await page.locator("#picture-h").textContent()) ?? "", /The pathway as a picture/);
  assert.equal(await page.locator("#picture-h").getAttribute("lang"), null);
  await page.waitForFunction(() => document.querySelector(".results .advised li[data-id]"));
  await page.context().close();
});

test("everything is reached by the keyboard", needsEngine, async () => {
  const { page } = await openWithEngine(browser, clinic, "keys.html");
  await page.locator("#patient-begin").focus();
  const reached = new Set<string>();
  for (let step = 0; step < 80; ++step) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.closest("[data-name]")?.getAttribute("data-name") ?? document.activeElement?.className ?? ""));
  }
  for (const name of ["adult", "fever", "temperature", "allergic", "weight", "high_fever"]) assert.ok(reached.has(name), `${name} of ${[...reached]}`);
  await label(page, "Adult").focus();
  await page.keyboard.press("y");
  await page.waitForFunction(() => document.querySelector('[data-name="adult"]:not(.not-known)'));
  await page.context().close();
});

test("without workers the engine runs in the page", needsEngine, async () => {
  const path = scratchFile("alone.html");
  waymark("page", clinic, "--single", path, "--app", script);
  const context = await browser.newContext({ offline: true });
  await context.addInitScript(() => {
    (globalThis as { Worker: unknown }).Worker = class {
      constructor() {
        throw new Error("no workers here");
      }
    };
  });
  const page = await slowed(await context.newPage());
  await page.goto(urlOf(path));
  await page.waitForFunction(() => document.getElementById("patient")?.dataset["answered"], undefined, { timeout: 60000 });
  await label(page, "Adult").selectOption("yes");
  await page.waitForFunction(() => document.querySelector('.results .advised [data-id="always.fluid"]'));
  await context.close();
});

// One number after the other, the same in each run.
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface FormInput {
  readonly name: string;
  readonly type: string;
  readonly unit?: string;
  readonly within?: string;
  readonly members?: readonly { readonly id: string }[];
}
type Value = boolean | string | number | Record<string, boolean>;

// What is typed for a fact, by the ids of its controls, and the value that says the same.
function randomValue(fact: FormInput, id: string, random: (below: number) => number): [[string, string][], Value | undefined] {
  const choice = random(3);
  const truth = ["", "yes", "no"][choice]!;
  if (fact.type === "yes_or_no") return [[[id, truth]], choice > 0 ? choice === 1 : undefined];
  if (fact.type === "number") {
    const [low, high] = (fact.within ?? "0 to 100").split(" to ").map(Number.parseFloat) as [number, number];
    const value = choice === 0 ? "" : String(Math.round(low + (random(1000) / 1000) * (high - low)));
    return [[[id, value]], value === "" ? undefined : fact.unit ? `${value} ${fact.unit}` : Number(value)];
  }
  const members = fact.members ?? [];
  if (fact.type === "one_of") {
    const member = choice === 0 ? undefined : members[random(members.length)]?.id;
    return [[[id, member ?? ""]], member];
  }
  if (fact.type !== "any_of") return [[], undefined];
  const said = members.map((member) => [member.id, ["", "yes", "no"][random(3)]!] as const);
  const known = Object.fromEntries(said.filter(([, word]) => word).map(([member, word]) => [member, word === "yes"]));
  return [said.map(([member, word]) => [`${id}-${member}`, word]), Object.keys(known).length > 0 ? known : undefined];
}

// Types a random patient into the form at once, and gives the document that says the same.
async function typeRandomPatient(page: Page, facts: readonly FormInput[], random: (below: number) => number): Promise<string> {
  const given: Record<string, Value> = {};
  const typed: [string, string][] = [];
  facts.forEach((fact, index) => {
    const [controls, value] = randomValue(fact, `fact-${index}`, random);
    typed.push(...controls);
    if (value !== undefined) given[fact.name] = value;
  });
  await page.evaluate((values) => {
    for (const [id, value] of values) (document.getElementById(id) as HTMLInputElement).value = value;
    document.querySelector("#patient form")?.dispatchEvent(new Event("input"));
  }, typed);
  return JSON.stringify({ facts: given });
}

for (const [pathway, count] of [[clinic, 80], [dah, 60], [join(project, "pathways/sepsis"), 60]] as const) {
  const name = pathway.split("/").at(-1)!;
  test(`the engine in the page says of ${count} random patients what the program says: ${name}`, needsEngine, async () => {
    const { page, requests, complaints } = await openWithEngine(browser, pathway, `random_${name}.html`);
    const inputs = JSON.parse((await page.locator("#waymark-inputs").textContent()) ?? "");
    const random = randomNumbers(1);
    const seen = new Set<string>();
    for (let number = 0; number < count; ++number) {
      const before = await answers(page);
      const document = await typeRandomPatient(page, inputs.facts, random);
      if (!seen.has(document)) await untilAnswered(page, before);
      seen.clear();
      seen.add(document);
      const run = JSON.parse(answered(pathway, document));
      if (run.problems) {
        assert.ok((await page.locator(".results .refused li").count()) > 0, document);
        continue;
      }
      for (const status of ["advised", "undetermined", "not_advised"]) assert.deepEqual(await statuses(page, status), expected(run, status), document);
      assert.deepEqual(await notSaid(page, run.recommendations), [], document);
    }
    assert.deepEqual(requests, [page.url()]);
    assert.deepEqual(complaints, []);
    await page.context().close();
  });
}

// Reasons that are not shown with their advice. What was made for the patient before may still stand there.
async function notSaid(page: Page, advice: readonly { id: string; reasons?: readonly string[] }[]): Promise<string[]> {
  const wanted = advice.map((each) => [each.id, each.reasons ?? []] as const);
  return page.evaluate((all) => all.flatMap(([id, reasons]) => {
    const text = document.querySelector(`.results li[data-id="${id}"]`)?.textContent ?? "";
    return reasons.filter((reason) => !text.includes(reason));
  }), wanted);
}

test("whoever goes on before the answer is there sees what the last patient gets, in results and picture", needsEngine, async () => {
  const { page, complaints } = await openWithEngine(browser, dah, "overtaken.html");
  const inputs = JSON.parse((await page.locator("#waymark-inputs").textContent()) ?? "");
  const random = randomNumbers(7);
  for (let round = 0; round < 6; ++round) {
    let document = "";
    for (let number = 0; number < 5; ++number) document = await typeRandomPatient(page, inputs.facts, random);
    const file = scratchFile("overtaken.json", document);
    const run = JSON.parse(answered(dah, document));
    if (run.problems) continue;
    const wanted = ["advised", "undetermined", "not_advised"].map((status) => expected(run, status));
    await untilShown(page, wanted);
    const picture = JSON.parse(waymark("graph", dah, "--facts", file, "--format", "json"));
    await untilLitAs(page, picture.nodes.map((each: { state: string }) => each.state));
    await untilSettled(page);
    await untilShown(page, wanted);
    assert.deepEqual(await notSaid(page, run.recommendations), [], document);
  }
  assert.deepEqual(complaints, []);
  await page.context().close();
});

async function untilShown(page: Page, wanted: readonly string[][]): Promise<void> {
  await page.waitForFunction((ids) => {
    const shown = ["advised", "undetermined", "not_advised"].map((status) =>
      [...document.querySelectorAll<HTMLElement>(`.results .${status} li[data-id]`)].map((each) => each.dataset["id"]));
    return JSON.stringify(shown) === ids;
  }, JSON.stringify(wanted), { timeout: 60000 });
}

async function untilLitAs(page: Page, states: readonly string[]): Promise<void> {
  await page.waitForFunction((wanted) => {
    const nodes = [...document.querySelectorAll<SVGElement>("details.picture[open] [data-node]")];
    return nodes.length > 0 && nodes.every((each) => each.getAttribute("class")?.split(" ").at(-1) === wanted[Number(each.dataset["node"])]);
  }, states, { timeout: 60000 });
}

test("golden patients of other pathways get in the page what the program says", needsEngine, async () => {
  const goldens = ["anticoagulant.both", "lists.one", "verbs.all", "run.severe", "properties.broken", "adults.child", "adults.open"];
  const found = waymarkGoldens(goldens);
  assert.ok(found.length >= 6, found.join());
  let warned = 0;
  for (const [pathway, patient] of found) {
    const { page } = await openWithEngine(browser, pathway, "golden.html", ["--patients", patient]);
    const cases: { kind: string; patient: object }[] = JSON.parse((await page.locator("#waymark-cases").textContent()) ?? "");
    const count = await answers(page);
    const index = cases.findIndex((each) => each.kind === "file");
    await page.locator("#patient-begin").selectOption(String(index));
    if (JSON.stringify(cases[index]!.patient) !== '{"facts":{}}') await untilAnswered(page, count);
    const run = JSON.parse(answered(pathway, readFileSync(patient, "utf8")));
    for (const status of ["advised", "undetermined", "not_advised"]) assert.deepEqual(await statuses(page, status), expected(run, status), patient);
    const blocking = run.contraindications.filter((each: { status: string }) => each.status === "advised").map((each: { id: string }) => each.id);
    assert.deepEqual(await statuses(page, "blocked"), blocking, patient);
    const failed = run.applies && run.applies.value !== "yes" ? run.applies.failed.length + run.applies.needs.length : 0;
    assert.equal(await page.locator(".results .refused li").count(), run.conflicts.length + run.violated.length + failed, patient);
    warned += run.conflicts.length + run.violated.length + failed;
    await page.context().close();
  }
  assert.ok(warned > 2, "there are conflicts, violated properties, and patients that a pathway is not for");
});

function waymarkGoldens(names: readonly string[]): [string, string][] {
  const folders = ["cites", "contraindicated", "conflicts", "codes", "violated", "applies"];
  const result: [string, string][] = [];
  for (const name of names) {
    for (const folder of folders) {
      const pathway = join(project, "tests/golden", folder, `${name.split(".")[0]}.pathway`);
      const patient = join(project, "tests/golden", folder, `${name}.json`);
      try {
        readFileSync(pathway);
        readFileSync(patient);
        result.push([pathway, patient]);
      } catch {
        continue;
      }
    }
  }
  return result;
}

test("a page without its network is a page", needsEngine, async () => {
  const { page, requests } = await open(browser, pageOf(clinic, "offline.html", "--app", script));
  await page.waitForFunction(() => document.getElementById("patient")?.dataset["answered"], undefined, { timeout: 60000 });
  assert.deepEqual(requests, [page.url()]);
  await page.context().close();
});
