import * as vscode from "vscode";
import { coverageByFile, entriesOf, failuresOf, type CoveredPlace } from "./explorerModel.js";
import { byFolder } from "./pathwayFolder.js";
import type { CoverageItem, ScenarioRuns, Scenarios } from "./protocol.js";
import { pathwayOf, rangeOf, type Server } from "./server.js";

class PathwayCoverage extends vscode.FileCoverage {
  constructor(uri: vscode.Uri, readonly places: readonly CoveredPlace[]) {
    const branches = places.flatMap((each) => each.branches);
    super(
      uri,
      new vscode.TestCoverageCount(places.filter((each) => each.scenarios > 0).length, places.length),
      new vscode.TestCoverageCount(branches.filter((each) => each.scenarios > 0).length, branches.length),
    );
  }

  details(): vscode.StatementCoverage[] {
    return this.places.map((place) => {
      const range = rangeOf(place.location.range);
      const branches = place.branches.map((each) => new vscode.BranchCoverage(each.scenarios, range, each.label));
      return new vscode.StatementCoverage(place.scenarios, range, branches);
    });
  }
}

/** The scenarios of all pathways of the workspace, in the editor's test explorer. */
export class TestExplorer implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController("waymark", "Waymark");
  private readonly files = new Map<string, vscode.Uri>(); // a file of each pathway, by its id

  constructor(private readonly server: Server) {
    this.controller.resolveHandler = async (item) => (item ? undefined : this.refresh());
    this.controller.refreshHandler = () => this.refresh();
    this.controller.createRunProfile("Run", vscode.TestRunProfileKind.Run, (request, token) => this.run(request, false, token), true);
    const covered = this.controller.createRunProfile("Coverage", vscode.TestRunProfileKind.Coverage, (request, token) => this.run(request, true, token));
    covered.loadDetailedCoverage = async (_run, file) => (file instanceof PathwayCoverage ? file.details() : []);
  }

  async refresh(): Promise<void> {
    const found = await vscode.workspace.findFiles("**/*.pathway");
    const folders = byFolder(found.map((each) => each.fsPath));
    const kept = new Set<string>();
    for (const [folder, files] of folders) if (await this.refreshPathway(folder, vscode.Uri.file(files[0]!))) kept.add(folder);
    for (const [id] of [...this.controller.items]) {
      if (kept.has(id)) continue;
      this.controller.items.delete(id);
      this.files.delete(id);
    }
  }

  /** False where the folder has no scenario. A pathway with errors keeps those that it had. */
  private async refreshPathway(folder: string, file: vscode.Uri): Promise<boolean> {
    let answer: Scenarios;
    try {
      answer = await this.server.ask<Scenarios>("waymark/scenarios", pathwayOf(file));
    } catch {
      return this.files.has(folder);
    }
    if (answer === null || answer.scenarios.length === 0) return false;
    const entry = entriesOf(folder, answer);
    const item = this.controller.createTestItem(entry.id, entry.label, vscode.Uri.file(folder));
    for (const scenario of entry.scenarios) {
      const below = this.controller.createTestItem(scenario.id, scenario.label, vscode.Uri.parse(scenario.location.uri));
      below.description = scenario.description;
      below.range = rangeOf(scenario.location.range);
      item.children.add(below);
    }
    this.controller.items.add(item);
    this.files.set(folder, file);
    return true;
  }

  /** Runs one scenario, from a lens. */
  async runOne(uri: string, name: string): Promise<void> {
    await this.refresh();
    for (const [, pathway] of this.controller.items) {
      for (const [, item] of pathway.children) {
        if (item.label !== name || item.uri?.toString() !== vscode.Uri.parse(uri).toString()) continue;
        await this.run(new vscode.TestRunRequest([item]), false);
        await vscode.commands.executeCommand("testing.showMostRecentOutput");
      }
    }
  }

  private chosen(request: vscode.TestRunRequest): Map<vscode.TestItem, vscode.TestItem[]> {
    const result = new Map<vscode.TestItem, vscode.TestItem[]>();
    const excluded = new Set(request.exclude ?? []);
    const add = (item: vscode.TestItem): void => {
      if (excluded.has(item)) return;
      if (item.parent === undefined) for (const [, child] of item.children) add(child);
      else result.set(item.parent, [...(result.get(item.parent) ?? []), item]);
    };
    if (request.include) request.include.forEach(add);
    else for (const [, item] of this.controller.items) add(item);
    return result;
  }

  private async run(request: vscode.TestRunRequest, withCoverage: boolean, token?: vscode.CancellationToken): Promise<void> {
    const run = this.controller.createTestRun(request);
    for (const [pathway, items] of this.chosen(request)) {
      if (token?.isCancellationRequested) break;
      items.forEach((item) => run.started(item));
      try {
        const file = this.files.get(pathway.id)!;
        const answer = await this.server.ask<ScenarioRuns>("waymark/runScenario", pathwayOf(file), { coverage: withCoverage }, token);
        items.forEach((item) => this.report(run, item, answer));
        this.addCoverage(run, answer.coverage ?? []);
      } catch (problem) {
        items.forEach((item) => run.errored(item, new vscode.TestMessage(String((problem as Error).message))));
      }
    }
    run.end();
  }

  private report(run: vscode.TestRun, item: vscode.TestItem, answer: ScenarioRuns): void {
    const result = answer.scenarios.find((each) => each.name === item.label);
    if (result === undefined) return run.skipped(item);
    if (result.passed) return run.passed(item);
    const messages = failuresOf(result).map((failure) => {
      const message = new vscode.TestMessage(failure.message);
      message.location = new vscode.Location(vscode.Uri.parse(failure.location.uri), rangeOf(failure.location.range));
      if (failure.expected !== undefined) message.expectedOutput = failure.expected;
      if (failure.actual !== undefined) message.actualOutput = failure.actual;
      run.appendOutput(`${item.label}: ${failure.message}\r\n`, message.location, item);
      return message;
    });
    run.failed(item, messages);
  }

  private addCoverage(run: vscode.TestRun, items: readonly CoverageItem[]): void {
    for (const [uri, places] of coverageByFile(items)) run.addCoverage(new PathwayCoverage(vscode.Uri.parse(uri), places));
  }

  dispose(): void {
    this.controller.dispose();
  }
}
