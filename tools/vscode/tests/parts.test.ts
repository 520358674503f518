// The parts of the extension that need no editor: its manifest, command lines, and the models of what it shows.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { checkWords, diffWords, isRevision, pageWords, proveWords, serverWords } from "../src/commandLines.js";
import { coverageByFile, entriesOf, failuresOf } from "../src/explorerModel.js";
import { byFolder } from "../src/pathwayFolder.js";
import { answered, changed, fieldText, fieldValue, nobody, withInputs } from "../src/patientModel.js";
import { findProgram } from "../src/program.js";
import type { CoverageItem, DecisionPath, Input, Inputs, ScenarioRun, ScenarioRuns, Scenarios } from "../src/protocol.js";
import { copyOf, extension, folderWith, program, Session } from "./server.js";

const plain = { stdlib: "" };
const manifest = JSON.parse(readFileSync(join(extension, "package.json"), "utf8")) as {
  contributes: {
    commands: { command: string }[];
    snippets: { path: string }[];
    grammars: { path: string }[];
    languages: { configuration: string; icon: { light: string } }[];
    walkthroughs: { steps: { media: { markdown?: string; image?: string } }[] }[];
  };
  icon: string;
  main: string;
};

test("every command of the manifest is one of the extension, and every file of it is there", () => {
  const source = readFileSync(join(extension, "src/extension.ts"), "utf8");
  const registered = [...source.matchAll(/command\("(\w+)"/g)].map((each) => `waymark.${each[1]}`);
  assert.deepEqual(registered.sort(), manifest.contributes.commands.map((each) => each.command).sort());
  const { snippets, grammars, languages, walkthroughs } = manifest.contributes;
  const media = walkthroughs.flatMap((each) => each.steps).map((each) => each.media.markdown ?? each.media.image!);
  const files = [manifest.icon, manifest.main, ...[...snippets, ...grammars].map((each) => each.path), ...languages.flatMap((each) => [each.configuration, each.icon.light]), ...media];
  assert.deepEqual(files.filter((each) => !existsSync(join(extension, each))), []);
});

test("the packed extension holds what it needs and nothing else", () => {
  const packed = join(extension, "dist/waymark.vsix");
  const listed = execFileSync("python3", ["-c", "import sys, zipfile; print('\\n'.join(sorted(zipfile.ZipFile(sys.argv[1]).namelist())))", packed], { encoding: "utf8" });
  const names = listed.trim().split("\n").filter((each) => each.startsWith("extension/"));
  for (const needed of ["extension/dist/extension.js", "extension/dist/webview.js", "extension/dist/webview.css", "extension/package.json", "extension/syntaxes/waymark.tmLanguage.json"]) assert.ok(names.includes(needed), needed);
  assert.deepEqual(names.filter((each) => /node_modules|tests|\.ts$|\.map$/.test(each)), []);
  assert.ok(statSync(packed).size < 2_000_000);
});

test("the program is the one of the setting, else the first of the PATH", () => {
  const folder = folderWith({ waymark: "#!/bin/sh\n", plain: "" });
  chmodSync(join(folder, "waymark"), 0o755);
  const path = `relative:/no/such/folder:${folder}`;
  assert.deepEqual(findProgram("", path), { program: join(folder, "waymark") });
  assert.deepEqual(findProgram(join(folder, "waymark"), ""), { program: join(folder, "waymark") });
  assert.deepEqual(findProgram("~/waymark", "", folder), { program: join(folder, "waymark") });
  for (const [setting, searched] of [["", "/no/such/folder"], [join(folder, "plain"), path], ["waymark", path], [folder, path]] as const) {
    const found = findProgram(setting, searched);
    assert.ok("problem" in found && /waymark/.test(found.problem), setting);
  }
});

test("the program takes the command lines of the commands", () => {
  const folder = folderWith({ "care.pathway": snippetText("pathway") });
  const run = (words: readonly string[]) => spawnSync(program, [...words], { encoding: "utf8", cwd: folder });
  assert.equal(run(checkWords(folder, plain)).status, 0);
  assert.match(run(proveWords(folder, plain)).stdout, /proved/);
  const page = join(folder, "page.html");
  assert.equal(run(pageWords(folder, page, plain)).status, 0);
  assert.ok(existsSync(page));
  const git = (...words: string[]) => execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@b", ...words]);
  git("init", "-q"), git("add", "care.pathway"), git("commit", "-qm", "first");
  writeFileSync(join(folder, "care.pathway"), snippetText("pathway").replace("< 90 %", "< 88 %"));
  const compared = run(diffWords(folder, "HEAD", plain));
  assert.equal(compared.status, 0, compared.stderr);
  assert.match(compared.stdout, /treatment\.oxygen/);
  assert.deepEqual(serverWords({ stdlib: "/std lib" }), ["lsp", "--stdlib", "/std lib"]);
});

test("a revision is no option and no expression", () => {
  for (const good of ["HEAD", "main", "v1.2", "feature/a-b", "HEAD~2", "0a1b2c3"]) assert.ok(isRevision(good), good);
  for (const bad of ["", "-x", "--output=x", "a b", "a:b", ":x", "a\nb", "*"]) assert.ok(!isRevision(bad), bad);
});

/** A snippet with what it offers filled in. */
function snippetText(name: string): string {
  const snippets = JSON.parse(readFileSync(join(extension, "snippets/waymark.json"), "utf8")) as Record<string, { body: string | string[] }>;
  const body = [snippets[name]!.body].flat().join("\n") + "\n";
  const offered = new Map([...body.matchAll(/\$\{(\d+):([^}]*)\}/g)].map((each) => [each[1]!, each[2]!]));
  return body
    .replace(/\$\{(\d+)\|([^,|]*)[^}]*\|\}/g, "$2")
    .replace(/\$\{\d+:([^}]*)\}/g, "$1")
    .replace(/\$(\d+)/g, (_all, number: string) => offered.get(number) ?? "");
}

test("the snippet of a whole pathway is one without a mistake, whose scenario passes", () => {
  const folder = folderWith({ "care.pathway": snippetText("pathway") });
  const tested = spawnSync(program, ["test", folder], { encoding: "utf8" });
  assert.equal(tested.status, 0, tested.stdout + tested.stderr);
  const checked = spawnSync(program, ["check", folder], { encoding: "utf8" });
  assert.equal(checked.status, 0);
  assert.equal(spawnSync(program, ["fmt", "--check", folder]).status, 0);
});

test("every snippet can be parsed", () => {
  for (const name of ["fact, yes or no", "fact, a number", "fact, one of several", "define", "section", "should", "scenario"]) {
    const inner = name === "should" ? `section s "S" {\n${snippetText(name)}}\n` : snippetText(name);
    const folder = folderWith({ "care.pathway": inner });
    const { stderr } = spawnSync(program, ["check", folder], { encoding: "utf8" });
    assert.doesNotMatch(stderr, /PW01\d\d/, `${name}: ${stderr}`);
  }
});

test("files of a folder are one pathway, and libraries are none", () => {
  const folders = byFolder(["/b/x.pathway", "/a/y.pathway", "/a/x.pathway", "/a/libraries/z.pathway", "/c/node_modules/d/x.pathway"]);
  assert.deepEqual([...folders], [["/a", ["/a/x.pathway", "/a/y.pathway"]], ["/b", ["/b/x.pathway"]]]);
});

const somewhere = (uri: string, line: number) => ({ uri, range: { start: { line, character: 2 }, end: { line, character: 9 } } });

test("a scenario that fails says what was expected where", () => {
  const run: ScenarioRun = {
    name: "low", passed: false, at: "2026-11-23", location: somewhere("file:///a", 1),
    expectations: [
      { met: true, expected: "a.b advised", actual: "advised", location: somewhere("file:///a", 2) },
      { met: false, expected: "a.c advised", actual: "undetermined, needs x", location: somewhere("file:///a", 3) },
    ],
    violated: [{ text: "never both", location: somewhere("file:///b", 7) }],
  };
  const failures = failuresOf(run);
  assert.deepEqual(failures.map((each) => [each.message, each.location.range.start.line]), [["expected a.c advised, found undetermined, needs x", 3], ['breaks "never both"', 1]]);
});

test("coverage is that of places, with what is to be seen there as branches", () => {
  const item = (line: number, value: string, scenarios: number): CoverageItem => ({ kind: "condition", subject: "x", value, scenarios, location: somewhere("file:///a", line) });
  const found = coverageByFile([item(1, "yes", 2), item(1, "no", 0), item(5, "yes", 0)]);
  assert.deepEqual([...found.keys()], ["file:///a"]);
  const [first, second] = found.get("file:///a")!;
  assert.deepEqual([first!.scenarios, first!.branches.map((each) => each.label)], [2, ["x yes", "x no"]]);
  assert.equal(second!.scenarios, 0);
});

test("the test explorer shows the scenarios of a pathway, and what the server says of them", async () => {
  const folder = copyOf("pathways/dah");
  const session = new Session();
  await session.begin(folder);
  const uri = session.open(join(folder, "scenarios.pathway"));
  const entry = entriesOf(folder, await session.ask<Scenarios>("waymark/scenarios", uri));
  assert.ok(entry.scenarios.length > 5);
  assert.equal(new Set(entry.scenarios.map((each) => each.id)).size, entry.scenarios.length);
  const sound = session.text(uri);
  session.replace(uri, sound.replace("expect initial.pulse advised", "expect initial.pulse not advised"));
  const { scenarios } = await session.ask<ScenarioRuns>("waymark/runScenario", uri, { name: "nothing is known" });
  const [failure] = failuresOf(scenarios[0]!);
  assert.equal(failure!.location.range.start.line, session.at(uri, "expect initial.pulse not").line);
  assert.match(failure!.actual!, /advised/);
  session.replace(uri, sound.replace("expect initial.pulse advised", "expect initial.pulse advise"));
  await assert.rejects(session.ask("waymark/scenarios", uri), /the pathway has errors/);
  assert.equal(await session.end(), 0);
});

const input = (type: Input["type"], name = "x"): Input => ({ name, type, form: "" });

test("a field has the text of its value, and the value its text", () => {
  for (const [type, value, text] of [["yes_or_no", true, "yes"], ["yes_or_no", false, "no"], ["number", 84, "84"], ["one_of", "mild", "mild"], ["number", { value: 7, unit: "kPa" }, '{"value":7,"unit":"kPa"}'], ["any_of", ["a", "b"], "a, b"], ["any_of", [], "[]"]] as const) {
    assert.equal(fieldText(value), text);
    assert.deepEqual(fieldValue(input(type), text), value);
  }
  assert.equal(fieldValue(input("number"), " "), undefined);
  assert.equal(fieldValue(input("number"), "84 %"), "84 %");
  assert.deepEqual(fieldValue(input("any_of"), "a, b"), ["a", "b"]);
  assert.equal(fieldValue(input("number"), "{broken"), "{broken");
});

test("a change of the patient is one of their document, and what is refused is shown beside it", async () => {
  const folder = copyOf("pathways/dah");
  const session = new Session();
  await session.begin(folder);
  const uri = session.open(join(folder, "facts.pathway"));
  const inputs = await session.ask<Inputs>("waymark/inputs", uri);
  let state = withInputs(nobody, inputs, []);
  const ask = async (patient: object) => answered(state, await session.ask<DecisionPath>("waymark/decisionPath", uri, { patient }));
  state = await ask(changed(state, "spo2", "84"));
  assert.equal(state.result!.recommendations.length > 5, true);
  assert.ok(!state.result!.needs.includes("spo2"));
  const parameter = changed(state, "platelet_target", "50");
  assert.deepEqual(parameter.parameters, { platelet_target: 50 });
  const before = state.result;
  state = await ask(changed(state, "spo2", "840"));
  assert.equal(state.problems.length, 1);
  assert.equal(state.result, before);
  state = await ask(changed({ ...state }, "spo2", ""));
  assert.deepEqual(state.problems, []);
  assert.ok(state.result!.needs.includes("spo2"));
  assert.deepEqual(changed(state, "no_such_input", "1"), state.document);
  assert.equal(await session.end(), 0);
});

test("no address of a registry stands in the lock file", () => {
  const lock = readFileSync(join(extension, "package-lock.json"), "utf8");
  assert.doesNotMatch(lock, /"resolved"/);
});
