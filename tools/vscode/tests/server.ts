// What the tests share: the program, and a client that knows nothing of it: that of vscode-jsonrpc.

import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter, type MessageConnection } from "vscode-jsonrpc/node.js";
import type { Position } from "../src/protocol.js";

export const program = process.env["WAYMARK"] ?? "waymark";
export const project = fileURLToPath(new URL("../../../..", import.meta.url)).replace(/\/$/, "");
export const extension = join(project, "tools/vscode");

export interface Diagnostic {
  readonly code?: string;
  readonly message: string;
  readonly source?: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** A folder of its own with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "waymark-vscode-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

export function copyOf(pathway: string): string {
  const folder = mkdtempSync(join(tmpdir(), "waymark-vscode-"));
  cpSync(join(project, pathway), folder, { recursive: true });
  return folder;
}

/** All files below a folder whose names end so. */
export function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((each) => (each.isDirectory() ? filesBelow(join(folder, each.name), ending) : each.name.endsWith(ending) ? [join(folder, each.name)] : []))
    .sort();
}

// A test that fails leaves its server behind.
const servers = new Set<ChildProcess>();
after(() => servers.forEach((each) => each.kill()));

/** The program as a language server, and an editor's side of the talk. */
export class Session {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  private readonly published: Published[] = [];
  private readonly waiting = new Set<() => void>();
  private versions = new Map<string, number>();
  private texts = new Map<string, string>();

  constructor() {
    this.process = spawn(program, ["lsp"], { stdio: ["pipe", "pipe", "inherit"] });
    servers.add(this.process);
    this.connection = createMessageConnection(new StreamMessageReader(this.process.stdout!), new StreamMessageWriter(this.process.stdin!));
    this.connection.onNotification("textDocument/publishDiagnostics", (params: Published) => {
      this.published.push(params);
      this.waiting.forEach((each) => each());
    });
    this.connection.onRequest("client/registerCapability", () => null);
    this.connection.listen();
  }

  async begin(folder: string, options: object = {}, capabilities: object = {}): Promise<Record<string, unknown>> {
    const rootUri = pathToFileURL(folder).href;
    const answer = await this.connection.sendRequest("initialize", { processId: process.pid, rootUri, capabilities, initializationOptions: options });
    await this.connection.sendNotification("initialized", {});
    return answer as Record<string, unknown>;
  }

  open(path: string): string {
    const uri = pathToFileURL(path).href;
    const text = readFileSync(path, "utf8");
    this.versions.set(uri, 1);
    this.texts.set(uri, text);
    void this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId: "waymark", version: 1, text } });
    return uri;
  }

  replace(uri: string, text: string): void {
    const version = this.versions.get(uri)! + 1;
    this.versions.set(uri, version);
    this.texts.set(uri, text);
    void this.connection.sendNotification("textDocument/didChange", { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  text(uri: string): string {
    return this.texts.get(uri)!;
  }

  /** Where a text begins, so many characters on. */
  at(uri: string, sought: string, ahead = 0): Position {
    const offset = this.text(uri).indexOf(sought);
    if (offset < 0) throw new Error(`there is no ${sought}`);
    const before = this.text(uri).slice(0, offset + ahead).split("\n");
    return { line: before.length - 1, character: before.at(-1)!.length };
  }

  ask<Answer>(method: string, uri: string, more: object = {}): Promise<Answer> {
    return this.connection.sendRequest<Answer>(method, { textDocument: { uri }, ...more });
  }

  /** The diagnostics of the text as it is now. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    for (;;) {
      const found = this.published.find((each) => each.uri === uri && each.version === this.versions.get(uri));
      if (found) return found.diagnostics;
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  /** Ends the server; gives its exit code. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest("shutdown");
    const ended = new Promise<number | null>((resolve) => this.process.on("exit", resolve));
    await this.connection.sendNotification("exit");
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}
