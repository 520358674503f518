import * as vscode from "vscode";
import * as commands from "./commands.js";
import { PatientView } from "./patientView.js";
import { Server } from "./server.js";
import { TestExplorer } from "./testExplorer.js";

/** Calls a function a moment after the last of several events. */
function afterPause(milliseconds: number, call: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(call, milliseconds);
  };
}

/** A command whose failure is told. */
function command(name: string, call: (...words: never[]) => Promise<void>): vscode.Disposable {
  return vscode.commands.registerCommand(`waymark.${name}`, async (...words: never[]) => {
    try {
      await call(...words);
    } catch (problem) {
      void vscode.window.showErrorMessage(`Waymark: ${(problem as Error).message}`);
    }
  });
}

async function runScenario(server: Server, explorer: TestExplorer, uri?: string, name?: string): Promise<void> {
  const file = uri === undefined ? vscode.window.activeTextEditor?.document.uri : vscode.Uri.parse(uri);
  if (file === undefined) return;
  const chosen = name ?? (await commands.chosenScenario(server, file));
  if (chosen) await explorer.runOne(file.toString(), chosen);
}

async function showPatient(view: PatientView, uri?: string | vscode.Uri, name?: unknown): Promise<void> {
  const file = typeof uri === "string" ? vscode.Uri.parse(uri) : (uri ?? vscode.window.activeTextEditor?.document.uri);
  if (file) await view.show(file, typeof name === "string" ? name : "");
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const server = new Server();
  const explorer = new TestExplorer(server);
  const view = new PatientView(context, server);
  const changed = afterPause(300, () => server.changed());
  context.subscriptions.push(
    server,
    explorer,
    view,
    server.onChange(() => void Promise.all([explorer.refresh(), view.refresh()])),
    vscode.workspace.onDidChangeTextDocument((event) => event.document.languageId === "waymark" && changed()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("waymark.program") || event.affectsConfiguration("waymark.stdlib")) void server.start();
    }),
    command("check", commands.check),
    command("prove", commands.prove),
    command("diff", commands.diff),
    command("page", commands.page),
    command("chooseScenario", () => commands.chooseScenario(server)),
    command("runScenario", (uri?: string, name?: string) => runScenario(server, explorer, uri, name)),
    command("showPatient", (uri?: string | vscode.Uri, name?: unknown) => showPatient(view, uri, name)),
    command("restart", () => server.start()),
  );
  await server.start();
}
