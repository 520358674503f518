#!/usr/bin/python3
"""Measures `cohort` on a bulk export of FHIR: tests/bench/bulk_export.py [PATIENTS]

Makes up patients, writes them as a folder of NDJSON files by type of resource and as the program's own documents, evaluates
both, and prints the time, the most memory, and whether the summaries are the same; they have to be. The files stand in
the folder that TMPDIR names. WAYMARK names another program.
"""
import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("WAYMARK", str(ROOT / "build/waymark"))
PATHWAY = str(ROOT / "pathways/sepsis")
AT = datetime.datetime(2026, 11, 23, 8, 30, tzinfo=datetime.timezone.utc)
MEASURED = {"lactate": ("2524-7", "mmol/L", 1, 6), "mean_pressure": ("8478-0", "mm[Hg]", 50, 90),
            "glucose": ("2345-7", "mg/dL", 80, 300), "weight": ("29463-7", "kg", 50, 120)}
LOINC, UCUM, ATC, SNOMED = ("http://loinc.org", "http://unitsofmeasure.org", "http://www.whocc.no/atc",
                            "http://snomed.info/sct")
READINGS = 3


def written(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def coded(system, code):
    return {"coding": [{"system": system, "code": code}]}


class Export:
    """A folder with files by type of resource, and beside it the documents that say the same."""

    def __init__(self, folder, seed):
        self.folder, self.random, self.files, self.count = folder, random.Random(seed), {}, 0
        (folder / "export").mkdir()
        self.documents = (folder / "patients.ndjson").open("w")

    def add(self, kind, patient, **content):
        self.count += 1
        if kind not in self.files:
            self.files[kind] = (self.folder / "export" / f"{kind}.000.ndjson").open("w")
        owner = {} if kind in ("Patient", "Medication") else {"subject": {"reference": f"Patient/{patient}"}}
        json.dump({"resourceType": kind, "id": content.pop("id", f"{kind[0].lower()}{self.count}"), **owner, **content},
                  self.files[kind])
        self.files[kind].write("\n")

    def person(self, number):
        patient, facts = f"p{number}", {}
        born = datetime.date(1930, 1, 1) + datetime.timedelta(days=self.random.randrange(25000))
        facts["birth_date"], facts["sex"] = str(born), self.random.choice(["male", "female"])
        self.add("Patient", patient, id=patient, gender=facts["sex"], birthDate=facts["birth_date"])
        for fact, (code, unit, low, high) in MEASURED.items():
            if self.random.random() < 0.2:
                continue
            facts[fact] = []
            for step in range(READINGS):
                moment = AT - datetime.timedelta(hours=20 - 6 * step)
                value = round(self.random.uniform(low, high), 1)
                self.add("Observation", patient, status="final", code=coded(LOINC, code), effectiveDateTime=written(moment),
                         valueQuantity={"value": value, "system": UCUM, "code": unit})
                facts[fact].append({"value": value, "unit": unit, "time": written(moment)})
        if self.random.random() < 0.3:  # what is not used, and changes nothing
            self.add("Observation", patient, status="entered-in-error", code=coded(LOINC, "2524-7"),
                     effectiveDateTime=written(AT), valueQuantity={"value": 9, "system": UCUM, "code": "mmol/L"})
        if self.random.random() < 0.5:
            self.add("MedicationAdministration", patient, status="completed", effectiveDateTime=written(AT),
                     medicationReference={"reference": "Medication/norepinephrine"})
            facts["vasopressor_begun"] = [written(AT)]
        if self.random.random() < 0.5:
            self.add("Procedure", patient, status="completed", code=coded(SNOMED, "30088009"), performedDateTime=written(AT))
            facts["cultures_taken"] = written(AT)
        json.dump({"patient": patient, "facts": facts}, self.documents)
        self.documents.write("\n")

    def write(self, patients):
        self.add("Medication", None, id="norepinephrine", code=coded(ATC, "C01CA03"))
        for number in range(patients):
            self.person(number)
        for file in [*self.files.values(), self.documents]:
            file.close()


def measured(facts, summary):
    begin = time.monotonic()
    program = subprocess.Popen([PROGRAM, "cohort", PATHWAY, "--facts", facts, "--at", written(AT), "--summary", summary,
                                "--format", "json"], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode not in (0, 1):
        raise SystemExit(f"exit code {program.returncode}")
    return time.monotonic() - begin, used.ru_maxrss / 1000, json.loads(pathlib.Path(summary).read_text())


def compare(patients, tell):
    """The difference between both; empty where there is none."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        export = Export(folder, patients)
        export.write(patients)
        size = sum(file.stat().st_size for file in (folder / "export").iterdir()) / 1e6
        seconds, memory, of_fhir = measured(str(folder / "export"), str(folder / "fhir.json"))
        tell(f"{patients} patients, {export.count} resources, {size:.0f} MB of FHIR: {seconds:.1f} s, {memory:.0f} MB of memory")
        seconds, memory, of_documents = measured(str(folder / "patients.ndjson"), str(folder / "documents.json"))
        tell(f"the same as documents: {seconds:.1f} s, {memory:.0f} MB of memory")
        not_used = of_fhir.pop("readings_not_used", [])
        tell(f"not used: {not_used}")
        # Who are the first that break a property depends on the order.
        for each in of_fhir["properties"] + of_documents["properties"]:
            each.pop("first")
        differing = [key for key in of_documents if of_fhir.get(key) != of_documents[key]]
        if of_fhir["patients"] != patients or [each["reason"] for each in not_used] != ["entered_in_error"]:
            differing.append("counts")
        return differing


def main():
    differing = compare(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, print)
    print(f"these differ: {', '.join(differing)}" if differing else "the summaries are the same")
    return bool(differing)


if __name__ == "__main__":
    sys.exit(main())
