// The page looks as it did. The pictures of before lie in tests/looks; with UPDATE_LOOKS=1 they are made anew, and so is
// the picture of the page for the README. What a font or a browser draws a little differently is let pass.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { answers, clinic, documentOf, open, openBrowser, openWithEngine, project, scratchFile, script, untilAnswered, untilSettled } from "./browser.js";

const kept = join(project, "tools/page/tests/looks");
const ofReadme = join(project, "docs/page.png");
const updates = process.env["UPDATE_LOOKS"] === "1";
const shots = process.env["SCREENSHOTS"] ?? "";

let browser: Browser;
let judge: Page;
before(async () => {
  browser = await openBrowser();
  judge = await browser.newPage();
});
after(() => browser.close());

/** How much of two pictures differs, of 1: in squares of 8 pixels, so that the edge of a letter counts for little. */
async function difference(one: Buffer, other: Buffer): Promise<number> {
  const addresses = [one, other].map((png) => `data:image/png;base64,${png.toString("base64")}`);
  return judge.evaluate(async ([first, second]) => {
    const side = 8;
    const images = await Promise.all([first!, second!].map(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image;
    }));
    const [a, b] = images as [HTMLImageElement, HTMLImageElement];
    if (a.width !== b.width || Math.abs(a.height - b.height) > side) return 1;
    const [width, height] = [Math.ceil(a.width / side), Math.ceil(Math.min(a.height, b.height) / side)];
    const [pixels, others] = images.map((image) => {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      const context = canvas.getContext("2d")!;
      context.imageSmoothingQuality = "high";
      context.drawImage(image, 0, 0, width * side, height * side, 0, 0, width, height);
      return context.getImageData(0, 0, width, height).data;
    }) as [Uint8ClampedArray, Uint8ClampedArray];
    let differing = 0;
    for (let at = 0; at < pixels.length; at += 4) {
      const most = Math.max(...[0, 1, 2].map((channel) => Math.abs(pixels[at + channel]! - others[at + channel]!)));
      if (most > 40) ++differing;
    }
    return differing / (width * height);
  }, addresses);
}

async function looksAsBefore(name: string, page: Page): Promise<void> {
  const now = await page.screenshot();
  const path = join(kept, `${name}.png`);
  if (shots) {
    mkdirSync(shots, { recursive: true });
    writeFileSync(join(shots, `look_${name}.png`), now);
  }
  if (updates) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, now);
  }
  assert.ok(existsSync(path), `there is no picture of ${name}: UPDATE_LOOKS=1 makes it`);
  const share = await difference(readFileSync(path), now);
  assert.ok(share < 0.03, `${name}: ${(share * 100).toFixed(1)} % of it differs; the picture of now is in dist/screenshots`);
}

const views: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", viewport: { width: 1000, height: 760 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1000, height: 760 } }],
  ["phone", { colorScheme: "light", viewport: { width: 390, height: 760 }, hasTouch: true }],
];

async function show(page: Page, place: string): Promise<void> {
  await page.evaluate((selector) => document.querySelector(selector)?.scrollIntoView(), place);
  await page.waitForTimeout(150);
}

async function ofPatient(options: BrowserContextOptions): Promise<Page> {
  const facts = readFileSync(join(project, "tests/golden/graph/allergic.facts"), "utf8");
  const { page } = await openWithEngine(browser, clinic, "looks.html", ["--patients", scratchFile("allergic.json", facts)], options);
  const count = await answers(page);
  await page.locator("#patient-begin").selectOption({ label: "allergic" });
  await untilAnswered(page, count);
  await untilSettled(page);
  return page;
}

for (const [view, options] of views) {
  test(`the document looks as before: ${view}`, async () => {
    const { page } = await open(browser, documentOf(clinic, "looks_document.html"), options);
    await show(page, "#source-1");
    await looksAsBefore(`document_${view}`, page);
    await page.context().close();
  });

  test(`the patient's part and the picture look as before: ${view}`, { skip: !script }, async () => {
    const page = await ofPatient(options);
    await show(page, "#patient");
    await looksAsBefore(`patient_${view}`, page);
    if (updates && view === "light") writeFileSync(ofReadme, await page.screenshot());
    await show(page, "#picture");
    await looksAsBefore(`picture_${view}`, page);
    await page.context().close();
  });
}

test("the printed page looks as before, and is of several sheets", { skip: !script }, async () => {
  const page = await ofPatient({ viewport: { width: 794, height: 1123 } });
  await page.emulateMedia({ media: "print" });
  await show(page, "#patient");
  await looksAsBefore("printed_patient", page);
  await show(page, "#picture");
  await looksAsBefore("printed_picture", page);
  const printed = (await page.pdf({ format: "A4" })).toString("latin1");
  const sheets = printed.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  assert.ok(sheets >= 3, `${sheets} sheets`);
  await page.context().close();
});

test("a picture that is another one is seen to be", async () => {
  const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
  const seen = async (style: string) => {
    await page.setContent(`<body style="${style}"><h1>Fever</h1><p>Give fluid by mouth.</p>`);
    return page.screenshot();
  };
  const first = await seen("");
  assert.equal(await difference(first, await seen("")), 0);
  assert.ok((await difference(first, await seen("color: #111"))) < 0.03);
  assert.ok((await difference(first, await seen("background: #222; color: #eee"))) > 0.5);
  assert.ok((await difference(first, await seen("padding-top: 120px"))) > 0.03);
  await page.close();
});
