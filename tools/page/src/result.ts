// What came of a patient. Each piece of advice is told in the words of the document, which has a place for it.

import { button, element, opening, pathwayLanguage, placeOf } from "./dom.js";
import {
  type Amount, type Answer, type Asked, type Explanation, type PathNode, type Questions, type Reason, type Recommendation,
  type RunDocument, type Status, isRefusal,
} from "./engine.js";
import { type Inputs, titlesOf } from "./inputs.js";
import type { Texts } from "./texts.js";

/** What results ask back. */
export interface Surroundings {
  explain?(id: string): Promise<Explanation | undefined>;
  show(name: string): void;
}

export function wordsOf(id: string, otherwise: string): string {
  return document.getElementById(placeOf("a-", id))?.querySelector("p")?.textContent ?? otherwise;
}

function list(items: readonly HTMLElement[], texts: Texts): HTMLElement {
  return items.length > 0 ? element("ul", items.length > 100 ? { class: "many" } : {}, ...items) : element("p", { class: "soft" }, texts.nothing);
}

function group(title: string, className: string, items: readonly HTMLElement[], texts: Texts): HTMLElement {
  return element("section", { class: className }, element("h3", {}, title), list(items, texts));
}

function lines(className: string, texts: readonly string[]): HTMLElement[] {
  return texts.map((text) => element("p", { class: className, lang: pathwayLanguage() }, text));
}

export function amountWords(amount: Amount | undefined): string {
  return amount === undefined ? "" : typeof amount === "string" ? amount : amount.says;
}

function reasonItem(reason: Reason, texts: Texts): HTMLElement {
  const { reading } = reason;
  const read = reading ? [reading.as_given, reading.time, reading.age].filter(Boolean).join(", ") : "";
  const more = [read, reason.why_unknown, reason.remark].filter(Boolean).join("; ");
  const item = element("li", {}, `${reason.text}: `, element("strong", {}, reason.value), more ? ` (${more})` : "");
  const children = reason.children ?? [];
  if (children.length > 0) item.append(element("ul", {}, ...children.map((each) => reasonItem(each, texts))));
  return item;
}

/** A piece of advice as it is shown, and what was said that it shows. */
interface Shown {
  readonly said: string;
  readonly item: HTMLElement;
}

export class Results {
  private readonly titles: ReadonlyMap<string, string>;
  private readonly opened = new Set<string>();
  // What stays the same after a change is not made again.
  private readonly kept = new Map<string, Shown>();

  constructor(
    inputs: Inputs,
    private readonly texts: Texts,
    private readonly around: Surroundings,
  ) {
    this.titles = titlesOf(inputs);
  }

  show(answer: Answer): HTMLElement[] {
    return isRefusal(answer) ? [this.refused(answer.problems ?? [])] : this.groups(answer);
  }

  private refused(problems: readonly { readonly message: string; readonly help?: string }[]): HTMLElement {
    const items = problems.map((each) => element("li", { lang: pathwayLanguage() }, [each.message, each.help].filter(Boolean).join(": ")));
    return group(this.texts.refused, "refused", items, this.texts);
  }

  // What is wrong stands first, and is there only where there is any of it.
  private groups(run: RunDocument): HTMLElement[] {
    const of = (status: Status) => run.recommendations.filter((each) => each.status === status).map((each) => this.advice(each));
    const open = [
      ...of("undetermined"),
      ...[...run.contraindications, ...run.notes].filter((each) => each.status === "undetermined")
        .map((each) => this.statement(each.id, "says" in each ? each.says : each.actions.join(", "), this.missing(each.needs))),
    ];
    const notes = run.notes.filter((each) => each.status === "advised").map((each) => this.statement(each.id, each.says, []));
    const { texts } = this;
    return [
      ...this.warnings(run),
      group(texts.advised, "advised", of("advised"), texts),
      group(texts.undetermined, "undetermined", open, texts),
      element("div", { class: "questions" }),
      ...(notes.length > 0 ? [group(texts.notes, "notes", notes, texts)] : []),
      this.notAdvised(run),
      opening(texts.path, "way", (content) => content.append(element("ul", { class: "tree", lang: pathwayLanguage() }, ...run.path.map((each) => this.pathItem(each))))),
    ];
  }

  private notAdvised(run: RunDocument): HTMLElement {
    const out = run.recommendations.filter((each) => each.status === "not_advised");
    const result = opening(`${this.texts.notAdvised} (${out.length})`, "not_advised", () => {});
    result.lastElementChild?.append(list(out.map((each) => this.advice(each)), this.texts));
    return this.remembered(result, "not_advised");
  }

  // What a reader opened stays open after the next change.
  private remembered(details: HTMLDetailsElement, name: string): HTMLDetailsElement {
    details.open = this.opened.has(name);
    details.addEventListener("toggle", () => (details.open ? this.opened.add(name) : this.opened.delete(name)));
    return details;
  }

  private warnings(run: RunDocument): HTMLElement[] {
    const { texts } = this;
    const items = (all: readonly string[]) => all.map((text) => element("li", { lang: pathwayLanguage() }, text));
    const contraindicated = run.contraindications.filter((each) => each.status === "advised")
      .map((each) => this.statement(each.id, each.actions.join(", "), []));
    const conflicts = run.conflicts.map((each) => element("li", {},
      `${each.action}: `, ...each.recommendations.flatMap((id, index) => [index > 0 ? " ↔ " : "", this.link(id, id)])));
    const result: HTMLElement[] = [];
    if (run.applies && run.applies.value !== "yes")
      result.push(group(run.applies.value === "no" ? texts.notFor : texts.perhapsNotFor, "refused",
        [...items(run.applies.failed), ...items(run.applies.needs.map((name) => this.titles.get(name) ?? name))], texts));
    if (conflicts.length > 0) result.push(group(texts.conflicts, "refused", conflicts, texts));
    if (run.violated.length > 0) result.push(group(texts.violated, "refused", items(run.violated), texts));
    const doubtful = [...(run.questioned ?? []), ...(run.not_looked_at ?? [])].map((each) => each.text);
    if (doubtful.length > 0) result.push(group(texts.remarks, "remarks", items(doubtful), texts));
    if (contraindicated.length > 0) result.push(group(texts.contraindicated, "blocked", contraindicated, texts));
    return result;
  }

  private link(id: string, text: string): HTMLElement {
    return element("a", { href: `#${placeOf("a-", id)}`, lang: pathwayLanguage() }, text);
  }

  private missing(needs: readonly string[] | undefined): HTMLElement[] {
    if (!needs || needs.length === 0) return [];
    const names = needs.slice(0, 12).map((name) => this.titles.get(name) ?? name).join(", ");
    return [element("p", { class: "soft" }, `${this.texts.needs}: ${names}${needs.length > 12 ? ", …" : ""}`)];
  }

  private doseWords(each: Recommendation): string {
    const words = [amountWords(each.dose), each.route, amountWords(each.every) && `every ${amountWords(each.every)}`,
      amountWords(each.for) && `for ${amountWords(each.for)}`].filter(Boolean).join(" ");
    return each.dose && each.dose_from ? `${words} (${this.texts.worked} ${each.dose_from})` : words;
  }

  private advice(each: Recommendation): HTMLElement {
    const said = JSON.stringify(each);
    const before = this.kept.get(each.id);
    if (before?.said === said) return before.item;
    const item = this.newAdvice(each);
    this.kept.set(each.id, { said, item });
    return item;
  }

  private newAdvice(each: Recommendation): HTMLElement {
    const more = this.missing(each.needs);
    const dose = this.doseWords(each);
    if (each.status === "advised" && dose) more.push(element("p", { class: "dose" }, `${this.texts.dose}: ${dose}`));
    if (each.progress) more.push(element("p", { class: "soft" }, [this.texts.progress[each.progress] ?? each.progress,
      each.timing?.due && `${this.texts.due} ${each.timing.due}`].filter(Boolean).join(", ")));
    if (each.blocked_by && each.blocked_by.length > 0)
      more.push(element("p", { class: "stop" }, `✗ ${this.texts.blockedBy} `, ...each.blocked_by.flatMap((id, index) => [index > 0 ? ", " : "", this.link(id, id)])));
    more.push(...lines("soft", (each.reasons ?? []).map((reason) => `${this.texts.because} ${reason}`)));
    return this.statement(each.id, [each.modality, each.verb, ...each.actions].join(" "), more);
  }

  private statement(id: string, otherwise: string, more: readonly HTMLElement[]): HTMLElement {
    const explained = this.around.explain ? [this.explanation(id)] : [];
    return element("li", { "data-id": id }, this.link(id, wordsOf(id, otherwise)), ...more, ...explained);
  }

  // Asked for when it is opened. It is about this patient: what is said of the next one is made again.
  private explanation(id: string): HTMLElement {
    return opening(this.texts.explain, "explanation", (content) => {
      this.kept.delete(id);
      content.append(element("p", { class: "soft" }, this.texts.asking));
      void this.around.explain?.(id).then((explanation) => {
        content.replaceChildren(...(explanation ? this.explained(explanation) : []));
      });
    });
  }

  private explained(explanation: Explanation): HTMLElement[] {
    const { texts } = this;
    const titled = (title: string, ...content: HTMLElement[]) => [element("h4", {}, title), ...content];
    const obstacles = (explanation.why_not ?? []).map((each) => element("li", {}, `${each.words}: ${each.value}`,
      ...lines("soft", each.because)));
    const turns = explanation.changes.map((turn) => element("li", {},
      element("strong", {}, texts.statuses[turn.answer] ?? turn.answer), ": ",
      turn.smallest.length > 0 ? turn.smallest.slice(0, 5).map((all) => all.map((each) => each.text).join(" + ")).join(" | ") : texts.noChange));
    return [
      ...titled(texts.why, ...lines("", [explanation.why.sentence])),
      ...(obstacles.length > 0 ? titled(texts.whyNot, element("ul", { lang: pathwayLanguage() }, ...obstacles)) : []),
      ...(turns.length > 0 ? titled(texts.changes, element("ul", { lang: pathwayLanguage() }, ...turns)) : []),
      ...(explanation.without_solver ? lines("soft", [texts.withoutSolver]) : []),
      ...(explanation.because ? [element("ul", { class: "tree", lang: pathwayLanguage() }, reasonItem(explanation.because, texts))] : []),
    ];
  }

  private pathItem(node: PathNode): HTMLElement {
    const text = element("span", { class: `value ${node.value}` }, node.id && !node.text ? node.id : node.text, ": ",
      element("strong", {}, node.value.replaceAll("_", " ")));
    const children = [...(node.because?.children ?? []).map((each) => reasonItem(each, this.texts)),
      ...(node.children ?? []).map((each) => this.pathItem(each))];
    if (children.length === 0) return element("li", {}, text);
    const details = element("details", {}, element("summary", {}, text), element("ul", {}, ...children));
    details.open = ["yes", "unknown"].includes(node.value);
    return element("li", {}, details);
  }

  /** What to ask next, the most useful first, and what no longer matters. */
  questions(questions: Questions): HTMLElement[] {
    const { texts } = this;
    const asked = questions.questions.map((each) => element("li", {}, this.question(each)));
    const out = questions.no_longer.map((each) => element("li", { "data-name": each.fact ?? each.parameter ?? "", lang: pathwayLanguage() }, this.nameOf(each)));
    const result = [element("section", { class: "ask" }, element("h3", {}, texts.ask),
      asked.length > 0 ? element("ol", {}, ...asked) : element("p", { class: "soft" }, texts.nothingToAsk))];
    if (out.length > 0) {
      const details = opening(`${texts.noLonger} (${out.length})`, "no_longer", (content) => content.append(element("ul", {}, ...out)));
      result.push(this.remembered(details, "no_longer"));
    }
    return result;
  }

  private nameOf(asked: Asked): string {
    const name = asked.fact ?? asked.parameter ?? "";
    return asked.title || (this.titles.get(name) ?? name);
  }

  private question(asked: Asked): HTMLElement {
    const { fewest, most } = asked.settles ?? { fewest: 0, most: 0 };
    const span = fewest === most ? String(most) : `${fewest} ${this.texts.to} ${most}`;
    const result = button("", () => this.around.show(asked.fact ?? asked.parameter ?? ""));
    result.append(element("span", { lang: pathwayLanguage() }, this.nameOf(asked)), ` (${this.texts.settles} ${span} ${this.texts.of})`);
    return result;
  }
}
