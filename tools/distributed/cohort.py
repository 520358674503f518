#!/usr/bin/python3
"""`waymark cohort` over the partitions of a data set, on a Dask cluster. See docs/distributed.md."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional, Sequence, Tuple

EXIT_FINE, EXIT_NO, EXIT_UNUSABLE = 0, 1, 2
EXAMPLE = """example:
  tools/distributed/cohort.py pathways/dah --partitions patients/ --summary summary.json
"""
PATIENT_FILES = (".ndjson", ".csv", ".ndjson.gz", ".csv.gz")
# Exit code, messages and the summary of one partition; the files of one attempt stay in their own folder.
Answer = Tuple[int, str, str, str]


class Unusable(Exception):
    """What was asked for cannot be done; the text says why."""


def evaluate(command: Sequence[str], partition: str, work: str, rows_name: Optional[str]) -> Answer:
    """Runs on a worker. Each attempt has a folder of its own, so that one cut off spoils nothing."""
    attempt = Path(work) / uuid.uuid4().hex
    attempt.mkdir()
    options = ["--facts", partition, "--part", Path(partition).name, "--summary", str(attempt / "summary.json")]
    rows = str(attempt / rows_name) if rows_name else ""
    if rows:
        options += ["--out", rows]
    try:
        done = subprocess.run([*command, *options], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        return EXIT_UNUSABLE, f"{command[0]}: {error.strerror}\n", "", ""
    return done.returncode, done.stderr, str(attempt / "summary.json"), rows


def current_moment() -> str:
    """The same for all partitions, whenever each of them is evaluated."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def parse(arguments: Optional[Sequence[str]]) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(
        description="Evaluate the partitions of a data set on a Dask cluster and add up their summaries",
        epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    parser.add_argument("pathway", help="a folder or a .pathway file")
    parser.add_argument("--partitions", nargs="+", required=True, metavar="PATH",
                        help="files of patients in their order, or folders of them, in the order of names")
    parser.add_argument("--readings", metavar="FOLDER", help="for each partition a table of its name")
    parser.add_argument("--summary", metavar="FILE", help="write the merged summary as JSON")
    parser.add_argument("--rows", metavar="FOLDER", help="write the statuses, a file a partition; a new folder")
    parser.add_argument("--rows-format", choices=("ndjson", "csv"), default="ndjson", help="of --rows")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to print the summary")
    parser.add_argument("--workers", type=int, default=2, help="of the local cluster (2)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="an existing one, as tcp://host:8786")
    parser.add_argument("--work", metavar="FOLDER", help="for files in between, shared by all machines")
    parser.add_argument("--waymark", default="build/waymark", metavar="PROGRAM", help="build/waymark")
    parser.add_argument("--at", metavar="TIME", help="the moment of the evaluation, in place of each patient's own")
    parser.add_argument("--now", metavar="TIME", default=current_moment(),
                        help="the moment of those who do not say when; by default that of the start, for all partitions")
    parser.add_argument("--threads", type=int, default=1, help="of each partition's run (1)")
    for option in ("--where", "--group-by", "--max-rejects", "--stdlib"):
        parser.add_argument(option, help="as of waymark cohort")
    parser.add_argument("--set", action="append", default=[], metavar="PARAMETER=VALUE", help="may be repeated")
    return parser.parse_args(arguments)


def is_patient_file(path: Path) -> bool:
    """Whether a file of a folder holds patients, by its name."""
    return path.is_file() and not path.name.startswith(".") and path.name.endswith(PATIENT_FILES)


def partitions_of(paths: Sequence[str]) -> list[Path]:
    """The files, in the order in which they are merged."""
    found: list[Path] = []
    for path in map(Path, paths):
        found += sorted(filter(is_patient_file, path.iterdir())) if path.is_dir() else [path]
    if not found:
        raise Unusable("there is no partition: expected files that end in " + ", ".join(PATIENT_FILES))
    for path in found:
        if not path.is_file():
            raise Unusable(f"{path}: No such file")
    return [path.absolute() for path in found]


def readings_of(partitions: list[Path], folder: Optional[str]) -> list[Optional[str]]:
    """For each partition the table beside it, which has its name up to the first dot."""
    if folder is None:
        return [None] * len(partitions)
    found: list[Optional[str]] = []
    for partition in partitions:
        stem = partition.name.split(".")[0]
        tables = sorted(path for path in Path(folder).glob(stem + ".*") if is_patient_file(path))
        if len(tables) != 1:
            raise Unusable(f"{folder}: expected one table of readings for {partition.name}, found {len(tables)}")
        found.append(str(tables[0].absolute()))
    return found


def command_of(options: argparse.Namespace) -> list[str]:
    """What each worker runs, but for the partition. All are evaluated at the same moment."""
    command = [program_of(options), "cohort", os.path.abspath(options.pathway)]
    command += ["--now", options.now, "--threads", str(options.threads), "--color", "never"]
    for name in ("at", "where", "group_by", "max_rejects"):
        if getattr(options, name) is not None:
            command += ["--" + name.replace("_", "-"), getattr(options, name)]
    if options.stdlib:
        command += ["--stdlib", os.path.abspath(options.stdlib)]
    for assignment in options.set:
        command += ["--set", assignment]
    return command


def program_of(options: argparse.Namespace) -> str:
    """The program's absolute path: workers may run in other folders."""
    program = shutil.which(options.waymark)
    if not program:
        raise Unusable(f"{options.waymark}: there is no such program; build it, or name it by --waymark")
    return os.path.abspath(program)


def answers_of(options: argparse.Namespace, partitions: list[Path], readings: list[Optional[str]],
               work: Path) -> list[Answer]:
    """Runs all partitions; stops at the first, in their order, that is refused."""
    import dask
    from distributed import Client, LocalCluster

    command = command_of(options)
    dask.config.set({"distributed.worker.daemon": True})
    cluster = None if options.scheduler else LocalCluster(
        n_workers=options.workers, threads_per_worker=1, processes=True, host="127.0.0.1",
        scheduler_port=0, dashboard_address=None, local_directory=str(work), silence_logs=50)
    try:
        with Client(options.scheduler or cluster) as client:
            futures = [client.submit(evaluate, command + (["--readings", beside] if beside else []),
                                     str(partition), str(work),
                                     "rows." + options.rows_format if options.rows else None, pure=False)
                       for partition, beside in zip(partitions, readings)]
            return [checked(future.result(), partition) for future, partition in zip(futures, partitions)]
    finally:
        if cluster:
            cluster.close()


def checked(answer: Answer, partition: Path) -> Answer:
    """The answer, where it is one; its messages are passed on."""
    sys.stderr.write(answer[1])
    if answer[0] not in (EXIT_FINE, EXIT_NO):
        raise Unusable(f"the partition {partition} was refused (exit code {answer[0]}); nothing is written")
    return answer


def place_rows(answers: list[Answer], partitions: list[Path], options: argparse.Namespace, work: Path) -> None:
    """All rows appear at once, by renaming their folder."""
    staged = work / "rows"
    staged.mkdir()
    for number, (answer, partition) in enumerate(zip(answers, partitions), 1):
        stem = partition.name.split(".")[0]
        os.rename(answer[3], staged / f"{number:05}-{stem}.{options.rows_format}")
    os.rename(staged, options.rows)


def merge(answers: list[Answer], options: argparse.Namespace) -> int:
    """Adds up in the order of the partitions, and prints."""
    command = [program_of(options), "cohort", "--format", options.format]
    if options.summary:
        command += ["--summary", options.summary]
    return subprocess.run([*command, "--merge", *(answer[2] for answer in answers)],
                          stderr=sys.stderr).returncode


def run(options: argparse.Namespace) -> int:
    """The whole command; its exit code."""
    partitions = partitions_of(options.partitions)
    readings = readings_of(partitions, options.readings)
    if options.workers < 1:
        raise Unusable("--workers: expected 1 or more")
    if options.rows and os.path.lexists(options.rows):
        raise Unusable(f"{options.rows}: is there already; --rows makes a new folder")
    beside = Path(options.rows or options.summary or "x").absolute().parent
    with tempfile.TemporaryDirectory(prefix=".waymark-cohort-", dir=options.work or beside) as folder:
        work = Path(folder)
        answers = answers_of(options, partitions, readings, work)
        code = merge(answers, options)
        if options.rows and code in (EXIT_FINE, EXIT_NO):
            place_rows(answers, partitions, options, work)
        return code


def keep_messages_apart() -> None:
    """What workers write as they go down is of no use to anybody; messages of this program still arrive."""
    sys.stderr = os.fdopen(os.dup(2), "w", buffering=1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs the command; every refusal is a sentence and exit code 2."""
    keep_messages_apart()
    try:
        return run(parse(arguments))
    except KeyboardInterrupt:
        print("cohort.py: interrupted; nothing is written", file=sys.stderr)
        return 130
    except ImportError as error:
        print(f"cohort.py: {error}; install python3-distributed and use /usr/bin/python3", file=sys.stderr)
    except (Unusable, OSError) as error:
        print(f"cohort.py: {error}", file=sys.stderr)
    except Exception as error:  # of the cluster: a partition whose workers die again and again
        print(f"cohort.py: the cluster gave up: {error}; nothing is written", file=sys.stderr)
    return EXIT_UNUSABLE


if __name__ == "__main__":
    sys.exit(main())
