// One fact or parameter as a field of the form. "Not known" is a state of each of them.

import { button, choice, element, pathwayLanguage } from "./dom.js";
import type { Json } from "./engine.js";
import { type Input, type Member, titleOf } from "./inputs.js";
import { type Reading, amountOf, documentOf, localTime, momentOf, readingsOf } from "./readings.js";
import type { Texts } from "./texts.js";

export interface Field {
  readonly input: Input;
  readonly root: HTMLElement;
  /** What is given; undefined where it is not known. */
  value(): Json | undefined;
  /** Says beside the field what is wrong with it; nothing where the text is empty. */
  complain(text: string): void;
}

/** A control for one value; undefined where it is not known. */
interface Control {
  readonly root: HTMLElement;
  readonly first: HTMLElement;
  value(): Json | undefined;
}

function yesOrNo(id: string, texts: Texts): HTMLSelectElement {
  return choice([["", texts.notKnown], ["yes", texts.yes], ["no", texts.no]], { id });
}

function truthOf(select: HTMLSelectElement): boolean | undefined {
  return select.value === "" ? undefined : select.value === "yes";
}

function truthControl(id: string, given: Json | undefined, texts: Texts): Control | undefined {
  const select = yesOrNo(id, texts);
  if (given !== undefined && typeof given !== "boolean") return undefined;
  select.value = given === undefined ? "" : given ? "yes" : "no";
  return { root: select, first: select, value: () => truthOf(select) };
}

export function unitWords(unit: string): string {
  return unit.replaceAll("'", "");
}

function unitControl(id: string, input: Input, chosen: string, label: string): HTMLElement {
  const units = [...(input.units ?? [input.unit ?? ""])];
  if (chosen && !units.includes(chosen)) units.push(chosen);
  if (units.length < 2) return element("span", { class: "unit" }, unitWords(units[0] ?? ""));
  const select = choice(units.map((unit) => [unit, unitWords(unit)] as const), { id, "aria-label": label });
  select.value = chosen || units[0]!;
  return select;
}

function numberControl(id: string, input: Input, given: Json | undefined, texts: Texts): Control | undefined {
  const amount = given === undefined ? { number: "", unit: input.unit ?? "" } : amountOf(given, input);
  if (!amount) return undefined;
  const control = element("input", { id, type: "number", step: input.whole ? "1" : "any" });
  control.value = amount.number;
  const unit = unitControl(`${id}-unit`, input, amount.unit, `${texts.unitOf} ${titleOf(input)}`);
  const value = () => {
    if (control.value === "") return undefined;
    if (!input.unit) return Number(control.value);
    return `${control.value} ${unit instanceof HTMLSelectElement ? unit.value : input.unit}`;
  };
  return { root: element("span", {}, control, " ", unit), first: control, value };
}

function oneOfControl(id: string, input: Input, given: Json | undefined, texts: Texts): Control | undefined {
  const members = input.members ?? [];
  if (given !== undefined && !members.some((each) => each.id === given)) return undefined;
  const select = choice([["", texts.notKnown], ...members.map((each) => [each.id, titleOf(each)] as const)], { id });
  select.value = given === undefined ? "" : String(given);
  return { root: select, first: select, value: () => select.value || undefined };
}

// What a list of members, or an object of them, says of one.
function saidOf(given: Json | undefined, member: Member): string | undefined {
  if (given === undefined) return "";
  if (Array.isArray(given)) return given.includes(member.id) ? "yes" : "no";
  const said = (given as Record<string, Json>)[member.id];
  if (said === undefined || said === null) return "";
  return typeof said === "boolean" ? (said ? "yes" : "no") : undefined;
}

function memberRow(id: string, member: Member, select: HTMLElement): HTMLElement {
  return element("p", { class: "member" }, element("label", { for: id, lang: pathwayLanguage() }, titleOf(member)), " ", select);
}

function anyOfControl(id: string, input: Input, given: Json | undefined, texts: Texts): Control | undefined {
  if (typeof given === "string" || typeof given === "number" || typeof given === "boolean") return undefined;
  const selects = (input.members ?? []).map((member) => ({ member, select: yesOrNo(`${id}-${member.id}`, texts) }));
  for (const { member, select } of selects) {
    const said = saidOf(given, member);
    if (said === undefined) return undefined;
    select.value = said;
  }
  const rows = selects.map(({ member, select }) => memberRow(select.id, member, select));
  const value = () => {
    const result: Record<string, boolean> = {};
    for (const { member, select } of selects) {
      const truth = truthOf(select);
      if (truth !== undefined) result[member.id] = truth;
    }
    return Object.keys(result).length > 0 ? result : undefined;
  };
  return { root: element("div", {}, ...rows), first: selects[0]?.select ?? element("span"), value };
}

function timeControl(id: string, input: Input, given: Json | undefined): Control | undefined {
  if (given !== undefined && typeof given !== "string") return undefined;
  const isDate = input.type === "date";
  const control = element("input", { id, type: isDate ? "date" : "datetime-local" });
  const local = isDate ? (given ?? "") : localTime(given);
  if (local === undefined) return undefined;
  control.value = local;
  const value = () => (isDate ? control.value : momentOf(control.value)) || undefined;
  return { root: element("span", {}, control, isDate ? "" : " UTC"), first: control, value };
}

// When it happened, or that it has not.
function eventControl(id: string, input: Input, given: Json | undefined, texts: Texts): Control | undefined {
  const time = timeControl(id, input, given === false ? undefined : given);
  if (!time) return undefined;
  const none = element("input", { id: `${id}-none`, type: "checkbox" });
  none.checked = given === false;
  const label = element("label", { for: none.id }, texts.notHappened);
  return { ...time, root: element("span", {}, time.root, " ", none, " ", label), value: () => (none.checked ? false : time.value()) };
}

function controlOf(id: string, input: Input, given: Json | undefined, texts: Texts): Control | undefined {
  switch (input.type) {
    case "yes_or_no":
      return truthControl(id, given, texts);
    case "number":
      return numberControl(id, input, given, texts);
    case "one_of":
      return oneOfControl(id, input, given, texts);
    case "any_of":
      return anyOfControl(id, input, given, texts);
    case "date":
    case "moment":
      return timeControl(id, input, given);
    case "event":
      return input.unit ? numberControl(id, input, given, texts) : eventControl(id, input, given, texts);
  }
}

/** One reading: a value, and when it was taken. An amount of an event has a time always. */
class Row {
  readonly root: HTMLElement;
  private readonly time: HTMLInputElement;

  constructor(
    private readonly control: Control,
    id: string,
    input: Input,
    private readonly given: Reading | undefined,
    hasTime: boolean,
    texts: Texts,
  ) {
    this.time = element("input", { id: `${id}-time`, type: "datetime-local", "aria-label": `${texts.timeOf} ${titleOf(input)}` });
    this.time.value = localTime(given?.time) ?? "";
    const when = element("details", { class: "when" }, element("summary", {}, texts.when), this.time, " UTC");
    when.open = Boolean(given?.time) || input.type === "event";
    this.root = element("div", { class: "reading" }, control.root, ...(hasTime ? [" ", when] : []));
  }

  get first(): HTMLElement {
    return this.control.first;
  }

  // A moment that a field cannot show to the second is kept as long as it is not edited.
  private moment(): string | undefined {
    if (this.time.value === (localTime(this.given?.time) ?? "")) return this.given?.time;
    return momentOf(this.time.value) || undefined;
  }

  reading(): Reading | undefined {
    const value = this.control.value();
    if (value === undefined) return undefined;
    const time = this.moment();
    const recorded = this.given?.recorded;
    return { value, ...(time ? { time } : {}), ...(recorded ? { recorded } : {}) };
  }
}

class ReadingsField implements Field {
  readonly root: HTMLElement;
  private readonly list = element("div", { class: "readings" });
  private readonly state = element("span", { class: "state" });
  private readonly problem: HTMLElement;
  private readonly rows: Row[] = [];
  private readonly before: string;

  constructor(
    readonly input: Input,
    private readonly id: string,
    private readonly texts: Texts,
    private readonly given: Json | undefined,
    readings: readonly Reading[],
    private readonly isFact: boolean,
  ) {
    for (const each of readings.length > 0 ? readings : [undefined]) this.add(each);
    this.problem = element("p", { class: "problem", id: `${id}-problem`, hidden: "" });
    this.root = this.frame();
    this.before = JSON.stringify(this.typed() ?? null);
    this.root.addEventListener("input", () => this.say());
    this.say();
  }

  value(): Json | undefined {
    const typed = this.typed();
    return JSON.stringify(typed ?? null) === this.before ? this.given : typed;
  }

  complain(text: string): void {
    if (this.problem.hidden === (text === "") && this.problem.textContent === text) return;
    this.problem.hidden = text === "";
    this.problem.textContent = text;
    const first = this.rows[0]?.first;
    if (text) {
      first?.setAttribute("aria-invalid", "true");
      first?.setAttribute("aria-describedby", this.problem.id);
    } else {
      first?.removeAttribute("aria-invalid");
      first?.removeAttribute("aria-describedby");
    }
  }

  private typed(): Json | undefined {
    const readings = this.rows.map((row) => row.reading()).filter((each) => each !== undefined);
    if (this.input.type === "event" && this.input.unit && readings.length > 0)
      return readings.map(({ value, time }) => ({ value, ...(time ? { time } : {}) }));
    return documentOf(readings);
  }

  private add(given: Reading | undefined): void {
    const id = this.rows.length === 0 ? this.id : `${this.id}-${this.rows.length}`;
    const control = controlOf(id, this.input, given?.value, this.texts) ?? controlOf(id, this.input, undefined, this.texts)!;
    const isPlainEvent = this.input.type === "event" && !this.input.unit;
    const row = new Row(control, id, this.input, given, this.isFact && !isPlainEvent, this.texts);
    if (this.rows.length > 0) control.first.setAttribute("aria-label", `${titleOf(this.input)} ${this.rows.length + 1}`);
    this.rows.push(row);
    this.list.append(row.root);
  }

  private frame(): HTMLElement {
    const title = titleOf(this.input);
    const behind = [this.input.within && `(${this.input.within})`, this.input.valid_for && `${this.texts.countsFor} ${this.input.valid_for}`]
      .filter(Boolean).join(", ");
    const more = this.isFact ? [this.another()] : [];
    const parts = [this.list, ...(behind ? [element("span", { class: "soft" }, behind)] : []), this.state, ...more, this.problem];
    const attributes = { class: "field", "data-name": this.input.name };
    if (this.input.type !== "any_of") {
      const label = element("label", { for: this.id, class: "label", lang: pathwayLanguage() }, title);
      return element("div", attributes, label, ...parts);
    }
    return element("fieldset", attributes, element("legend", { lang: pathwayLanguage() }, title), ...parts);
  }

  private another(): HTMLElement {
    const add = () => {
      this.add(undefined);
      this.rows.at(-1)?.first.focus();
    };
    return button("+", add, { class: "more", title: this.texts.another, "aria-label": `${this.texts.another}: ${titleOf(this.input)}` });
  }

  private say(): void {
    const isKnown = this.typed() !== undefined;
    this.root.classList.toggle("not-known", !isKnown);
    this.state.textContent = isKnown ? "" : this.texts.notKnown;
  }
}

// What the form has no fields for stays as it is, and can be taken out.
class WrittenField implements Field {
  readonly root: HTMLElement;
  private isKept = true;

  constructor(
    readonly input: Input,
    private readonly given: Json,
    texts: Texts,
  ) {
    const code = element("code", {}, JSON.stringify(given));
    const remove = button(texts.remove, () => {
      this.isKept = false;
      code.textContent = texts.notKnown;
      remove.remove();
      this.root.dispatchEvent(new Event("input", { bubbles: true }));
    });
    this.root = element("div", { class: "field", "data-name": input.name }, `${titleOf(input)}: `, code, " ", remove);
  }

  value(): Json | undefined {
    return this.isKept ? this.given : undefined;
  }

  complain(): void {}
}

export function fieldOf(input: Input, id: string, texts: Texts, given: Json | undefined, isFact: boolean): Field {
  const readings = readingsOf(given, input);
  const fits = readings?.every((each) => controlOf(id, input, each.value, texts) !== undefined && localTime(each.time) !== undefined);
  if (readings === undefined || !fits) return new WrittenField(input, given ?? null, texts);
  return new ReadingsField(input, id, texts, given, readings, isFact);
}
