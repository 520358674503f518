#!/usr/bin/python3
"""A bulk export of a few hundred patients gives the summary that the same facts give in the program's own format."""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "bench"))
import bulk_export  # noqa: E402

PROGRAM = os.environ["WAYMARK"]
bulk_export.PROGRAM = PROGRAM
HOUSE = ROOT / "tests/golden/sites_fhir/house.pathway"
AT = "2026-11-23T08:30:00Z"
LUPUS = {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/a"},
         "clinicalStatus": {"coding": [{"code": "active"}]},
         "code": {"coding": [{"system": "http://snomed.info/sct", "code": "55464009"}]}}


class BulkExportTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name) / "export"
        self.folder.mkdir()

    def write(self, name, *resources):
        text = "".join((each if isinstance(each, str) else json.dumps(each)) + "\n" for each in resources).encode()
        (self.folder / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)

    def cohort(self, *options, pathway=HOUSE):
        return subprocess.run([PROGRAM, "cohort", pathway, "--facts", self.folder, "--at", AT, "--format", "json",
                               *map(str, options)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def statuses(self, *options):
        rows = self.folder.parent / "rows.ndjson"
        ended = self.cohort("--out", rows, *options)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        return {row["patient"]: row for row in map(json.loads, rows.read_text().splitlines())}

    def test_the_summary_is_that_of_documents(self):
        lines = []
        self.assertEqual(bulk_export.compare(300, lines.append), [], lines)

    def test_files_are_joined_by_patient_whatever_their_order(self):
        self.write("Condition.ndjson.gz", "\t" + json.dumps(LUPUS) + "\r")
        self.write("Observation.1.ndjson", {"resourceType": "Observation", "id": "o", "status": "final",
                                            "subject": {"reference": "https://example.org/fhir/Patient/b"},
                                            "code": {"coding": [{"system": "http://loinc.org", "code": "72166-2"}]},
                                            "effectiveDateTime": "2026-11-20", "valueBoolean": True})
        self.write("Patient.ndjson", "\ufeff" + json.dumps({"resourceType": "Patient", "id": "b"}), "\t", {"resourceType": "Patient", "id": "a"})
        self.write("Practitioner.ndjson", {"resourceType": "Practitioner", "id": "x"})
        rows = self.statuses()
        self.assertEqual(set(rows), {"a", "b"})
        self.assertEqual(rows["a"]["statuses"]["s.hydroxychloroquine"], "advised", rows)
        self.assertEqual(rows["b"]["statuses"]["s.counselling"], "advised", rows)
        self.assertEqual(rows["b"]["statuses"]["s.hydroxychloroquine"], "not_advised", rows)

    def test_what_was_not_exported_stays_unknown(self):
        self.write("Patient.ndjson", {"resourceType": "Patient", "id": "a"})
        self.assertEqual(self.statuses()["a"]["statuses"]["s.hydroxychloroquine"], "undetermined")
        self.write("Condition.ndjson")
        self.assertEqual(self.statuses()["a"]["statuses"]["s.hydroxychloroquine"], "not_advised")

    def test_a_line_that_is_no_resource_is_named(self):
        self.write("Patient.ndjson", {"resourceType": "Patient", "id": "a"}, "{nothing", "[]",
                   {"resourceType": "Bundle", "entry": []})
        ended = self.cohort()
        self.assertEqual(ended.returncode, 2)
        for line in (2, 3, 4):
            self.assertIn(f"Patient.ndjson:{line}: is no resource of a bulk export", ended.stderr)
        self.assertEqual(self.cohort("--max-rejects", 3).returncode, 0)

    def test_a_folder_without_an_export_is_refused(self):
        ended = self.cohort()
        self.assertEqual(ended.returncode, 2)
        self.assertIn("without *.ndjson", ended.stderr)
        self.write("Patient.ndjson", {"resourceType": "Patient", "id": "a"})
        self.assertEqual(self.cohort("--facts-format", "json").returncode, 2)
        self.assertEqual(self.cohort("--out", self.folder / "Patient.ndjson").returncode, 2)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
