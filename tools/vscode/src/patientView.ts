import * as vscode from "vscode";
import { answered, changed, nobody, withInputs, type PatientState } from "./patientModel.js";
import type { DecisionPath, Inputs, PatientDocument, Scenarios } from "./protocol.js";
import { pathwayOf, type Server } from "./server.js";
import type { Done } from "./webview/main.js";

/** The patient beside the text: of one pathway at a time. */
export class PatientView implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private state: PatientState = nobody;
  private pathway: vscode.Uri | undefined; // a file of it
  private text = ""; // of the patient's file, where its document is not a document of the view yet
  private asked = 0;

  constructor(private readonly context: vscode.ExtensionContext, private readonly server: Server) {}

  /** Shows the pathway that the file is part of, with the patient of a scenario where one is named. */
  async show(file: vscode.Uri, scenario = ""): Promise<void> {
    if (this.pathway?.toString() !== file.toString()) this.state = nobody;
    this.pathway = file;
    if (scenario !== "") this.state = { ...this.state, chosen: scenario, from: "scenario" };
    if (this.panel === undefined) this.open();
    else this.panel.reveal(vscode.ViewColumn.Beside, true);
    await this.refresh();
  }

  /** Asks anew, since the pathway may be another one. */
  async refresh(): Promise<void> {
    const round = ++this.asked;
    if (this.panel === undefined || this.pathway === undefined) return;
    const of = pathwayOf(this.pathway);
    let state: PatientState;
    try {
      const [inputs, { scenarios }] = await Promise.all([
        this.server.ask<Inputs>("waymark/inputs", of),
        this.server.ask<Scenarios>("waymark/scenarios", of),
      ]);
      state = withInputs(this.state, inputs, scenarios.map((each) => each.name));
      state = answered(state, await this.server.ask<DecisionPath>("waymark/decisionPath", of, this.who(state)));
    } catch (problem) {
      state = { ...this.state, error: (problem as Error).message };
    }
    if (round === this.asked) this.send(state);
  }

  /** Whom the next request is about. */
  private who(state: PatientState): { scenario: string } | { patient: PatientDocument | string } {
    if (state.from === "scenario" && state.scenarios.includes(state.chosen)) return { scenario: state.chosen };
    return { patient: state.from === "file" ? this.text : state.document };
  }

  private send(state: PatientState): void {
    this.state = state;
    void this.panel?.webview.postMessage(state);
  }

  private open(): void {
    const dist = vscode.Uri.joinPath(this.context.extensionUri, "dist");
    const panel = vscode.window.createWebviewPanel("waymark.patient", "Patient", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, { enableScripts: true, localResourceRoots: [dist], retainContextWhenHidden: true });
    const script = panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.js"));
    const style = panel.webview.asWebviewUri(vscode.Uri.joinPath(dist, "webview.css"));
    const source = panel.webview.cspSource;
    panel.webview.onDidReceiveMessage((done: Done) => this.done(done));
    panel.onDidDispose(() => (this.panel = undefined));
    panel.webview.html = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${source}; style-src ${source}">
<link rel="stylesheet" href="${style}"><script src="${script}" defer></script><title>Patient</title></head><body></body></html>`;
    this.panel = panel;
  }

  private async done(done: Done): Promise<void> {
    switch (done.kind) {
      case "ready": return this.send(this.state);
      case "scenario": return this.choose(done.name);
      case "input":
        this.state = { ...this.state, document: changed(this.state, done.name, done.text), from: "changed", chosen: "" };
        return this.refresh();
      case "place": return openPlace(done.file, done.line, done.column);
      case "file": return this.openFile();
      case "save": return this.copyScenario();
    }
  }

  private async choose(name: string): Promise<void> {
    if (this.pathway === undefined) return;
    this.state = name === "" ? { ...this.state, document: {}, from: "nobody", chosen: "" } : { ...this.state, chosen: name, from: "scenario" };
    await this.server.tell("waymark/chooseScenario", { ...pathwayOf(this.pathway), scenario: name === "" ? null : name });
    await this.refresh();
  }

  private async openFile(): Promise<void> {
    const [file] = (await vscode.window.showOpenDialog({ filters: { Patients: ["json"] }, title: "A patient's document" })) ?? [];
    if (file === undefined) return;
    this.text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    this.state = { ...this.state, from: "file", chosen: "" };
    await this.refresh();
  }

  private async copyScenario(): Promise<void> {
    if (this.pathway === undefined) return;
    const name = await vscode.window.showInputBox({ prompt: "Name of the scenario", value: this.state.chosen || "a new patient" });
    if (name === undefined) return;
    const { scenario } = await this.server.ask<{ scenario: string }>("waymark/scenarioText", pathwayOf(this.pathway), { name, ...this.who(this.state) });
    await vscode.env.clipboard.writeText(scenario);
    void vscode.window.showInformationMessage("The scenario can be pasted now.");
  }

  dispose(): void {
    this.panel?.dispose();
  }
}

async function openPlace(file: string, line: number, column: number): Promise<void> {
  const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  const uri = vscode.Uri.file(file);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(at, at), viewColumn: vscode.ViewColumn.One });
}
