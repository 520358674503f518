// What is large opens and answers quickly; what is hostile is text.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { answers, clinic, openBrowser, openWithEngine, script, shoot, statuses, untilAnswered, untilSettled } from "./browser.js";
import { hostileFacts, largePathway } from "./generated.js";

let browser: Browser;
before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const needsEngine = { skip: !script };

// How long the answers take is printed, and fails no test.
test("a pathway of 700 recommendations opens, and answers", needsEngine, async () => {
  const { page, complaints } = await openWithEngine(browser, largePathway(70), "large.html");
  for (let index = 0; index < 8; ++index) {
    const count = await answers(page);
    await page.locator(`#fact-${2 * index}`).selectOption("yes");
    await untilAnswered(page, count);
    await untilSettled(page);
  }
  const times = await page.evaluate(() => performance.getEntriesByName("waymark-answer").map((each) => each.duration));
  console.log(`700 recommendations: ${times.map((each) => each.toFixed(0)).join(", ")} ms`);
  const all = await page.locator(".results li[data-id]").count();
  assert.equal(all, 700);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("10,000 facts with hostile titles are text in the form, the pictures and the results", needsEngine, async () => {
  const { page, complaints, requests } = await openWithEngine(browser, hostileFacts(10_000), "hostile_facts.html");
  assert.ok((await page.locator("#patient .field").count()) < 1000);
  const count = await answers(page);
  await page.locator("#patient-begin").selectOption({ index: 2 });
  await untilAnswered(page, count);
  await untilSettled(page);
  await page.locator("#patient-find").fill("9999 ");
  await page.waitForFunction(() => document.querySelectorAll("#patient .field").length === 1);
  await page.locator("#patient .field select").first().selectOption("yes");
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => (each.open = true)));
  await page.waitForTimeout(300);
  assert.deepEqual(await statuses(page, "undetermined"), ["care.drug", "care.told"]);
  assert.equal(await page.locator("img, iframe, b, object, embed").count(), 0);
  assert.equal(await page.locator("body script:not([type='application/json'])").count(), 1);
  const text = await page.evaluate(() => document.body.innerText);
  assert.ok(text.includes("<img src=x onerror=alert(1)>"));
  assert.ok(!/[\u0000-\u0008\u001b\u202e]/.test(text), "nothing that is not seen");
  assert.equal(await page.locator("[onerror], [onclick], a[href^='javascript']").count(), 0);
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests.length, 1);
  await shoot(page, "hostile_facts");
  await page.context().close();
});

// Printed, and never failing by time: what a reader waits for, and how large the page is.
test("how long a page takes, and how large it is", needsEngine, async () => {
  const { gzipSync } = await import("node:zlib");
  const { dah, scratchFile } = await import("./browser.js");
  for (const [name, pathway] of [["clinic", clinic], ["dah", dah]] as const) {
    const { page } = await openWithEngine(browser, pathway, `bench_${name}.html`);
    for (let index = 0; index < 10; ++index) {
      const count = await answers(page);
      await page.locator("#patient-begin").selectOption(index % 2 ? "nobody" : { index: 2 });
      await untilAnswered(page, count);
      await untilSettled(page);
    }
    const figures = await page.evaluate(() => {
      const paint = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0;
      const ready = performance.getEntriesByName("waymark-ready")[0]?.startTime ?? 0;
      const times = performance.getEntriesByName("waymark-answer").slice(1).map((each) => each.duration).sort((a, b) => a - b);
      return { paint, ready, middle: times[Math.floor(times.length / 2)] ?? 0 };
    });
    const file = readFileSync(scratchFile(`bench_${name}.html`));
    const compressed = gzipSync(file, { level: 9 }).length;
    console.log(`${name}: visible after ${figures.paint.toFixed(0)} ms, engine ready after ${figures.ready.toFixed(0)} ms, ` +
      `an answer takes ${figures.middle.toFixed(0)} ms; ${(file.length / 1e6).toFixed(2)} MB, ${(compressed / 1e6).toFixed(2)} MB compressed`);
    assert.ok(compressed < 3e6, "the page is smaller than 3 MB compressed");
    await page.context().close();
  }
});
