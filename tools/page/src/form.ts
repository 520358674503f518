// The form of a patient: a field for each fact and parameter. Of very many only those that are looked for are there.

import { button, choice, element } from "./dom.js";
import type { Json, PatientDocument, Refusal } from "./engine.js";
import { type Field, fieldOf } from "./field.js";
import { type Case, type Input, type Inputs, titleOf } from "./inputs.js";
import { localTime, momentOf } from "./readings.js";
import { nobody } from "./store.js";
import type { Texts } from "./texts.js";

const mostFields = 150;

interface Place {
  readonly input: Input;
  readonly id: string;
  readonly part: "facts" | "parameters";
}

export class Form {
  readonly root: HTMLFormElement;
  private readonly places: readonly Place[];
  private fields = new Map<Place, Field>();
  private readonly groups = element("div");
  private readonly at: HTMLInputElement;
  private readonly find: HTMLInputElement;
  private most = mostFields;

  constructor(
    inputs: Inputs,
    private readonly cases: readonly Case[],
    private patient: PatientDocument,
    private readonly texts: Texts,
    private readonly changed: (patient: PatientDocument) => void,
  ) {
    const placed = (part: Place["part"], kind: string) => inputs[part].map((input, index): Place => ({ input, id: `${kind}-${index}`, part }));
    this.places = [...placed("facts", "fact"), ...placed("parameters", "parameter")];
    this.at = element("input", { id: "patient-at", type: "datetime-local" });
    this.find = element("input", { id: "patient-find", type: "search", autocomplete: "off" });
    this.root = element("form", { "aria-label": texts.heading, autocomplete: "off" }, ...this.head(), this.groups);
    this.root.addEventListener("input", (event) => this.typed(event));
    this.root.addEventListener("submit", (event) => event.preventDefault());
    this.show(patient);
  }

  /** Fills the form with another patient. */
  show(patient: PatientDocument): void {
    this.patient = patient;
    this.at.value = localTime(patient.at) ?? "";
    this.build();
  }

  /** Leads to the field of a fact, which is brought in if it is not there. */
  lead(name: string): void {
    if (![...this.fields.keys()].some((place) => place.input.name === name)) {
      this.find.value = titleOf(this.places.find((place) => place.input.name === name)?.input ?? { id: name });
      this.build();
    }
    const field = [...this.fields].find(([place]) => place.input.name === name)?.[1];
    field?.root.querySelector<HTMLElement>("input, select")?.focus();
  }

  /** Says at the fields what is wrong with them. */
  complain(problems: Refusal["problems"]): void {
    for (const [{ input, part }, field] of this.fields) {
      const own = problems.filter(({ path }) => isOf(path, part, input.name));
      field.complain(own.map((each) => each.message).join(" "));
    }
  }

  private head(): HTMLElement[] {
    const { texts } = this;
    const line = (label: string, control: HTMLElement) =>
      element("p", { class: "head" }, element("label", { for: control.id }, label), " ", control);
    return [
      line(texts.begin, this.beginnings()),
      line(texts.at, this.at),
      ...(this.places.length > 12 ? [line(texts.find, this.find)] : []),
    ];
  }

  private beginnings(): HTMLSelectElement {
    const select = choice([["", "—"], ["nobody", this.texts.nobody]], { id: "patient-begin" });
    for (const [kind, title] of [["file", this.texts.files], ["scenario", this.texts.scenarios]] as const) {
      const options = this.cases.map((each, index) => [each, index] as const).filter(([each]) => each.kind === kind)
        .map(([each, index]) => element("option", { value: String(index) }, each.name));
      if (options.length > 0) select.append(element("optgroup", { label: title }, ...options));
    }
    select.addEventListener("change", () => {
      const begun = select.value === "nobody" ? nobody : this.cases[Number(select.value)]?.patient;
      if (select.value === "" || !begun) return;
      this.show(begun);
      this.changed(begun);
    });
    return select;
  }

  private wanted(): readonly Place[] {
    const looked = this.find.value.trim().toLowerCase();
    return looked ? this.places.filter(({ input }) => `${titleOf(input)} ${input.name}`.toLowerCase().includes(looked)) : this.places;
  }

  private build(): void {
    const wanted = this.wanted();
    const shown = wanted.slice(0, this.most);
    this.fields = new Map(shown.map((place) => [place, this.field(place)]));
    const groups = (["facts", "parameters"] as const).map((part) => this.group(part, shown.filter((place) => place.part === part)));
    const rest = wanted.length > shown.length ? [button(`${this.texts.showAll} (${wanted.length})`, () => this.showAll(), { class: "all" })] : [];
    this.groups.replaceChildren(...groups.filter((each) => each !== undefined), ...rest);
  }

  private showAll(): void {
    this.most = Infinity;
    this.build();
  }

  private field({ input, id, part }: Place): Field {
    return fieldOf(input, id, this.texts, this.patient[part]?.[input.name], part === "facts");
  }

  private group(part: Place["part"], places: readonly Place[]): HTMLElement | undefined {
    if (places.length === 0) return undefined;
    const roots = places.map((place) => this.fields.get(place)!.root);
    return element("fieldset", { class: "group" }, element("legend", {}, this.texts[part]), ...roots);
  }

  private typed(event: Event): void {
    if (event.target === this.find) return this.build();
    if (event.target instanceof HTMLSelectElement && event.target.id === "patient-begin") return;
    this.patient = this.read();
    this.changed(this.patient);
  }

  // What has no field now stays as it is.
  private read(): PatientDocument {
    const parts = { facts: { ...this.patient.facts }, parameters: { ...this.patient.parameters } } as Record<Place["part"], Record<string, Json>>;
    for (const [{ input, part }, field] of this.fields) {
      const value = field.value();
      if (value === undefined) delete parts[part][input.name];
      else parts[part][input.name] = value;
    }
    const at = this.at.value === (localTime(this.patient.at) ?? "") ? this.patient.at : momentOf(this.at.value) || undefined;
    return {
      ...(this.patient.patient ? { patient: this.patient.patient } : {}),
      ...(at ? { at } : {}),
      facts: parts.facts,
      ...(Object.keys(parts.parameters).length > 0 ? { parameters: parts.parameters } : {}),
    };
  }
}

// "$.facts.spo2[0].value" is of `spo2`.
function isOf(path: string, part: string, name: string): boolean {
  const before = `$.${part}.${name}`;
  return path.startsWith(before) && !/[\w]/.test(path.charAt(before.length)) && path.charAt(before.length) !== "-";
}
