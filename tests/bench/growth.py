#!/usr/bin/env python3
"""How time and memory of each command grow with the size of its input.

Prints a table: for each command and each shape of its input, at 10, 100, 1,000 and 10,000, the seconds of the
processor, the megabytes, and the exponent since the size before: 1 is linear, 2 is quadratic. Called by tools/growth.
"""
import argparse
import json
import math
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time

import growth_inputs as inputs

SIZES = (10, 100, 1000, 10000)
SHORTEST = 0.02  # seconds: below that, starting the program is most of it

# The command, the shape of its input, and its arguments, in which {...} are the files of growth_inputs.
CASES = [
    *[("check", shape, "check {file}") for shape in inputs.PATHWAYS],
    *[("check", shape, "check {file}") for shape in inputs.MISTAKES],
    *[("check json", shape, "check {file} --format json") for shape in ("unknown_names", "warnings_in_a_line")],
    *[("check sarif", shape, "check {file} --format sarif") for shape in ("unknown_names", "warnings_in_a_line")],
    *[("fmt", shape, "fmt --check {file}") for shape in inputs.PATHWAYS],
    *[("test", shape, "test {file}") for shape in inputs.TESTED],
    *[("test --coverage", shape, "test --coverage {file}") for shape in inputs.TESTED],
    *[("mutate", shape, "mutate {file}") for shape in ("covered", "covered_twice", "scenarios", "extends_given")],
    *[("run", shape, "run {file} --facts {patient}") for shape in inputs.RUN],
    *[("run json", shape, "run {file} --facts {patient} --format json") for shape in inputs.RUN],
    *[("explain", shape, "explain {file} --facts {patient} s.r0") for shape in inputs.RUN],
    *[("explain, all known", shape, "explain {file} --facts {known} s.r0") for shape in ("condition", "ladder", "arms")],
    *[("cohort", shape, "cohort {file} --facts {patients}") for shape in inputs.RUN],
    ("cohort json", "shared_condition", "cohort {file} --facts {patients} --format json"),
    ("cohort", "many_patients", "cohort {file} --facts {patients}"),
    ("cohort --group-by", "many_groups", "cohort {file} --facts {patients} --group-by f --format json"),
    ("run", "problems", "run {file} --facts {patient}"),
    ("run json", "problems", "run {file} --facts {patient} --format json"),
    ("repl", "shared_condition", "repl {file} --script {script}"),
    *[("diff", shape, "diff {file} {other}") for shape in ("recommendations", "shared_condition", "condition")],
    *[("prove", shape, "prove {file}") for shape in ("recommendations", "shared_condition", "condition", "chain", "arms")],
    ("eval", "terms", "eval {expression}"),
]


def measured(program, arguments, limit):
    """Seconds of the processor and the greatest resident megabytes; nothing where the limit was reached."""
    process = subprocess.Popen([program, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + limit
    while True:
        done, _, usage = os.wait4(process.pid, os.WNOHANG)
        if done:
            return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        if time.monotonic() > end:
            process.kill()
            os.wait4(process.pid, 0)
            return None
        time.sleep(0.005)


def exponent(size, found, before):
    """Of the time since the size before; nothing where that took hardly longer than starting the program."""
    if not before or before[1][0] < SHORTEST:
        return ""
    return f"^{math.log(max(found[0], 0.001) / before[1][0]) / math.log(size / before[0]):.1f}"


def written(shape, size, folder):
    """The files of an input, written by a process of its own: what a process had before it became another program
    counts for that one's memory too."""
    with multiprocessing.Pool(1) as pool:
        return pool.apply(inputs.write, (shape, size, folder))


def row(program, shape, command, sizes, limit, folder):
    """Measures one case at each size, until one takes too long."""
    cells, before = [], None
    for size in sizes:
        files = written(shape, size, folder)
        arguments = [part.format(**files) for part in command.split()]
        found = measured(program, arguments, limit)
        if not found:
            cells.append(f"> {limit:.0f} s")
            break
        cells.append(f"{found[0]:.2f} s {found[1]:5.0f} MB {exponent(size, found, before):5}")
        before = (size, found)
    return cells


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--only", help="the cases of one command, such as `cohort`")
    arguments.add_argument("--shape", help="the cases of one shape, such as `condition`")
    arguments.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    arguments.add_argument("--largest", type=int, default=SIZES[-1])
    arguments.add_argument("--sizes", help="in place of 10, 100, 1000, 10000: such as 100,200,400,800")
    options = arguments.parse_args()
    sizes = [int(each) for each in options.sizes.split(",")] if options.sizes else SIZES
    sizes = [size for size in sizes if size <= options.largest]
    print(f"{'command':19} {'input':19}" + "".join(f"{size:>14,}{'':9}" for size in sizes))
    with tempfile.TemporaryDirectory() as folder:
        for name, shape, command in CASES:
            if options.only not in (None, name) or options.shape not in (None, shape):
                continue
            cells = row(options.program, shape, command, sizes, options.limit, folder)
            print(f"{name:19} {shape:19}" + "".join(f"{cell:>23}" for cell in cells), flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    sys.exit(main())
