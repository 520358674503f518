// The patient's part of the page. The page holds its inputs as data, and a place for the form, which is not shown before
// an engine is there.

import { comparison, type Seen } from "./compare.js";
import { button, choice, element, opening } from "./dom.js";
import { type Answer, type Engine, type Explanation, isRefusal, type PatientDocument, type RunDocument } from "./engine.js";
import { Form } from "./form.js";
import { type Case, dataOfPage, type Inputs, titlesOf } from "./inputs.js";
import { Latest } from "./latest.js";
import { Pictures } from "./picture.js";
import { Results } from "./result.js";
import { addressPart, patientOf } from "./share.js";
import { nobody, Store } from "./store.js";
import { firstLanguage, languages, speak, type Texts } from "./texts.js";
import { hasTimes, timelineTable } from "./timeline.js";

/** What stays where the language is another one. */
interface Held {
  readonly inputs: Inputs;
  readonly cases: readonly Case[];
  readonly engine: Engine;
  readonly store: Store;
  readonly pictures: Pictures;
  readonly early: Early;
  other: Seen | undefined;
}

/** What the engine is asked while the form is made. */
interface Early {
  readonly patient: PatientDocument;
  readonly answer: Promise<Answer>;
}

// Milliseconds without a change before the picture is lit, and what takes longer is asked.
const untilLit = 60;

class PatientPart {
  private readonly form: Form;
  private readonly results: Results;
  private readonly output = element("div", { class: "results" });
  private readonly summary = element("p", { class: "summary", role: "status" });
  private readonly compared = element("div");
  private readonly timeline = element("div", { class: "timeline" });
  private readonly handed = element("div", { class: "handed", role: "status" });
  private readonly undoing: HTMLButtonElement;
  private readonly comparing: HTMLButtonElement;
  private readonly answering = new Latest();
  private readonly asking = new Latest();
  private lighting: ReturnType<typeof setTimeout> | undefined;
  private questions: HTMLElement[] = [];
  private seen: Seen | undefined;

  constructor(
    private readonly root: HTMLElement,
    private readonly held: Held,
    private readonly texts: Texts,
  ) {
    const { inputs, cases, engine, store } = held;
    this.form = new Form(inputs, cases, store.patient, texts, (patient) => this.changed(patient));
    const explain = engine.explain && ((id: string) => this.explained(id));
    this.results = new Results(inputs, texts, { ...(explain ? { explain } : {}), show: (name) => this.form.lead(name) });
    this.undoing = button(texts.undo, () => this.undo(), { class: "undo" });
    this.comparing = button(texts.compare, () => this.compare(), { class: "compare" });
  }

  mount(): void {
    const { texts } = this;
    this.root.lang = texts.language;
    const tools = element("p", { class: "tools", role: "group", "aria-label": texts.heading }, ...this.tools());
    this.root.replaceChildren(element("h2", { id: "patient-h" }, texts.page["patient"] ?? "Try a patient"),
      element("p", { class: "intro" }, texts.intro), tools, this.handed, this.summary,
      element("div", { class: "case" }, this.form.root, this.output), this.compared, this.timeline);
    this.root.hidden = false;
    this.held.pictures.furnish(texts);
    this.update();
  }

  /** Another patient, from outside of the form. */
  take(patient: PatientDocument): void {
    if (!this.held.store.set(patient)) return;
    this.form.show(patient);
    this.update();
  }

  private tools(): (HTMLElement | string)[] {
    const { texts } = this;
    const { engine } = this.held;
    const all = [
      this.undoing,
      this.comparing,
      ...(engine.scenario ? [button(texts.copyScenario, () => void this.copyScenario(), { class: "scenario" })] : []),
      button(texts.copyJson, () => this.hand(JSON.stringify(this.held.store.patient, null, 2)), { class: "json" }),
      button(texts.share, () => this.share(), { class: "share" }),
      button(texts.print, () => print(), { class: "print" }),
    ];
    return all.flatMap((each) => [each, " "]);
  }

  private changed(patient: PatientDocument): void {
    if (this.held.store.set(patient)) this.update();
  }

  private undo(): void {
    if (!this.held.store.undo()) return;
    this.form.show(this.held.store.patient);
    this.update();
  }

  private compare(): void {
    this.held.other = this.held.other ? undefined : this.seen;
    this.showCompared();
  }

  private share(): void {
    history.replaceState(null, "", addressPart(this.held.store.patient));
    this.hand(location.href, this.texts.shared);
  }

  private async copyScenario(): Promise<void> {
    const answer = await this.held.engine.scenario!(this.held.store.patient, this.texts.scenarioName);
    if (!isRefusal(answer)) this.hand(answer.scenario);
  }

  // It is shown as well: not every browser lets a page copy.
  private hand(text: string, remark = ""): void {
    const area = element("textarea", { readonly: "", rows: "6", "aria-label": remark || this.texts.copied });
    area.value = text;
    const close = button("✕", () => this.handed.replaceChildren(), { "aria-label": this.texts.remove });
    const state = element("p", {}, remark);
    this.handed.replaceChildren(state, area, close);
    area.select();
    navigator.clipboard?.writeText(text).then(() => state.append(` (${this.texts.copied})`), () => {});
  }

  // The answer first; then the picture, and what takes longer. Whoever goes on at once does not wait for it.
  private update(): void {
    this.undoing.disabled = !this.held.store.canUndo;
    const { patient } = this.held.store;
    const began = performance.now();
    clearTimeout(this.lighting);
    this.answering.want(async () => {
      await this.answer(patient, began);
      if (this.answering.isOvertaken) return;
      this.lighting = setTimeout(() => this.goOn(patient), untilLit);
    });
  }

  private goOn(patient: PatientDocument): void {
    this.answering.want(() => this.light(patient));
    if (this.seen && !isRefusal(this.seen.answer)) this.ask(patient);
  }

  private evaluated(patient: PatientDocument): Promise<Answer> {
    const { early, engine } = this.held;
    return early.patient === patient ? early.answer : engine.evaluate(patient);
  }

  private async answer(patient: PatientDocument, began: number): Promise<void> {
    try {
      const answer = await this.evaluated(patient);
      if (this.answering.isOvertaken) return;
      this.show(patient, answer);
      performance.measure("waymark-answer", { start: began, end: performance.now() });
      this.root.dataset["answered"] = String(Number(this.root.dataset["answered"] ?? 0) + 1);
    } catch (error) {
      this.output.replaceChildren(element("p", { role: "alert" }, `${this.texts.failed}: ${String(error)}`));
    }
  }

  private show(patient: PatientDocument, answer: Answer): void {
    this.seen = { patient, answer };
    this.output.replaceChildren(...this.results.show(answer));
    this.form.complain(isRefusal(answer) ? (answer.problems ?? []) : []);
    this.summary.textContent = isRefusal(answer) ? this.texts.refused : this.counted(answer);
    this.output.querySelector(".questions")?.replaceChildren(...this.questions);
    this.showCompared();
  }

  private counted(run: RunDocument): string {
    const of = (status: string) => run.recommendations.filter((each) => each.status === status).length;
    return ["advised", "undetermined", "not_advised"].map((status) => `${of(status)} ${this.texts.statuses[status] ?? status}`).join(", ");
  }

  private showCompared(): void {
    const { other } = this.held;
    this.comparing.textContent = other ? this.texts.stopComparing : this.texts.compare;
    this.compared.replaceChildren(...(other && this.seen ? [comparison(this.held.inputs, this.seen, other, this.texts)] : []));
  }

  private async light(patient: PatientDocument): Promise<void> {
    const picture = await this.held.engine.picture?.(patient);
    if (picture && !isRefusal(picture) && !this.answering.isOvertaken) this.held.pictures.show(picture, this.texts);
    this.root.dataset["lit"] = this.root.dataset["answered"] ?? "";
  }

  private ask(patient: PatientDocument): void {
    const number = this.root.dataset["answered"] ?? "";
    this.asking.want(async () => {
      const questions = await this.held.engine.questions?.(patient);
      if (this.asking.isOvertaken) return;
      this.questions = questions && !isRefusal(questions) ? this.results.questions(questions) : [];
      this.output.querySelector(".questions")?.replaceChildren(...this.questions);
      await this.follow(patient);
      this.root.dataset["asked"] = number;
    });
  }

  // Readings and advice over time, where anything has a time.
  private async follow(patient: PatientDocument): Promise<void> {
    const { engine } = this.held;
    if (!engine.replay || !hasTimes(patient)) return this.timeline.replaceChildren();
    const replay = await engine.replay(patient);
    if (isRefusal(replay)) return this.timeline.replaceChildren();
    const isOpen = this.timeline.querySelector("details")?.open ?? false;
    const details = opening(this.texts.timeline, "moments", (content) => content.append(timelineTable(replay, titlesOf(this.held.inputs), this.texts)));
    details.open = isOpen;
    this.timeline.replaceChildren(details);
  }

  private async explained(id: string): Promise<Explanation | undefined> {
    const explanation = await this.held.engine.explain?.(this.held.store.patient, id);
    return explanation && !isRefusal(explanation) ? explanation : undefined;
  }
}

function languageChoice(chosen: Texts, choose: (texts: Texts) => void): HTMLElement {
  const select = choice(languages.map((each) => [each.language, each.name] as const), { id: "language" });
  for (const option of select.options) option.lang = option.value;
  select.value = chosen.language;
  select.addEventListener("change", () => choose(languages.find((each) => each.language === select.value) ?? chosen));
  return element("p", { class: "language", lang: chosen.language }, element("label", { for: select.id }, chosen.switchLanguage), " ", select);
}

/** Shows the form, which asks the engine after every change. */
export function start(engine: Engine, first: Texts = firstLanguage()): void {
  const root = document.getElementById("patient");
  const inputs = dataOfPage<Inputs>("waymark-inputs");
  if (!root || !inputs) throw new Error("the page has no place for a patient");
  const store = new Store(patientOf(location.hash) ?? nobody);
  const early = { patient: store.patient, answer: engine.evaluate(store.patient) };
  early.answer.catch(() => {});  // said where it is shown
  const held: Held = {
    inputs,
    cases: dataOfPage<Case[]>("waymark-cases") ?? [],
    engine,
    store,
    pictures: new Pictures(),
    early,
    other: undefined,
  };
  let part: PatientPart;
  const show = (texts: Texts): void => {
    document.querySelector(".language")?.remove();
    document.querySelector("header")?.prepend(languageChoice(texts, (chosen) => {
      show(chosen);
      document.getElementById("language")?.focus();
    }));
    speak(texts);
    part = new PatientPart(root, held, texts);
    part.mount();
  };
  show(first);
  addEventListener("hashchange", () => {
    const patient = patientOf(location.hash);
    if (patient) part.take(patient);
  });
}
