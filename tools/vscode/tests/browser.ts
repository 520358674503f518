// Debian's Chromium, and pages that look as the editor does.

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { extension } from "./server.js";

const shots = process.env["SCREENSHOTS"] ?? join(extension, "dist/screenshots");

/** The colours of a scheme of the editor, as far as the view asks for them. */
const light: Readonly<Record<string, string>> = {
  "foreground": "#3b3b3b", "descriptionForeground": "#717171", "errorForeground": "#c72e0f", "editorWarning-foreground": "#9a6a00",
  "textLink-foreground": "#005fb8", "input-foreground": "#3b3b3b", "input-background": "#ffffff", "input-border": "#cecece",
  "button-secondaryForeground": "#3b3b3b", "button-secondaryBackground": "#e5e5e5", "font-size": "13px",
  "font-family": "'DejaVu Sans', sans-serif", "editor-background": "#ffffff",
};

export const scheme = `:root { ${Object.entries(light).map(([name, value]) => `--vscode-${name}: ${value};`).join(" ")} } body { background: #fff; }`;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
}

export async function shoot(page: Page, name: string): Promise<Buffer> {
  mkdirSync(shots, { recursive: true });
  return page.screenshot({ path: join(shots, `${name}.png`) });
}

/** A page with the script of the patient view in it, and with what that has told the editor until one asks. */
export async function openView(browser: Browser): Promise<{ page: Page; told: () => Promise<unknown[]>; complaints: string[] }> {
  const page = await (await browser.newContext({ offline: true, viewport: { width: 760, height: 900 } })).newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => (complaints.push(dialog.message()), void dialog.dismiss()));
  await page.setContent("<!DOCTYPE html><html lang='en'><head><title>Patient</title></head><body></body></html>");
  await page.addStyleTag({ content: scheme + readFileSync(join(extension, "dist/webview.css"), "utf8") });
  // Kept in the page, so that nothing told is still on its way when the test looks.
  await page.evaluate("globalThis.told = []; globalThis.acquireVsCodeApi = () => ({ postMessage: (message) => void globalThis.told.push(message) })");
  await page.addScriptTag({ content: readFileSync(join(extension, "dist/webview.js"), "utf8") });
  const told = () => page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);
  return { page, told, complaints };
}

/** Shows a state, as the extension does. */
export async function send(page: Page, state: unknown): Promise<void> {
  await page.evaluate((sent) => {
    window.dispatchEvent(new MessageEvent("message", { data: sent }));
  }, state);
}
