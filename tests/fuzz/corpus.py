#!/usr/bin/env python3
"""Makes what fuzzing begins with out of the golden files: a folder of inputs and a dictionary for each target.

Called by tools/fuzz: corpus.py FOLDER gives FOLDER/TARGET/ and FOLDER/TARGET.dict. With a number behind it, a target
that has more inputs begins with so many of them, which lie evenly among all.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
FORMS = GOLDEN / "prove" / "forms.pathway"
LARGEST = 4096


def text(path):
    return path.read_text(encoding="utf-8", errors="surrogateescape")


def golden(pattern):
    return [text(path) for path in sorted(GOLDEN.rglob(pattern)) if path.is_file() and ".out" not in path.name]


def pathways():
    return [each for each in golden("*.pathway") if len(each) <= LARGEST] + [text(FORMS)]


def expressions():
    asked = [line.split("=>")[0].strip() for each in golden("*.eval") for line in each.splitlines() if "=>" in line]
    return asked + re.findall(r'define \w+ "[^"]*"(?: : .*?)? =\s+(.*)', text(FORMS))


# Of the facts in `forms.pathway`: each in the ways in which it can be given.
PATIENTS = [
    {"facts": {}},
    {"patient": "p-1", "at": "2026-11-23T08:30:00Z", "facts": {"a": True, "b": False, "c": None, "count": 3}},
    {"facts": {"x": 2.5, "y": {"value": 70.5, "unit": "kg"}, "temperature": "101.3 degF", "level": "mild"}},
    {"facts": {"causes": ["red", "blue"], "other_level": "severe", "begun": "2026-01-31", "surgery": False}},
    {"facts": {"causes": {"red": True, "green": False}, "ended": "2024-02-29", "surgery": "2026-11-01T00:00+01:00"}},
    {"facts": {"lactate": [{"value": 4.1, "time": "2026-11-23T07:00:00Z"},
                           {"value": 2, "unit": "mmol/L", "time": "2026-11-23T08:00:00Z"}],
               "old": {"value": True, "time": "2026-10-01"}},
     "parameters": {"limit": 3, "fixed": {"value": 2000, "unit": "ug"}}},
    {"facts": {"admitted": "2026-11-22T23:00:00-05:00", "seen": "2026-11-23"}, "parameters": {"limit": "4 mg"}},
]

TABLES = [
    "patient,a,b,x,level,causes\np-1,yes,no,2.5,mild,red;blue\np-2,,true,5 mg,none,none\n",
    "patient,at,x [ug],y,count,temperature,lactate\n1,2026-11-23T08:30:00Z,2500,70,3,38.5,\n2,,3e3,0.07 t,20,101 degF,2\n",
    "a,causes.red,causes.green,begun,ended,admitted,surgery,limit\n"
    "yes,yes,no,2026-01-31,,2026-11-22T23:00Z,2026-11-01,4\n\"no\",,,\"2024-02-29\",2026-11-23,,false,\n",
]


def units():
    table = re.findall(r'\{"([^"]+)", "([^"]+)", "[^"]+"\}', text(ROOT / "tests" / "lang" / "ucum_test.cpp"))
    return [code for pair in table for code in pair]


def documents():
    return [json.dumps(each) for each in PATIENTS] + [each for each in golden("*.json") if len(each) <= LARGEST]


def records():
    inputs = [path for pattern in ("*.json", "*.binding") for path in sorted((GOLDEN / "fhir").glob(pattern)) +
              sorted((GOLDEN / "fhir_binding").rglob(pattern))]
    return [text(path) for path in inputs if ".out" not in path.name]


# Of the ward in fuzz_service.cpp: what was searched, and what was not.
CALL = {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/9", "patientId": "p-1", "encounterId": "e-1"}}


def observed(value):
    return {"resourceType": "Observation", "id": "o", "status": "final", "effectiveDateTime": "2026-11-23T08:00:00Z",
            "code": {"coding": [{"system": "http://loinc.org", "code": "59408-5"}]},
            "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": "%"}}


def bundle(*resources, **more):
    return {"resourceType": "Bundle", "entry": [{"resource": each} for each in resources], **more}


def calls():
    patient = {"resourceType": "Patient", "id": "p-1", "gender": "male"}
    some = [{}, {"patient": patient, "observations": bundle(observed(85)), "procedures": bundle()},
            {"patient": None, "observations": {"resourceType": "OperationOutcome"}, "allergies": bundle()},
            {"observations": bundle(observed(95), link=[{"relation": "next", "url": "https://x.org"}])}]
    order = {"resourceType": "MedicationRequest", "status": "draft", "medicationCodeableConcept":
             {"coding": [{"system": "http://www.whocc.no/atc", "code": "J01CA04"}]}}
    signing = {**CALL, "hook": "order-sign", "context": {**CALL["context"], "draftOrders": bundle(order)}}
    feedback = {"feedback": [{"card": CALL["hookInstance"], "outcome": "accepted", "outcomeTimestamp":
                              "2026-11-23T08:30:00Z", "acceptedSuggestions": [{"id": CALL["hookInstance"]}]}]}
    return [json.dumps(each) for each in [*({**CALL, "prefetch": prefetch} for prefetch in some),
                                          {**signing, "prefetch": some[1]}, feedback]]


def tables():
    return TABLES + golden("*.csv")


def lines():
    return ["\n".join(json.dumps(each) for each in PATIENTS)] + golden("*.ndjson")


def sessions():
    """Requests to the document of fuzz_lsp.cpp, those that are about a place and those that are not; and framing."""
    methods = re.findall(r'Method\{"([^"]+)", Subject::(\w+)', text(ROOT / "tools" / "language_server" / "methods.cpp"))
    of = {"textDocument": {"uri": "file:///folder/a.pathway"}}
    at = {"position": {"line": 4, "character": 9}, "newName": "lower", "context": {"includeDeclaration": True}}
    span = {"range": {"start": {"line": 5, "character": 28}, "end": {"line": 5, "character": 31}}}
    more = {"scenario": "low", "name": "low", "coverage": True, "previousResultId": "1", "positions": [at["position"]],
            "options": {"tabSize": 2}}
    asked = [f"{name} {json.dumps({**of, **at, **span, **more})}" for name, _ in methods]
    item = {"uri": "file:///folder/a.pathway", "selectionRange": {"start": {"line": 4, "character": 8}}}
    asked += [f"{name} {json.dumps({'item': item})}" for name, subject in methods if subject == "item"]
    change = {"textDocument": {**of["textDocument"], "version": 2}, "contentChanges": [{**span, "text": "hgih 🫁"}]}
    told = {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change}
    patient = {**of, "patient": {"facts": {"spo2": {"value": 84, "unit": "%"}}}}
    body = json.dumps(told)
    framed = f"Content-Length: {len(body.encode())}\r\n\r\n{body}"
    return asked + [framed, framed + "\n" + "\n".join(asked[:12]), f"waymark/decisionPath {json.dumps(patient)}",
                    'workspace/symbol {"query": "l"}', "workspace/diagnostic {}", "shutdown null\n" + asked[0],
                    "Content-Length: 2\r\n\r\n{}Content-Type: x\r\n\r\ncontent-length: 3\r\n\r\n[1]"]


KEYWORDS = re.findall(r"X\((\w+)\)", text(ROOT / "lang" / "syntax" / "keywords.hpp"))
FACTS = re.findall(r"^(?:fact|parameter) (\w+)", text(FORMS), re.MULTILINE)
SYMBOLS = re.findall(r'WAYMARK_UCUM\("([^"]+)"', text(ROOT / "lang" / "quantity" / "ucum_atoms.def"))
SIGNS = ["{", "}", "(", ")", ":", "=", "!=", "<=", ">=", '"', '"""', "#", "\r\n", "≤", "mg/kg", "'mm[Hg]'", "10^9/L", "%"]
IN_JSON = ["facts", "parameters", "patient", "at", "value", "unit", "time", "true", "false", "null", "red", "mild"]
IN_FHIR = ["resourceType", "Bundle", "entry", "resource", "Observation", "Condition", "Patient", "Procedure", "status",
           "final", "completed", "not-done", "code", "coding", "system", "component", "valueQuantity", "comparator", "<",
           "contained", "reference", "#", "subject", "effectiveDateTime", "effectivePeriod", "issued", "value", "unit",
           "binding fhir for ward {", "observation", "loinc", "refuted is no", "list of conditions is complete", "zone"]
MOMENTS = ["2026-11-23T08:30:00Z", "2024-02-29", "+14:00", "1e-6176", "9999-12-31T23:59:59Z", "-0.0"]

TARGETS = {
    "fmt": (pathways, KEYWORDS + SIGNS),
    "pathway": (pathways, KEYWORDS + SIGNS),
    "facts": (lambda: documents() + lines(), IN_JSON + FACTS + MOMENTS),
    "fhir": (records, IN_FHIR + MOMENTS),
    "service": (calls, IN_FHIR + MOMENTS + ["hook", "hookInstance", "context", "prefetch", "patientId", "draftOrders",
                                            "feedback", "outcome", "overrideReason", "null"]),
    "csv": (tables, IN_JSON + FACTS + MOMENTS),
    "eval": (expressions, KEYWORDS + SIGNS + FACTS + MOMENTS),
    "lsp": (sessions, ["textDocument", "uri", "file:///folder/a.pathway", "position", "line", "character", "range", "start",
                       "end", "-1", "4294967296", "1e9", "null", "[]", "{}", "Content-Length: ", "\r\n\r\n",
                       "$/cancelRequest", "exit", "initialize", "waymark/chooseScenario", "\\ud83e"]),
    "ucum": (units, SYMBOLS + ["{", "}", "10*", "10^", "/", ".", "(", ")", "-1"]),
}


def entry(word):
    """As a line of libFuzzer's dictionaries."""
    return '"' + "".join(chr(c) if 32 <= c < 127 and chr(c) not in '"\\' else f"\\x{c:02X}" for c in word.encode()) + '"\n'


def thinned(inputs, most):
    return inputs if len(inputs) <= most else [inputs[i * len(inputs) // most] for i in range(most)]


def main():
    folder = pathlib.Path(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else sys.maxsize
    for target, (inputs, words) in TARGETS.items():
        (folder / target).mkdir(parents=True, exist_ok=True)
        for number, each in enumerate(thinned(list(inputs()), most)):
            (folder / target / f"{number:04}").write_bytes(each.encode(errors="surrogateescape"))
        (folder / f"{target}.dict").write_text("".join(entry(word) for word in dict.fromkeys(words)))


if __name__ == "__main__":
    main()
