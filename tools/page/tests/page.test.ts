import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { clinic, dah, documentOf, findings, hostilePathway, looks, open, openBrowser, pageOf, project, scratchFile, scriptOf, shoot, waymark } from "./browser.js";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

for (const [pathway, name] of [[clinic, "clinic"], [dah, "dah"]] as const) {
  for (const [look, options] of looks) {
    test(`the page of ${name} asks for nothing and has no finding of axe: ${look}`, async () => {
      const { page, requests, complaints } = await open(browser, pageOf(pathway, `${name}.html`), options);
      assert.deepEqual(requests, [page.url()]);
      assert.deepEqual(complaints, []);
      await shoot(page, `page_${name}_${look}`);
      await page.locator("#source-1").scrollIntoViewIfNeeded();
      await page.evaluate(() => document.getElementById("source-1")?.scrollIntoView());
      await shoot(page, `document_${name}_${look}`);
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(width[0]! <= width[1]!, `nothing is wider than the page: ${width}`);
      await page.context().close();
      const checked = await open(browser, pageOf(pathway, `${name}.html`), { ...options, bypassCSP: true });
      await checked.page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
      assert.deepEqual(await findings(checked.page), []);
      await checked.page.context().close();
    });
  }

  test(`the document of ${name} asks for nothing, has no finding of axe, and prints`, async () => {
    const path = documentOf(pathway, `${name}_document.html`);
    const { page, requests, complaints } = await open(browser, path, { bypassCSP: true });
    assert.deepEqual(requests, [page.url()]);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await findings(page), []);
    await page.emulateMedia({ media: "print" });
    await page.setViewportSize({ width: 794, height: 1123 });
    await shoot(page, `print_${name}`);
    const printed = await page.pdf({ format: "A4" });
    assert.equal(printed.subarray(0, 5).toString(), "%PDF-");
    await page.context().close();
  });
}

test("hostile text stays text in a page", async () => {
  const { page, requests, complaints } = await open(browser, pageOf(hostilePathway(), "hostile.html"));
  assert.deepEqual(requests, [page.url()]);
  assert.deepEqual(complaints, []);
  assert.equal(await page.locator("img, b, i, script, iframe").count(), 0);
  assert.ok((await page.locator("h1").textContent())?.includes("<img src=x onerror=alert(1)>"));
  await page.context().close();
});

test("the drawing of a patient looks as it says", async () => {
  const drawing = scratchFile("patient.svg", waymark("graph", clinic, "--format", "svg", "--facts", join(project, "tests/golden/graph/allergic.facts")));
  for (const colorScheme of ["light", "dark"] as const) {
    const { page, requests } = await open(browser, drawing, { colorScheme, viewport: { width: 1500, height: 1100 } });
    assert.deepEqual(requests, [page.url()]);
    await shoot(page, `patient_${colorScheme}`);
    await page.context().close();
  }
  const whole = scratchFile("dah.svg", waymark("graph", dah, "--format", "svg", "--facts", join(dah, "patients/aav_hypoxemic.json")));
  const { page } = await open(browser, whole, { viewport: { width: 1800, height: 1400 } });
  await shoot(page, "dah_patient");
  await page.context().close();
});

test("Mermaid draws each flowchart, and shows hostile text as text", async () => {
  const context = await browser.newContext({ offline: true, viewport: { width: 1600, height: 1200 } });
  const page = await context.newPage();
  await page.goto("about:blank");
  await page.addScriptTag({ content: scriptOf("mermaid", "dist/mermaid.min.js") });
  const patient = join(project, "tests/golden/graph/allergic.facts");
  const texts: [string, string][] = [
    ["clinic", waymark("graph", clinic, "--format", "mermaid")],
    ["allergic", waymark("graph", clinic, "--format", "mermaid", "--facts", patient)],
    ["dah", waymark("graph", dah, "--format", "mermaid")],
    ["hostile", waymark("graph", hostilePathway(), "--format", "mermaid")],
  ];
  for (const [name, text] of texts) {
    await page.evaluate(async ([id, flow]) => {
      const mermaid = (globalThis as unknown as { mermaid: typeof import("mermaid").default }).mermaid;
      mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
      await mermaid.parse(flow!);
      document.body.innerHTML = (await mermaid.render(`m-${id}`, flow!)).svg;
    }, [name, text]);
    await shoot(page, `mermaid_${name}`);
    assert.equal(await page.locator("body").locator("img, script, iframe, b, i").count(), 0, name);
    if (name !== "hostile") continue;
    const shown = await page.locator("body").innerText();
    for (const part of ["<img src=x onerror=alert(1)>", "`code`", "%%{init}%%", "#quot;", "|x|", "[y]"])
      assert.ok(shown.replaceAll("\n", "").replaceAll(" ", "").includes(part.replaceAll(" ", "")), `${part} in ${shown}`);
  }
  await context.close();
});

test("without an engine there is no form and no script", async () => {
  const { page } = await open(browser, pageOf(clinic, "static.html"));
  assert.equal(await page.locator("form, input, select, button, script").count(), 0);
  await page.context().close();
});

test("a picture says how many patients of a cohort each statement is for, and what changed", async () => {
  const lines = ["yes", "no", "yes"].map((fever, index) => JSON.stringify({ patient: `p-${index}`, facts: { adult: true, fever: fever === "yes", allergic: false } }));
  const patients = scratchFile("cohort.ndjson", lines.join("\n"));
  const summary = scratchFile("summary.json");
  waymark("cohort", clinic, "--facts", patients, "--summary", summary, "--at", "2026-11-23");
  const { page } = await open(browser, pageOf(clinic, "cohort.html", "--cohort", summary));
  assert.match((await page.locator('[data-words] >> text=care.cultures').first().textContent()) ?? "", /2 of 3 patients/);
  await shoot(page, "cohort");
  await page.context().close();
});
