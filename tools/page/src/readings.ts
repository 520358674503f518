// What a document says of one fact, as a list of readings, and back.

import type { Json } from "./engine.js";
import type { Input } from "./inputs.js";

export interface Reading {
  readonly value: Json;
  readonly time?: string;
  readonly recorded?: string;
}

function isObject(json: Json | undefined): json is { readonly [name: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

function isReading(json: Json, input: Input): boolean {
  if (!isObject(json)) return false;
  const keys = Object.keys(json);
  if (!keys.every((key) => ["value", "time", "recorded"].includes(key)) || !("value" in json)) return false;
  return input.type !== "any_of" || typeof json["value"] === "object";
}

function readingOf(json: Json, input: Input): Reading | undefined {
  if (!isReading(json, input)) return isObject(json) && input.type !== "any_of" ? undefined : { value: json };
  const { value, time, recorded } = json as { value: Json; time?: Json; recorded?: Json };
  return {
    value,
    ...(typeof time === "string" ? { time } : {}),
    ...(typeof recorded === "string" ? { recorded } : {}),
  };
}

/** The readings of a fact; undefined where the form has no fields for what is said. */
export function readingsOf(json: Json | undefined, input: Input): readonly Reading[] | undefined {
  if (json === undefined || json === null) return [];
  const isList = Array.isArray(json) && (input.type !== "any_of" || json.some((each: Json) => isReading(each, input)));
  const list = isList ? (json as readonly Json[]) : [json];
  const readings = list.map((each) => readingOf(each, input));
  return readings.every((each) => each !== undefined) ? (readings as Reading[]) : undefined;
}

/** The shortest document of readings. */
export function documentOf(readings: readonly Reading[]): Json | undefined {
  const written = readings.map(({ value, time, recorded }): Json =>
    time || recorded ? { value, ...(time ? { time } : {}), ...(recorded ? { recorded } : {}) } : value);
  return written.length > 1 ? written : written[0];
}

export interface Amount {
  readonly number: string;
  readonly unit: string;
}

/** The number and the unit of "84 %"; a number alone has the unit of its fact. */
export function amountOf(json: Json, input: Input): Amount | undefined {
  if (typeof json === "number") return { number: String(json), unit: input.unit ?? "" };
  if (typeof json !== "string") return undefined;
  const parts = /^\s*(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)\s*(.*?)\s*$/.exec(json);
  return parts ? { number: parts[1]!, unit: parts[2]! } : undefined;
}

/** "2026-11-23T08:30" of a moment in UTC; undefined where it is none. */
export function localTime(moment: string | undefined): string | undefined {
  if (!moment) return "";
  const time = Date.parse(/^\d{4}-\d\d-\d\d$/.test(moment) ? `${moment}T00:00Z` : moment);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 16);
}

export function momentOf(local: string): string {
  return local === "" ? "" : `${local.slice(0, 16)}:00Z`;
}
