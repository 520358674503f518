// Runs in the patient view: shows what the extension sends, and tells it what the author does.

import { patientHtml } from "../patientHtml.js";
import type { PatientState } from "../patientModel.js";

/** What the author did. */
export type Done =
  | { readonly kind: "ready" | "file" | "save" }
  | { readonly kind: "scenario"; readonly name: string }
  | { readonly kind: "input"; readonly name: string; readonly text: string }
  | { readonly kind: "place"; readonly file: string; readonly line: number; readonly column: number };

declare function acquireVsCodeApi(): { postMessage(message: Done): void };

const editor = acquireVsCodeApi();

function show(state: PatientState): void {
  const focused = document.activeElement?.id ?? "";
  const scrolled = window.scrollY;
  document.body.innerHTML = patientHtml(state);
  if (focused !== "") document.getElementById(focused)?.focus({ preventScroll: true });
  window.scrollTo(0, scrolled);
}

window.addEventListener("message", (event: MessageEvent<PatientState>) => show(event.data));
document.addEventListener("change", (event) => {
  const field = event.target as HTMLInputElement;
  if (field.id === "scenario") editor.postMessage({ kind: "scenario", name: field.value });
  const name = field.dataset["input"];
  if (name !== undefined) editor.postMessage({ kind: "input", name, text: field.value });
});
document.addEventListener("click", (event) => {
  const button = (event.target as HTMLElement).closest("button");
  if (button === null) return;
  const { file, line, column } = button.dataset;
  if (file !== undefined) {
    event.preventDefault(); // a place within a summary does not fold it
    editor.postMessage({ kind: "place", file, line: Number(line), column: Number(column) });
  }
  if (button.id === "file" || button.id === "save") editor.postMessage({ kind: button.id });
});
editor.postMessage({ kind: "ready" });
