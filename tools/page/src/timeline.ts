// What happened when, and what changed then: the document of `waymark replay`.

import { element, pathwayLanguage, placeOf } from "./dom.js";
import type { Json, PatientDocument, Replay } from "./engine.js";
import type { Texts } from "./texts.js";
import { wordsOf } from "./result.js";

/** Whether anything in the record has a time. */
export function hasTimes(patient: PatientDocument): boolean {
  const isTimed = (json: Json): boolean => {
    if (typeof json === "string") return /^\d{4}-\d\d-\d\dT/.test(json);
    if (typeof json !== "object" || json === null) return false;
    return (Array.isArray(json) ? (json as readonly Json[]) : Object.values(json as Record<string, Json>)).some(isTimed);
  };
  return Object.values(patient.facts).some(isTimed);
}

type Moment = Replay["moments"][number];

type Titles = ReadonlyMap<string, string>;

// A reading by the title of its fact; anything else as the engine says it.
function causeWords(cause: Readonly<Record<string, string>>, titles: Titles): string {
  const title = (name: string) => titles.get(name) ?? name;
  return Object.entries(cause).map(([kind, text]) =>
    kind === "value" ? text : kind === "reading" || kind === "event" ? `${title(text)}:` : `${kind}: ${title(text)}`).join(" ");
}

function changeItem(change: Moment["changes"][number], texts: Texts): HTMLElement {
  const word = (state: { readonly status: string; readonly progress?: string }) =>
    [texts.statuses[state.status] ?? state.status, state.progress && (texts.progress[state.progress] ?? state.progress)].filter(Boolean).join(", ");
  const link = element("a", { href: `#${placeOf("a-", change.id)}`, lang: pathwayLanguage() }, wordsOf(change.id, change.id));
  const before = change.from ? `${word(change.from)} → ` : "";
  return element("li", { class: `value ${change.to.status}` }, link, ": ", before, element("strong", {}, word(change.to)));
}

function row(moment: Moment, isFirst: boolean, titles: Titles, texts: Texts): HTMLElement {
  const changes = isFirst ? moment.changes.filter((each) => each.to.status !== "not_advised") : moment.changes;
  const causes = moment.because.map((each) => element("li", { lang: pathwayLanguage() }, causeWords(each, titles)));
  return element("tr", {}, element("th", { scope: "row" }, moment.at.replace("T", " ").replace(/:00Z$/, " UTC")),
    element("td", {}, element("ul", {}, ...causes)), element("td", {}, element("ul", {}, ...changes.map((each) => changeItem(each, texts)))));
}

export function timelineTable(replay: Replay, titles: Titles, texts: Texts): HTMLElement {
  const head = element("tr", {}, ...[texts.time, texts.happened, texts.changed].map((title) => element("th", { scope: "col" }, title)));
  const rows = replay.moments.map((moment, index) => row(moment, index === 0, titles, texts));
  return element("div", { class: "wide", tabindex: "0", role: "group", "aria-label": texts.timeline },
    element("table", {}, element("caption", {}, texts.timeline), element("thead", {}, head), element("tbody", {}, ...rows)));
}
