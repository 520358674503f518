// The grammar colours before the server answers, so it must not say otherwise: over all golden files and pathways, what
// the server calls a name is no comment, no text and no word of the language there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";
import { extension, filesBelow, project, Session } from "./server.js";

const { createOnigScanner, createOnigString, loadWASM } = oniguruma;
const wasm = readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm"));

async function grammarOf(): Promise<textmate.IGrammar> {
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer);
  const file = join(extension, "syntaxes/waymark.tmLanguage.json");
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: async (scope) => (scope === "source.waymark" ? textmate.parseRawGrammar(readFileSync(file, "utf8"), file) : null),
  });
  return (await registry.loadGrammar("source.waymark"))!;
}

type Lines = textmate.IToken[][];

function coloured(grammar: textmate.IGrammar, text: string): Lines {
  let state = textmate.INITIAL;
  return text.split(/\r\n|\r|\n/).map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens;
  });
}

function scopesAt(lines: Lines, line: number, character: number): string {
  const token = lines[line]?.find((each) => each.startIndex <= character && character < each.endIndex);
  return token?.scopes.join(" ") ?? "";
}

interface Name {
  readonly line: number;
  readonly character: number;
  readonly length: number;
  readonly type: string;
}

function names(data: readonly number[], legend: readonly string[]): Name[] {
  const result: Name[] = [];
  let [line, character] = [0, 0];
  for (let i = 0; i < data.length; i += 5) {
    character = data[i]! > 0 ? data[i + 1]! : character + data[i + 1]!;
    line += data[i]!;
    result.push({ line, character, length: data[i + 2]!, type: legend[data[i + 3]!]! });
  }
  return result;
}

/** Why the grammar contradicts the server about a name; undefined where it does not. */
function contradiction(lines: Lines, { line, character, type }: Name): string | undefined {
  const scopes = scopesAt(lines, line, character);
  const isText = /string\.quoted/.test(scopes) && !/meta\.interpolation/.test(scopes);
  if (/comment/.test(scopes)) return "a comment";
  if (isText && type !== "event" && type !== "string" && type !== "class") return "a text";
  if (/keyword\.(declaration|control|other)|keyword\.operator\.word|constant\.language/.test(scopes)) return "a word of the language";
  return undefined;
}

test("names are coloured as no comment, text or word, in all golden files and pathways", async () => {
  const grammar = await grammarOf();
  const session = new Session();
  const answer = (await session.begin("/no/such/folder")) as { capabilities: { semanticTokensProvider: { legend: { tokenTypes: string[] } } } };
  const legend = answer.capabilities.semanticTokensProvider.legend.tokenTypes;
  const wrong: string[] = [];
  let count = 0;
  for (const folder of ["tests/golden", "pathways", "stdlib"]) {
    for (const file of filesBelow(join(project, folder), ".pathway")) {
      const uri = session.open(file);
      const { data } = await session.ask<{ data: number[] }>("textDocument/semanticTokens/full", uri);
      const lines = coloured(grammar, session.text(uri));
      for (const name of names(data, legend)) {
        ++count;
        const what = contradiction(lines, name);
        const line = session.text(uri).split(/\r\n|\r|\n/)[name.line]!;
        const word = line.slice(name.character, name.character + name.length);
        // The output of a table may be called `dose`, which by its line alone cannot be told from a value.
        const isOutput = name.type === "property" && line.includes("=>");
        if (what && !isOutput) wrong.push(`${file}:${name.line + 1}:${name.character + 1}: ${name.type} \`${word}\` is ${what}`);
      }
      await session.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
    }
  }
  assert.equal(await session.end(), 0);
  console.log(`${count} names held against the grammar`);
  assert.ok(count > 10000);
  assert.deepEqual(wrong, []);
});

test("every reserved word has a colour", async () => {
  const grammar = await grammarOf();
  const header = readFileSync(join(project, "lang/syntax/keywords.hpp"), "utf8");
  const reserved = header.slice(header.indexOf("PW_KEYWORDS(X)"), header.indexOf("// Words that mean something"));
  const words = [...reserved.matchAll(/X\((\w+)\)/g)].map((each) => each[1]!);
  assert.ok(words.length > 80);
  const plain = words.filter((word) => !/keyword|constant\.language|support/.test(scopesAt(coloured(grammar, word), 0, 0)));
  assert.deepEqual(plain, []);
});

test("texts and comments end where they end", async () => {
  const grammar = await grammarOf();
  const lines = coloured(grammar, 'define a "a # b" = b # c\n"""\none { x } two\n""" fact');
  assert.match(scopesAt(lines, 0, 12), /string/);
  assert.match(scopesAt(lines, 0, 19), /variable/);
  assert.match(scopesAt(lines, 0, 21), /comment/);
  assert.match(scopesAt(lines, 2, 6), /interpolation.*variable/);
  assert.match(scopesAt(lines, 2, 12), /string/);
  assert.match(scopesAt(lines, 3, 4), /keyword\.declaration/);
});
