// The patient that is looked at, and those before the last changes.

import type { PatientDocument } from "./engine.js";

export const nobody: PatientDocument = { facts: {} };

const mostSteps = 500;

export class Store {
  private readonly before: PatientDocument[] = [];
  private current: PatientDocument;

  constructor(first: PatientDocument = nobody) {
    this.current = first;
  }

  get patient(): PatientDocument {
    return this.current;
  }

  get canUndo(): boolean {
    return this.before.length > 0;
  }

  /** Whether it is another patient now. */
  set(patient: PatientDocument): boolean {
    if (JSON.stringify(patient) === JSON.stringify(this.current)) return false;
    this.before.push(this.current);
    if (this.before.length > mostSteps) this.before.shift();
    this.current = patient;
    return true;
  }

  undo(): boolean {
    const patient = this.before.pop();
    if (patient) this.current = patient;
    return patient !== undefined;
  }
}
