import { execFile } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as vscode from "vscode";
import { checkWords, diffWords, isRevision, pageWords, proveWords } from "./commandLines.js";
import type { Scenarios } from "./protocol.js";
import { pathwayOf, program, surroundings, tellOfNoProgram, type Server } from "./server.js";

/** The folder of the pathway that is edited, or undefined where none is. */
function editedPathway(): { uri: vscode.Uri; folder: string } | undefined {
  const document = vscode.window.activeTextEditor?.document;
  if (document?.languageId !== "waymark") return void vscode.window.showInformationMessage("Open a pathway first.");
  return { uri: document.uri, folder: dirname(document.uri.fsPath) };
}

/** Runs the program in a terminal of its own, where its colours and its length do no harm. */
async function inTerminal(title: string, words: readonly string[]): Promise<void> {
  const found = program();
  if ("problem" in found) return tellOfNoProgram(found.problem);
  await vscode.workspace.saveAll(false);
  const run = new vscode.ProcessExecution(found.program, [...words]);
  const scope = vscode.workspace.workspaceFolders?.[0] ?? vscode.TaskScope.Workspace;
  await vscode.tasks.executeTask(new vscode.Task({ type: "waymark", task: title }, scope, title, "Waymark", run));
}

/** What the program prints; with 1 its answer is no, which is an answer. */
function printed(words: readonly string[]): Promise<string> {
  const found = program();
  if ("problem" in found) return Promise.reject(new Error(found.problem));
  return new Promise((resolve, reject) => {
    execFile(found.program, [...words], { maxBuffer: 1 << 28 }, (error, out, complaint) => {
      if (error === null || error.code === 1) resolve(out);
      else reject(new Error(complaint || error.message));
    });
  });
}

export async function check(): Promise<void> {
  const pathway = editedPathway();
  if (pathway) await inTerminal("check", checkWords(pathway.folder, surroundings()));
}

export async function prove(): Promise<void> {
  const pathway = editedPathway();
  if (pathway) await inTerminal("prove", proveWords(pathway.folder, surroundings()));
}

export async function diff(): Promise<void> {
  const pathway = editedPathway();
  if (!pathway) return;
  const revision = await vscode.window.showInputBox({
    prompt: "The revision to compare with: a branch, a tag or a commit",
    value: "HEAD",
    validateInput: (text) => (isRevision(text) ? undefined : "This is no name of a revision."),
  });
  if (revision === undefined) return;
  const content = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Comparing with ${revision}` }, () =>
    printed(diffWords(pathway.folder, revision, surroundings())),
  );
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.commands.executeCommand("markdown.showPreviewToSide", document.uri);
}

export async function page(): Promise<void> {
  const pathway = editedPathway();
  if (!pathway) return;
  const file = join(await mkdtemp(join(tmpdir(), "waymark-")), "page.html");
  await printed(pageWords(pathway.folder, file, surroundings()));
  await vscode.env.openExternal(vscode.Uri.file(file));
}

/** The scenario that the author chooses; "" for none. */
export async function chosenScenario(server: Server, uri: vscode.Uri): Promise<string | undefined> {
  const { scenarios } = await server.ask<Scenarios>("waymark/scenarios", pathwayOf(uri));
  const none = "None";
  const chosen = await vscode.window.showQuickPick([none, ...scenarios.map((each) => each.name)], { title: "Scenario" });
  return chosen === none ? "" : chosen;
}

export async function chooseScenario(server: Server): Promise<void> {
  const pathway = editedPathway();
  if (!pathway) return;
  const name = await chosenScenario(server, pathway.uri);
  if (name !== undefined) await server.tell("waymark/chooseScenario", { ...pathwayOf(pathway.uri), scenario: name || null });
}
