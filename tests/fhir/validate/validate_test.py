#!/usr/bin/python3
"""What the program writes in FHIR holds as FHIR R4: results, definitions, and the drafts that cards suggest.

WAYMARK names the program; Node and the packages of package-lock.json have to be there (.ci/fhir installs them).
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PROGRAM = os.environ["WAYMARK"]
AT = "2026-11-23T08:30:00Z"
GOLDEN = ROOT / "tests" / "golden"


def printed(*arguments):
    """What the program prints; 1 is an answer, and 2 a refusal, which is a document too."""
    ended = subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if ended.returncode not in (0, 1, 2):
        raise SystemExit(f"{arguments}: exit code {ended.returncode}")
    return ended.stdout


def results():
    for pathway in sorted(path for path in (ROOT / "pathways").iterdir() if path.is_dir()):
        for patient in sorted((pathway / "patients").glob("*.json")):
            yield f"{pathway.name}.{patient.stem}", ("run", pathway, "--facts", patient, "--at", AT, "--format", "fhir")
        yield f"{pathway.name}.definitions", ("export", "plandefinition", pathway)
    for patient in sorted((GOLDEN / "fhir_result").glob("*.json")):
        yield f"course.{patient.stem}", ("run", GOLDEN / "fhir_result/course.pathway", "--facts", patient, "--at", AT,
                                         "--format", "fhir")
    yield "course.definitions", ("export", "plandefinition", GOLDEN / "fhir_result/course.pathway")
    yield "ward.definitions", ("export", "plandefinition", GOLDEN / "fhir_binding/ward.pathway")
    for record in sorted((GOLDEN / "fhir").glob("ward.*.json")):
        if ".out" not in record.name:
            yield f"fhir.{record.stem}", ("run", GOLDEN / "fhir/ward.pathway", "--facts", record, "--at", AT, "--format",
                                          "fhir")


def cards():
    """Of a patient in FHIR, as a service answers them."""
    record = json.loads((GOLDEN / "fhir_result/record.json").read_text())
    patient, *others = (entry["resource"] for entry in record["entry"])
    call = {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {"userId": "Practitioner/1", "patientId": patient["id"]},
            "prefetch": {"patient": patient,
                         "conditions": {"resourceType": "Bundle", "entry": [{"resource": each} for each in others]}}}
    text = (GOLDEN / "fhir_result/course.pathway").read_text().replace("  applies when age_given\n", "")
    with tempfile.TemporaryDirectory() as folder:
        pathway = pathlib.Path(folder) / "course.pathway"
        pathway.write_text(text)
        serving = subprocess.Popen([PROGRAM, "serve", str(pathway), "--port", "0"], stderr=subprocess.PIPE, text=True)
        try:
            port = next(found.group(1) for line in serving.stderr if (found := re.search(r"serving at .*:(\d+)$", line)))
            request = urllib.request.Request(f"http://127.0.0.1:{port}/cds-services/course", json.dumps(call).encode(),
                                             {"Content-Type": "application/json"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read().decode()
        finally:
            serving.terminate()
            serving.communicate()


def first(document, type_name):
    return next(entry["resource"] for entry in document["entry"] if entry["resource"]["resourceType"] == type_name)


# Each makes a sound result wrong; what does not notice one of them holds nothing.
MISTAKES = {
    "a reference to nothing": lambda document: first(document, "GuidanceResponse")["result"].update(
        reference="urn:uuid:00000000-0000-8000-8000-000000000000"),
    "an action without a resource": lambda document: first(document, "RequestGroup")["action"][0].pop("resource"),
    "an element that FHIR does not have": lambda document: first(document, "Task").update(urgency=1),
    "no status": lambda document: first(document, "MedicationRequest").pop("status"),
    "an empty element": lambda document: first(document, "MedicationRequest").update(medicationCodeableConcept={}),
    "nobody": lambda document: first(document, "ServiceRequest").pop("subject"),
    "a period without a unit": lambda document: first(document, "ServiceRequest").update(
        occurrenceTiming={"repeat": {"frequency": 1, "period": 6}}),
    "a code without a system": lambda document: first(document, "ServiceRequest").update(
        quantityQuantity={"value": 1, "unit": "L", "code": "L"}),
    "another intent": lambda document: first(document, "Task").update(intent="order me"),
    "another address": lambda document: document["entry"][0].update(fullUrl="urn:uuid:1"),
}


def unnoticed(folder):
    """The mistakes that are not noticed in the result of a patient."""
    result = []
    for name, make in MISTAKES.items():
        document = json.loads(printed("run", GOLDEN / "fhir_result/course.pathway", "--facts",
                                      GOLDEN / "fhir_result/all.json", "--at", AT, "--format", "fhir"))
        make(document)
        file = folder / "mistake.json"
        file.write_text(json.dumps(document))
        if subprocess.run(["node", HERE / "validate.mjs", file], capture_output=True).returncode == 0:
            result.append(name)
    return result


def main():
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, arguments in results():
            files.append(pathlib.Path(folder) / f"{name}.json")
            files[-1].write_text(printed(*arguments))
        files.append(pathlib.Path(folder) / "cards.json")
        files[-1].write_text(cards())
        print(f"{len(files)} documents", flush=True)
        if subprocess.run(["node", HERE / "validate.mjs", *files]).returncode:
            return 1
        passed_over = unnoticed(pathlib.Path(folder))
        print(f"{len(MISTAKES)} mistakes, not noticed: {', '.join(passed_over) or 'none'}")
        return len(passed_over)


if __name__ == "__main__":
    sys.exit(main())
