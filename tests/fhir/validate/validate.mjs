// Holds documents against FHIR R4: node validate.mjs FILE...
// Each FILE has a resource, a Bundle, or the cards of a service, whose suggestions are looked at. The package `fhir`
// knows the elements, their cardinality and required codes; the invariants of the specification for what is written
// here are evaluated as FHIRPath.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { Fhir } = require("fhir");
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");

// By the type they are for; "*" for all. The names are those of the specification.
const invariants = {
  "*": {
    "ele-1": "descendants().all(hasValue() or (children().count() > id.count()))",
    "dom-2": "contained.contained.empty()",
    "qty-3": "descendants().where(value.exists() and code.exists()).all(system.exists())",
    "rng-2": "descendants().where(low.exists() and high.exists() and low.code = high.code).all(low.value <= high.value)",
    "tim-1": "descendants().where(periodUnit.exists() or durationUnit.exists()).all(duration.empty() or durationUnit.exists())",
    "tim-2": "descendants().where(frequency.exists()).all(period.empty() or periodUnit.exists())",
    "tim-5": "descendants().where(periodUnit.exists()).all(period.empty() or period >= 0)",
    "tim-6": "descendants().where(periodMax.exists()).all(period.exists())",
    "reference": "descendants().reference.ofType(string).all($this.matches('^(urn:uuid:[0-9a-f-]{36}|[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64})$'))",
    "id": "id.empty() or id.matches('^[A-Za-z0-9.-]{1,64}$')",
  },
  Bundle: {
    "bdl-7": "entry.fullUrl.isDistinct()",
    "bdl-5": "entry.all(resource.exists())",
    "bdl-8": "entry.all(fullUrl.contains('/_history/').not())",
    "full-url-is-id": "entry.all(fullUrl = 'urn:uuid:' + resource.id)",
    "references-are-there": "entry.resource.descendants().reference.ofType(string).where(startsWith('urn:uuid:')).all($this in %resource.entry.fullUrl)",
  },
  GuidanceResponse: {
    "drq-1": "dataRequirement.codeFilter.all(path.exists() xor searchParam.exists())",
    "module-1": "module.exists() or moduleCanonical.exists() or moduleUri.exists()",
  },
  RequestGroup: {
    "rqg-1": "descendants().where(title.exists()).all(resource.exists() != action.exists())",
  },
  MedicationRequest: { "medication-1": "medication.exists() or medicationCodeableConcept.exists()" },
  ServiceRequest: { "prr-1": "orderDetail.empty() or code.exists()" },
  PlanDefinition: {
    "pdf-0": "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')",
    "canonical": "library.all($this.matches('^urn:[^|]+[|].+$'))",
  },
  ActivityDefinition: { "adf-0": "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')" },
  Library: {
    "lib-0": "name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')",
    "drq-1": "dataRequirement.codeFilter.all(path.exists() xor searchParam.exists())",
  },
};

const engine = new Fhir();
let problems = 0;
const seen = {};

function tell(file, resource, text) {
  problems += 1;
  console.error(`${file}: ${resource.resourceType}/${resource.id ?? ""}: ${text}`);
}

function hold(file, resource) {
  seen[resource.resourceType] = (seen[resource.resourceType] ?? 0) + 1;
  const found = engine.validate(resource, { errorOnUnexpected: true });
  for (const each of found.messages) {
    if (each.severity === "error" || each.severity === "fatal") tell(file, resource, `${each.location}: ${each.message}`);
  }
  for (const kind of ["*", resource.resourceType]) {
    for (const [name, expression] of Object.entries(invariants[kind] ?? {})) {
      const holds = fhirpath.evaluate(resource, expression, { resource }, r4);
      if (holds.length !== 1 || holds[0] !== true) tell(file, resource, `${name}: ${expression}`);
    }
  }
  for (const entry of resource.resourceType === "Bundle" ? resource.entry : []) hold(file, entry.resource);
}

for (const file of process.argv.slice(2)) {
  const document = JSON.parse(readFileSync(file, "utf8"));
  if (document.cards === undefined) {
    hold(file, document);
    continue;
  }
  for (const card of document.cards)
    for (const suggestion of card.suggestions ?? [])
      for (const action of suggestion.actions) hold(file, action.resource);
}
console.log(Object.entries(seen).sort().map(([type, count]) => `${count} ${type}`).join(", "));
process.exit(problems === 0 && Object.keys(seen).length > 0 ? 0 : 1);
