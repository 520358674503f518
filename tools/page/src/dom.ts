// Elements with text in them; nothing here makes markup out of a text.

type Attributes = Readonly<Record<string, string>>;

// What nobody sees, or what would turn the text behind it around.
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A text of others as it may be shown. */
export function shown(text: string): string {
  return text.replace(unseen, "\ufffd");
}

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const result = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) result.setAttribute(key, shown(value));
  result.append(...children.map((each) => (typeof each === "string" ? shown(each) : each)));
  return result;
}

/** The language of the pathway, and of what its engine says. */
export function pathwayLanguage(): string {
  return document.documentElement.lang;
}

export function choice(options: readonly (readonly [value: string, text: string])[], attributes: Attributes) {
  return element("select", attributes, ...options.map(([value, text]) => element("option", { value }, text)));
}

export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const result = element("button", { type: "button", ...attributes }, text);
  result.addEventListener("click", act);
  return result;
}

/** Details whose content is made when they are opened. */
export function opening(title: string, className: string, make: (content: HTMLElement) => void): HTMLDetailsElement {
  const content = element("div");
  const result = element("details", { class: className }, element("summary", {}, title), content);
  let isMade = false;
  result.addEventListener("toggle", () => {
    if (!result.open || isMade) return;
    isMade = true;
    make(content);
  });
  return result;
}

/** The place in the document of advice, or of a table, as `waymark doc` writes it. */
export function placeOf(prefix: string, id: string): string {
  let result = prefix;
  for (const byte of new TextEncoder().encode(id)) {
    const letter = String.fromCharCode(byte);
    result += /[A-Za-z0-9._-]/.test(letter) ? letter : `~${byte}`;
  }
  return result;
}
