// The languages of the page: a file each.

import { german } from "./texts/de.js";
import { english } from "./texts/en.js";

export type Texts = typeof english;

export const languages: readonly Texts[] = [english, german];

/** The words that the page has itself, before another language takes their place. */
const own = new Map<Element, string>();

/** Where a word stands that is not made here; of a part of the document in its heading and in the contents. */
function placesOf(key: string): string {
  const places: Readonly<Record<string, string>> = {
    words: "details.picture details > summary",
    said: "table.beside thead th:first-child",
    advised: "table.beside thead th:last-child",
  };
  return places[key] ?? `#${key}-h, nav a[href="#${key}"]`;
}

/** Puts the page's own words into a language; what has no words there stays in English. */
export function speak(texts: Texts): void {
  for (const [place, before] of own) {
    place.textContent = before;
    place.removeAttribute("lang");
  }
  for (const [key, word] of Object.entries(texts.page)) {
    for (const place of document.querySelectorAll(placesOf(key))) {
      if (!own.has(place)) own.set(place, place.textContent ?? "");
      place.textContent = word;
      place.setAttribute("lang", texts.language);
    }
  }
}

/** That which the browser asks for, where the page has it. */
export function firstLanguage(): Texts {
  const wanted = navigator.language.slice(0, 2);
  return languages.find((each) => each.language === wanted) ?? languages[0]!;
}
