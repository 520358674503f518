"""`tools/distributed/cohort.py` gives what one run of `waymark cohort` gives. Run by ctest; WAYMARK is the program."""

import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WAYMARK = os.environ.get("WAYMARK", str(ROOT / "build" / "waymark"))
PATHWAY = ROOT / "tests" / "golden" / "cohort" / "clinic.pathway"
TOOL = ROOT / "tools" / "distributed" / "cohort.py"
NOW = "2026-11-23T08:30:00Z"
# Ends its worker the first time that it sees the partition, so the work has to be done again.
KILLING_PROGRAM = """#!/bin/bash
if [[ "$*" == *{partition}* && ! -e {marker} ]]; then touch {marker}; kill -9 $PPID; sleep 5; fi
exec {waymark} "$@"
"""


def patient(number: int, chance: random.Random) -> dict:
    """A random patient of the clinic, some facts of whom are missing."""
    facts = {"spo2": chance.randint(70, 100), "causes": chance.sample(["aav", "sle"], chance.randint(0, 2)),
             "stage": chance.choice(["early", "late"]), "controlled": chance.random() < 0.5,
             "since": f"2026-{chance.randint(1, 11):02}-15"}
    return {"patient": f"p-{number}", "facts": {key: facts[key] for key in facts if chance.random() < 0.8}}


class Cohort(unittest.TestCase):
    """Each test has a folder with five partitions of one data set."""

    def setUp(self) -> None:
        self.temporary = tempfile.TemporaryDirectory(prefix="waymark-distributed-")
        self.folder = Path(self.temporary.name)
        chance = random.Random(7)
        lines = [json.dumps(patient(number, chance)) + "\n" for number in range(1000)]
        self.all = self.folder / "all.ndjson"
        self.all.write_text("".join(lines))
        self.parts = self.folder / "parts"
        self.parts.mkdir()
        for part in range(5):
            (self.parts / f"part-{part}.ndjson").write_text("".join(lines[part * 200:part * 200 + 200]))
        packed = self.parts / "part-3.ndjson"
        with gzip.open(self.parts / "part-3.ndjson.gz", "wt") as file:
            file.write(packed.read_text())
        packed.unlink()

    def tearDown(self) -> None:
        self.temporary.cleanup()

    def run_tool(self, *options: str) -> subprocess.CompletedProcess:
        """On a local cluster of two workers."""
        command = [sys.executable, str(TOOL), str(PATHWAY), "--partitions", str(self.parts), "--waymark", WAYMARK,
                   "--now", NOW, *options]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=400)

    def single_run(self, *options: str) -> subprocess.CompletedProcess:
        """The same by one run."""
        command = [WAYMARK, "cohort", str(PATHWAY), "--facts", str(self.all), "--now", NOW, *options]
        return subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=400)

    def test_a_killed_worker_changes_nothing(self) -> None:
        marker = self.folder / "killed"
        program = self.folder / "program"
        program.write_text(KILLING_PROGRAM.format(partition="part-2", marker=marker, waymark=WAYMARK))
        program.chmod(0o755)
        wanted = ("--group-by", "stage", "--where", "spo2 < 95 %")
        found = self.run_tool("--waymark", str(program), "--summary", "found.json", "--rows", "rows", *wanted)
        single = self.single_run("--summary", "single.json", "--out", "single.ndjson", *wanted)
        self.assertTrue(marker.exists(), found.stderr)
        self.assertEqual(found.returncode, single.returncode, found.stderr)
        self.assertEqual(found.stderr, "")
        self.assertEqual(found.stdout, single.stdout)
        self.assertEqual((self.folder / "found.json").read_text(), (self.folder / "single.json").read_text())
        rows = "".join(path.read_text() for path in sorted((self.folder / "rows").iterdir()))
        self.assertEqual(rows, (self.folder / "single.ndjson").read_text())

    def test_a_table_and_options_of_cohort(self) -> None:
        table = self.parts / "part-5.csv"
        table.write_text("spo2,surgery\n84,no\n91,\nnonsense,\n")
        found = self.run_tool("--max-rejects", "1", "--set", "spo2_target=92 %", "--rows", "rows",
                              "--rows-format", "csv", "--format", "json", "--at", NOW)
        self.assertIn("part-5.csv:4:1: spo2: ", found.stderr)
        summary = json.loads(found.stdout)
        self.assertEqual(summary["patients"], 1002)
        self.assertEqual(summary["rejected"], 1)
        last = (self.folder / "rows" / "00006-part-5.csv").read_text().splitlines()
        self.assertTrue(last[0].startswith("patient,care.oxygen,"))
        self.assertTrue(last[1].startswith("part-5.csv:2,advised,"), last[1])

    def test_readings_beside_the_partitions(self) -> None:
        """As many patients are advised the same as where their documents hold the readings."""
        folder = ROOT / "tests" / "golden" / "cohort_readings"
        people = (folder / "people.csv").read_text().splitlines()
        readings = (folder / "readings.txt").read_text().splitlines()
        for number, names in enumerate((("high", "once"), ("nothing", "stroke"))):
            for kind, lines in (("people", people), ("readings", readings)):
                chosen = [line for line in lines[1:] if line.split(",")[0] in names]
                (self.folder / kind).mkdir(exist_ok=True)
                (self.folder / kind / f"part-{number}.csv").write_text("\n".join([lines[0], *chosen]) + "\n")
        command = [sys.executable, str(TOOL), str(folder / "pressure.pathway"), "--waymark", WAYMARK, "--now", NOW,
                   "--partitions", "people", "--readings"]
        found = subprocess.run([*command, "readings"], cwd=self.folder, capture_output=True, text=True, timeout=400)
        single = subprocess.run([WAYMARK, "cohort", str(folder / "pressure.pathway"), "--facts",
                                 str(folder / "same.ndjson")], capture_output=True, text=True, timeout=400)
        self.assertEqual((found.returncode, found.stderr), (0, ""))
        self.assertEqual(found.stdout, single.stdout)
        (self.folder / "readings" / "part-1.csv").unlink()
        missing = subprocess.run([*command, "readings"], cwd=self.folder, capture_output=True, text=True, timeout=400)
        self.assertEqual((missing.returncode, missing.stdout), (2, ""))
        self.assertIn("expected one table of readings for part-1.csv, found 0", missing.stderr)

    def test_a_refused_partition_leaves_nothing(self) -> None:
        with (self.parts / "part-1.ndjson").open("a") as file:
            file.write("nonsense\n")
        before = sorted(path.name for path in self.folder.iterdir())
        found = self.run_tool("--summary", "found.json", "--rows", "rows")
        self.assertEqual(found.returncode, 2)
        self.assertEqual(found.stdout, "")
        self.assertIn("part-1.ndjson:201:2: ", found.stderr)
        self.assertIn("part-1.ndjson was refused (exit code 2); nothing is written", found.stderr)
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), before)

    def address_in(self, about: Path) -> str:
        """Of a scheduler that begins to write the file some time."""
        for _ in range(1200):
            try:
                return json.loads(about.read_text())["address"]
            except (FileNotFoundError, json.JSONDecodeError):  # not there, or not whole
                time.sleep(0.1)
        raise AssertionError("the scheduler does not say where it is")

    def test_a_scheduler_that_is_there(self) -> None:
        about = self.folder / "scheduler.json"
        common = ["--scheduler-file", str(about), "--no-dashboard"]
        started = [subprocess.Popen(["dask-scheduler", "--host", "127.0.0.1", "--port", "0", *common],
                                    cwd=self.folder, stderr=subprocess.DEVNULL),
                   subprocess.Popen(["dask-worker", "--host", "127.0.0.1", "--nworkers", "2", "--nthreads", "1", *common],
                                    cwd=self.folder, stderr=subprocess.DEVNULL)]
        try:
            address = self.address_in(about)
            found = self.run_tool("--scheduler", address, "--summary", "found.json")
        finally:
            for program in reversed(started):
                program.terminate()
            for program in reversed(started):
                program.wait(timeout=60)
        self.assertEqual(found.returncode, self.single_run("--summary", "single.json").returncode, found.stderr)
        self.assertEqual((self.folder / "found.json").read_text(), (self.folder / "single.json").read_text())

    def test_wrong_calls(self) -> None:
        for options, message in ((("--partitions", "nowhere"), "nowhere: No such file"),
                                 (("--waymark", "nowhere"), "nowhere: there is no such program"),
                                 (("--workers", "0"), "--workers: expected 1 or more"),
                                 (("--rows", "parts"), "parts: is there already")):
            found = self.run_tool(*options)
            self.assertEqual((found.returncode, found.stdout), (2, ""))
            self.assertIn(message, found.stderr)
            self.assertNotIn("Traceback", found.stderr)

    def test_the_documentation(self) -> None:
        """Its commands, as they stand there, where a clone would be."""
        clone = self.folder / "clone"
        (clone / "build").mkdir(parents=True)
        for name in ("tools", "pathways", "stdlib"):
            (clone / name).symlink_to(ROOT / name)
        (clone / "build" / "waymark").symlink_to(WAYMARK)
        page = (ROOT / "docs" / "distributed.md").read_text()
        (clone / "patients.ndjson").write_text('{"facts": {"spo2": 84}}\n' * 40)
        for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL):
            if "SCHEDULER" in block or "apt-get" in block:
                continue
            done = subprocess.run(["bash", "-e", "-c", block], cwd=clone, capture_output=True, text=True,
                                  timeout=400)
            self.assertEqual(done.returncode, 0, block + done.stderr)
        self.assertEqual(json.loads((clone / "summary.json").read_text())["patients"], 40)


if __name__ == "__main__":
    unittest.main(verbosity=1)
