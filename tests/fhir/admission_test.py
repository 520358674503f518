#!/usr/bin/python3
"""An admission of 300 resources gives the statuses that the same facts give in the program's own format.

The admission is made up here, the same each time: a patient with sepsis, their readings every half hour, what was
given, and what has nothing to do with the pathway. A part of it cannot be used, and must change nothing.
"""
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATHWAY = str(ROOT / "pathways" / "sepsis")
AT = datetime.datetime(2026, 11, 23, 8, 30, tzinfo=datetime.timezone.utc)
RESOURCES = 300

# By fact: the code, the unit of UCUM, and from which to which value.
MEASURED = {
    "lactate": ("2524-7", "mmol/L", 1, 6),
    "mean_pressure": ("8478-0", "mm[Hg]", 50, 90),
    "glucose": ("2345-7", "mg/dL", 80, 300),
    "weight": ("29463-7", "kg", 80, 80),
}
LOINC, UCUM, ATC, SNOMED = ("http://loinc.org", "http://unitsofmeasure.org", "http://www.whocc.no/atc",
                            "http://snomed.info/sct")


def written(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def coded(system, code):
    return {"coding": [{"system": "http://example.org/local", "code": "x" + code}, {"system": system, "code": code}]}


class Admission:
    """The same admission twice: as a Bundle and as facts."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.resources = [{"resourceType": "Patient", "id": "p", "gender": "male", "birthDate": "1950-02-28"}]
        self.facts = {"sex": "male", "birth_date": "1950-02-28"}
        self.begin = AT - datetime.timedelta(hours=30)

    def add(self, kind, **content):
        self.resources.append({"resourceType": kind, "id": f"r{len(self.resources)}",
                               "subject": {"reference": "https://example.org/fhir/Patient/p"}, **content})

    def observation(self, code, time, value, unit, **content):
        quantity = {"value": value, "unit": "as the laboratory writes it", "system": UCUM, "code": unit}
        self.add("Observation", **{"status": "final", "code": coded(LOINC, code), "effectiveDateTime": written(time),
                                   "valueQuantity": quantity, **content})

    def measure(self):
        for fact, (code, unit, low, high) in MEASURED.items():
            readings = []
            for step in range(40):
                time = self.begin + datetime.timedelta(minutes=45 * step)
                value = round(self.random.uniform(low, high), 1)
                self.observation(code, time, value, unit)
                readings.append({"value": value, "unit": unit, "time": written(time)})
            self.facts[fact] = readings

    def give(self):
        for fact, code, amount in (("crystalloid_given", "B05BB01", 500), ("vasopressor_begun", "C01CA03", None)):
            given = []
            for step in range(self.random.randrange(4)):
                time = AT - datetime.timedelta(hours=1 + step)
                dose = {"dosage": {"dose": {"value": amount, "system": UCUM, "code": "mL"}}} if amount else {}
                self.add("MedicationAdministration", status="completed", effectiveDateTime=written(time),
                         medicationCodeableConcept=coded(ATC, code), **dose)
                given.append({"value": amount, "unit": "mL", "time": written(time)} if amount else written(time))
            if given:
                self.facts[fact] = given
        if self.random.randrange(2):
            self.add("Procedure", status="completed", code=coded(SNOMED, "30088009"), performedDateTime=written(AT))
            self.facts["cultures_taken"] = written(AT)
        if self.random.randrange(2):
            status = self.random.choice(["active", "refuted"])
            concept = {"coding": [{"code": "active"}]} if status == "active" else None
            verification = {"coding": [{"code": "refuted" if status == "refuted" else "confirmed"}]}
            self.add("Condition", code=coded(SNOMED, "394659003"), verificationStatus=verification,
                     **({"clinicalStatus": concept} if concept else {}))
            self.facts["acute_coronary_syndrome"] = status == "active"

    def add_useless(self):
        """What cannot be used, and what has nothing to do with it."""
        self.observation("2524-7", AT, 9, "mmol/L", status="entered-in-error")
        self.observation("8478-0", AT, 30, "kg")
        self.observation("2345-7", AT, 90000, "mg/dL")
        self.observation("2524-7", AT, 9, "mmol/L", effectiveDateTime="2026-11")
        while len(self.resources) < RESOURCES:
            time = self.begin + datetime.timedelta(minutes=7 * len(self.resources))
            self.observation("3094-0", time, 9, "mg/dL")

    def make(self):
        self.measure()
        self.give()
        self.add_useless()
        self.random.shuffle(self.resources)
        bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": each} for each in self.resources]}
        return bundle, {"patient": "p", "facts": self.facts}


def statuses(document, *options):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(document, file)
        file.flush()
        command = [os.environ["WAYMARK"], "run", PATHWAY, "--facts", file.name, "--at", written(AT), "--format", "json",
                   *options]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    found = {}
    for kind in ("recommendations", "contraindications", "notes"):
        for each in result[kind]:
            found[each["id"]] = each["status"], each.get("progress"), each.get("needs")
    return found, result.get("readings_not_used", [])


def main():
    failures = 0
    for seed in range(12):
        bundle, facts = Admission(seed).make()
        assert len(bundle["entry"]) == RESOURCES, len(bundle["entry"])
        from_fhir, not_used = statuses(bundle)
        from_facts, _ = statuses(facts)
        reasons = sorted(each["reason"] for each in not_used)
        if from_fhir != from_facts:
            failures += 1
            differing = [id for id in from_facts if from_fhir.get(id) != from_facts[id]]
            print(f"seed {seed}: {differing} differ")
        if reasons != ["entered_in_error", "outside_bounds", "partial_time", "wrong_dimension"]:
            failures += 1
            print(f"seed {seed}: not used because of {reasons}")
    return failures


if __name__ == "__main__":
    sys.exit(main())
