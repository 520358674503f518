// A patient in the part of the address behind #, which no browser sends to a server.

import type { PatientDocument } from "./engine.js";

const mark = "#patient=";
const longest = 1 << 20;

export function addressPart(patient: PatientDocument): string {
  const bytes = new TextEncoder().encode(JSON.stringify(patient));
  let letters = "";
  for (let begin = 0; begin < bytes.length; begin += 4096) letters += String.fromCharCode(...bytes.subarray(begin, begin + 4096));
  return mark + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function isRecord(json: unknown): boolean {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** The patient of an address; undefined where it has none that can be read. */
export function patientOf(hash: string): PatientDocument | undefined {
  if (!hash.startsWith(mark) || hash.length > longest) return undefined;
  try {
    const letters = atob(hash.slice(mark.length).replaceAll("-", "+").replaceAll("_", "/"));
    const patient = JSON.parse(new TextDecoder().decode(Uint8Array.from(letters, (letter) => letter.charCodeAt(0))));
    return isRecord(patient) && isRecord(patient.facts) && (patient.parameters === undefined || isRecord(patient.parameters)) ? patient : undefined;
  } catch {
    return undefined;
  }
}
