// What the tests share: the program, and Debian's Chromium.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, type Page, chromium } from "playwright-core";

export const program = process.env["WAYMARK"] ?? "waymark";
export const project = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, "");
// Pages name files as they were given: the same in every clone.
process.chdir(project);
export const clinic = "tests/golden/graph/clinic.pathway";
export const dah = "pathways/dah";
const shots = process.env["SCREENSHOTS"] ?? join(tmpdir(), "screenshots");
const scratch = mkdtempSync(join(tmpdir(), "waymark-page-"));

/** What the program prints. */
export function waymark(...words: string[]): string {
  return execFileSync(program, words, { encoding: "utf8", maxBuffer: 1 << 28 });
}

export function scratchFile(name: string, text?: string): string {
  const path = join(scratch, name);
  if (text !== undefined) writeFileSync(path, text);
  return path;
}

export function urlOf(path: string): string {
  return pathToFileURL(path).href;
}

export function scriptOf(module: string, file: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${module}/package.json`);
  return readFileSync(join(manifest, "..", file), "utf8");
}

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}

// With SLOWER=6 pages run six times slower: a test that does not wait for what it reads fails then.
export async function slowed(page: Page): Promise<Page> {
  const rate = Number(process.env["SLOWER"] ?? 1);
  if (rate > 1) await (await page.context().newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate });
  return page;
}

/** A page from a file, without a network, and all that it asked for, said, or failed in. */
export interface Opened {
  readonly page: Page;
  readonly requests: string[];
  readonly complaints: string[];
}

export async function open(browser: Browser, path: string, options: BrowserContextOptions = {}, hash = ""): Promise<Opened> {
  const context = await browser.newContext({ offline: true, ...options });
  const page = await slowed(await context.newPage());
  const requests: string[] = [];
  const complaints: string[] = [];
  // What the page has made itself is no request.
  page.on("request", (request) => request.url().startsWith("blob:") || requests.push(request.url().replace(/#.*/s, "")));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => complaints.push(message.text()));
  page.on("dialog", (dialog) => (complaints.push(dialog.message()), void dialog.dismiss()));
  await page.goto(urlOf(path) + hash);
  return { page, requests, complaints };
}

export async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage });
}

export const hostile = String.raw`<img src=x onerror=alert(1)><b>bold</b>"'&lt;i&gt; \u{202e}\u{1b}[31m` + " `code` %%{init}%% end; #quot; |x| [y] {z}";

// The same pathway with hostile text wherever a title may stand.
export function hostilePathway(): string {
  const text = readFileSync(clinic, "utf8");
  const title = hostile.replaceAll('"', '\\"').replaceAll("{z}", "");
  return scratchFile("hostile.pathway", text.replace("A clinic for fever", () => title).replace('"Fever"', () => `"${title}"`)
    .replace('"Penicillin"', () => `"${title}"`).replace('section care "Care" {', () => `section care "${title}" {`));
}

export function pageOf(pathway: string, name: string, ...more: string[]): string {
  const path = scratchFile(name);
  waymark("page", pathway, "--single", path, ...(more.includes("--app") ? [] : ["--no-app"]), ...more);
  return path;
}

export function documentOf(pathway: string, name: string): string {
  const path = scratchFile(name);
  waymark("doc", pathway, "--format", "html", "--out", path);
  return path;
}

/** What axe-core finds. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(scriptOf("axe-core", "axe.min.js"));
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: typeof import("axe-core") }).axe;
    const result = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
  });
}

export const looks = [
  ["light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["phone", { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true }],
] as const;


/** What the program says of a patient. */
export function answered(pathway: string, document: string): string {
  return spawnSync(program, ["run", pathway, "--facts", "-", "--format", "json"], { input: document, encoding: "utf8", maxBuffer: 1 << 28 }).stdout;
}

/** The script with the engine; empty where none was built. */
export const script = process.env["ENGINE"] ? join(project, "tools/page/dist/app.js") : "";

/** A page with its engine, which has answered once. Only the page itself and what it made are asked for. */
export async function openWithEngine(browser: Browser, pathway: string, name: string, more: string[] = [], options: BrowserContextOptions = {}, hash = ""): Promise<Opened> {
  const path = scratchFile(name);
  waymark("page", pathway, "--single", path, "--app", script, ...more);
  const opened = await open(browser, path, options, hash);
  await opened.page.waitForFunction(() => document.getElementById("patient")?.dataset["answered"], undefined, { timeout: 60000 });
  return opened;
}

/** How often the page has answered. */
export function answers(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.getElementById("patient")?.dataset["answered"] ?? 0));
}

export async function untilAnswered(page: Page, before: number): Promise<void> {
  await page.waitForFunction((count) => Number(document.getElementById("patient")?.dataset["answered"]) > count, before, { timeout: 60000 });
}

/** Waits until the pictures and the questions are those of the last answer. */
export async function untilSettled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { answered, lit, asked } = document.getElementById("patient")?.dataset ?? {};
    return lit === answered && asked === answered;
  }, undefined, { timeout: 60000 });
}

/** The ids that stand in a group of results. */
export async function statuses(page: Page, group: string): Promise<(string | null)[]> {
  return page.locator(`.results .${group} li[data-id]`).evaluateAll((items) => items.map((each) => each.getAttribute("data-id")));
}

interface Said {
  readonly id: string;
  readonly status: string;
}

/** The ids that have to stand there, of what the program says. */
export function expected(run: Record<string, readonly Said[]>, status: string): string[] {
  const of = (kind: string) => run[kind]!.filter((each) => each.status === status).map((each) => each.id);
  return status === "undetermined" ? ["recommendations", "contraindications", "notes"].flatMap(of) : of("recommendations");
}
