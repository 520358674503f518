import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { homedir } from "node:os";
import { serverWords, type Surroundings } from "./commandLines.js";
import { findProgram, type Found } from "./program.js";
import type { OfPathway } from "./protocol.js";

export function surroundings(): Surroundings {
  return { stdlib: vscode.workspace.getConfiguration("waymark").get("stdlib", "") };
}

export function program(): Found {
  const setting = vscode.workspace.getConfiguration("waymark").get("program", "");
  return findProgram(setting, process.env["PATH"] ?? "", homedir());
}

/** Says that there is no program, and offers to say where it is. */
export async function tellOfNoProgram(problem: string): Promise<void> {
  const setting = "Open the Setting";
  const chosen = await vscode.window.showErrorMessage(`Waymark: ${problem}`, setting);
  if (chosen === setting) await vscode.commands.executeCommand("workbench.action.openSettings", "waymark.program");
}

/** The language server, started anew where the settings change. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private readonly changes = new vscode.EventEmitter<void>();
  /** After the server began, and after it may answer otherwise than before. */
  readonly onChange = this.changes.event;

  async start(): Promise<void> {
    await this.stop();
    const found = program();
    if ("problem" in found) return void tellOfNoProgram(found.problem);
    const run: ServerOptions = { command: found.program, args: serverWords(surroundings()) };
    const options: LanguageClientOptions = {
      documentSelector: [{ language: "waymark" }],
      initializationOptions: { commands: true },
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher("**/*.pathway") },
    };
    this.client = new LanguageClient("waymark", "Waymark", run, options);
    await this.client.start();
    this.changes.fire();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.stop();
  }

  /** What the server answers; rejects with its reason where it refuses. */
  async ask<Answer>(method: string, of: OfPathway, more: object = {}, token?: vscode.CancellationToken): Promise<Answer> {
    if (this.client === undefined) throw new Error("the language server does not run");
    return this.client.sendRequest<Answer>(method, { ...of, ...more }, token);
  }

  async tell(method: string, params: object): Promise<void> {
    await this.client?.sendNotification(method, params);
  }

  changed(): void {
    this.changes.fire();
  }

  dispose(): void {
    this.changes.dispose();
    void this.stop();
  }
}

/** The pathway of a document, for requests. */
export function pathwayOf(uri: vscode.Uri): OfPathway {
  return { textDocument: { uri: uri.toString() } };
}

export function rangeOf(range: { start: { line: number; character: number }; end: { line: number; character: number } }): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}
