// The pictures of the README: a pathway as an editor shows it with its lenses, hints and colours, and a patient beside it.
// Drawn from what the server answers and the grammar colours; UPDATE_PICTURES=1 makes them anew.
import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { patientHtml } from "../src/patientHtml.js";
import { answered, nobody, withInputs } from "../src/patientModel.js";
import type { DecisionPath, Inputs, Position, Scenarios } from "../src/protocol.js";
import { openBrowser, scheme, shoot } from "./browser.js";
import { extension, folderWith, Session } from "./server.js";

const text = `pathway oxygen "Oxygen for low saturation" {
  version "1.0.0"
  follows guideline
}
source guideline "A guideline" {
  section oxygen "Oxygen" {
    statement 1 "Give oxygen where the saturation is below 92 %."
    statement 2 "In chronic obstructive disease aim lower."
  }
}

fact spo2 "SpO2" : number in % within 0 to 100 valid for 1 hour
fact copd "Chronic obstructive pulmonary disease" : yes or no
action oxygen "Oxygen" support
define low "Low saturation" = spo2 < 92 %  cite oxygen.1

section care "Care" {
  should use oxygen as usual {
    when low and not copd
    because "the saturation is {spo2}"
    cite oxygen.1
  }
  should use oxygen as careful {
    when copd and spo2 < 88 %
    cite oxygen.2
  }
}

scenario "low" {
  at 2026-11-23
  given spo2 = 84 %
  given copd = no
  expect care.usual advised
}
scenario "low, and nothing else is known" {
  at 2026-11-23
  given spo2 = 84 %
  expect care.careful undetermined needs copd
}
scenario "high" {
  at 2026-11-23
  given spo2 = 97 %
  expect care.usual not advised
  expect care.careful not advised
}
`;

interface Lens {
  readonly range: { readonly start: Position };
  readonly command: { readonly title: string };
}
interface Hint {
  readonly position: Position;
  readonly label: string;
}

let browser: Browser;
before(async () => (browser = await openBrowser()));
after(() => browser.close());

const escaped = (line: string) => line.replace(/[&<>]/g, (each) => `&#${each.charCodeAt(0)};`);

/** A line with the colours of its tokens and the hints within it. */
function lineHtml(line: string, tokens: readonly { at: number; length: number; type: string }[], hints: readonly Hint[]): string {
  const marks = new Map<number, string>();
  const add = (at: number, html: string) => marks.set(at, (marks.get(at) ?? "") + html);
  for (const { at, length, type } of tokens) {
    add(at, `<span class="${type}">`);
    add(at + length, "</span>");
  }
  for (const { position, label } of hints) add(position.character, `<i>${escaped(label.trim())}</i>`);
  let html = "";
  for (let i = 0; i <= line.length; ++i) html += (marks.get(i) ?? "") + escaped(line[i] ?? "");
  return html.replace(/(#.*)$/, "$1");
}

/** The text as an editor shows it: lenses above their lines, hints within them. */
async function textHtml(session: Session, uri: string, legend: readonly string[]): Promise<string> {
  const end = { line: text.split("\n").length, character: 0 };
  const lenses = await session.ask<Lens[]>("textDocument/codeLens", uri);
  const hints = await session.ask<Hint[]>("textDocument/inlayHint", uri, { range: { start: { line: 0, character: 0 }, end } });
  const { data } = await session.ask<{ data: number[] }>("textDocument/semanticTokens/full", uri);
  const tokens = new Map<number, { at: number; length: number; type: string }[]>();
  for (let i = 0, line = 0, at = 0; i < data.length; i += 5) {
    at = data[i]! > 0 ? data[i + 1]! : at + data[i + 1]!;
    line += data[i]!;
    tokens.set(line, [...(tokens.get(line) ?? []), { at, length: data[i + 2]!, type: legend[data[i + 3]!]! }]);
  }
  const keywords = /\b(pathway|version|follows|source|section|statement|fact|action|define|number|within|valid|for|should|use|as|when|because|cite|scenario|given|expect|at|and|not|in|to|yes|or|no|needs)\b/;
  return text.trimEnd().split("\n").map((line, number) => {
    const above = lenses.filter((each) => each.range.start.line === number).map((each) => each.command.title);
    const known = tokens.get(number) ?? [];
    const free = (at: number) => !known.some((each) => each.at <= at && at < each.at + each.length);
    const words = [...line.matchAll(new RegExp(keywords, "g"))].filter((each) => free(each.index) && (line.slice(0, each.index).match(/"/g)?.length ?? 0) % 2 === 0);
    const texts = [...line.matchAll(/"[^"]*"/g)].filter((each) => free(each.index));
    const all = [...known, ...words.map((each) => ({ at: each.index, length: each[0].length, type: "keyword" })), ...texts.map((each) => ({ at: each.index, length: each[0].length, type: "text" }))];
    const indent = " ".repeat(line.length - line.trimStart().length);
    const lens = above.length ? `<div class="lens">${indent}${above.map(escaped).join(" | ")}</div>` : "";
    return `${lens}<div><u>${number + 1}</u>${lineHtml(line, all, hints.filter((each) => each.position.line === number))}</div>`;
  }).join("");
}

const style = `${scheme}
html, body { margin: 0; padding: 0; height: auto; }
body { display: flex; font: 13px 'DejaVu Sans', sans-serif; color: #3b3b3b; }
pre { margin: 0; padding: 10px 14px; font: 12px/19px 'DejaVu Sans Mono', monospace; }
pre u { display: inline-block; width: 2.2em; margin-right: 1.2em; text-align: right; text-decoration: none; color: #a0a0a0; }
pre i { font-style: normal; font-size: 11px; color: #5a6b7b; background: #e8eef4; border-radius: 3px; padding: 0 4px; margin-left: 5px; }
.lens { font: 11px/18px 'DejaVu Sans', sans-serif; color: #8a8a8a; padding-left: 4.2em; white-space: pre; }
.keyword { color: #0000c0; } .text { color: #a31515; } .variable { color: #00618f; } .property { color: #795e26; }
.method { color: #7a3e9d; } .class { color: #267f99; } .namespace { color: #267f99; } .number { color: #098658; } .event { color: #a31515; } .string { color: #098658; }
aside { border-left: 1px solid #ddd; flex: 1; padding: 0 14px 10px; }`;

async function kept(name: string, html: string, width: number, extraStyle = ""): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height: 100 } });
  await page.setContent(`<!DOCTYPE html><html lang="en"><head><style>${extraStyle}${style}</style></head><body>${html}</body></html>`);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  const picture = await shoot(page, name);
  const file = join(extension, "images", `${name}.png`);
  if (process.env["UPDATE_PICTURES"] === "1") writeFileSync(file, picture);
  assert.ok(existsSync(file), `${file} is missing: UPDATE_PICTURES=1 tools/vscode/test PROGRAM makes it`);
  const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)] as const;
  const [wide, high] = size(picture);
  const [keptWide, keptHigh] = size(readFileSync(file));
  assert.equal(wide, keptWide, `${name} looks otherwise than its picture`);
  assert.ok(Math.abs(high - keptHigh) <= 60, `${name} is ${high} high, and its picture ${keptHigh}`);
}

test("the pictures show the editor as it is", async () => {
  const folder = folderWith({ "oxygen.pathway": text });
  const session = new Session();
  const begun = (await session.begin(folder, { commands: true })) as { capabilities: { semanticTokensProvider: { legend: { tokenTypes: string[] } } } };
  const legend = begun.capabilities.semanticTokensProvider.legend.tokenTypes;
  const uri = session.open(join(folder, "oxygen.pathway"));
  assert.deepEqual(await session.diagnostics(uri), []);
  // The scenarios and proofs are looked at a moment after the author stops typing.
  for (let tries = 0; tries < 400; ++tries) {
    const lenses = await session.ask<Lens[]>("textDocument/codeLens", uri);
    if (lenses.some((each) => /proved|witness/.test(each.command.title))) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const plain = await textHtml(session, uri, legend);
  assert.match(plain, /advised in 1, not advised in 1, undetermined in 1 scenario/);
  assert.match(plain, /run \| show the patient \| passes/);
  await kept("lenses", `<pre>${plain}</pre>`, 760);

  await session.connection.sendNotification("waymark/chooseScenario", { textDocument: { uri }, scenario: "low" });
  const withHints = await textHtml(session, uri, legend);
  assert.match(withHints, /<i>advised<\/i>/);
  assert.match(withHints, /<i>= yes<\/i>/);
  const inputs = await session.ask<Inputs>("waymark/inputs", uri);
  const { scenarios } = await session.ask<Scenarios>("waymark/scenarios", uri);
  const begin = { ...withInputs(nobody, inputs, scenarios.map((each) => each.name)), chosen: "low", from: "scenario" };
  const state = answered(begin, await session.ask<DecisionPath>("waymark/decisionPath", uri, { scenario: "low" }));
  const css = readFileSync(join(extension, "dist/webview.css"), "utf8");
  await kept("patient", `<pre>${withHints.split("<div><u>28</u>")[0]}</pre><aside>${patientHtml(state)}</aside>`, 1240, css);
  assert.equal(await session.end(), 0);
});
