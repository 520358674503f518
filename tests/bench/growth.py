#!/usr/bin/env python3
"""How time and memory of each command grow with the size of its input.

Prints a table: for each command and shape of input the seconds and megabytes at 10, 100, 1,000 and 10,000, and the
exponent between the last two sizes that came back: 1 is linear, 2 is quadratic. Called by tools/growth.
"""
import argparse
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time

SIZES = (10, 100, 1000, 10000)


def pathway(*lines):
    return "\n".join(['pathway growth "Growth" { version "1.0.0" }', *lines]) + "\n"


def recommendations(size):
    """Each has a fact and an action of its own; every tenth action is contraindicated by a second fact."""
    facts = [f'fact f{i} "Fact {i}" : number in mmHg within 0 to 300' for i in range(size)]
    actions = [f'action a{i} "Action {i}" drug' for i in range(size)]
    against = [f"  contraindicated a{i} as c{i} {{ when f{i} > 250 mmHg }}" for i in range(0, size, 10)]
    advice = [f"  should give a{i} as r{i} {{ when f{i} > {i % 200} mmHg }}" for i in range(size)]
    return pathway(*facts, *actions, 'section s "S" {', *against, *advice, "}")


def covered(size):
    """Recommendations with a scenario for each."""
    tested = [f'scenario "s{i}" {{ given f{i} = 201 mmHg expect s.r{i} advised }}' for i in range(size)]
    return recommendations(size) + "\n".join(tested) + "\n"


def shared_condition(size):
    """`size` recommendations under one condition of a tenth as many facts."""
    names = [f"f{i}" for i in range(max(2, size // 10))]
    facts = [f'fact {name} "{name}" : yes or no' for name in names]
    actions = [f'action a{i} "Action {i}" drug' for i in range(size)]
    advice = [f"  should give a{i} as r{i} {{ when all_present }}" for i in range(size)]
    return pathway(*facts, "define all_present = " + " and ".join(names), *actions, 'section s "S" {', *advice, "}")


def condition(size):
    names = [f"f{i}" for i in range(size)]
    facts = [f'fact {name} "{name}" : yes or no' for name in names]
    return pathway(*facts, 'action a "A" drug', 'section s "S" { should give a as r0 {', *[f"when {name}" for name in names],
                   "} }")


def chain(size):
    links = [f"define d{i} = not d{i - 1}" for i in range(1, size)]
    return pathway('fact f "F" : yes or no', "define d0 = f", *links,
                   'action a "A" drug', f'section s "S" {{ should give a as r0 {{ when d{size - 1} }} }}')


def arms(size):
    guarded = [f"  {i} when f < {i + 1} mmHg," for i in range(size)]
    return pathway(f'fact f "F" : number in mmHg within 0 to {size + 10}', "define c = choose {", *guarded, "  0 otherwise }",
                   'action a "A" drug', 'section s "S" { should give a as r0 { when c > 5 } }')


def scenarios(size):
    advice = 'fact f "F" : yes or no\naction a "A" drug\nsection s "S" { should give a as r0 { when f } }'
    return pathway(advice, *[f'scenario "s{i}" {{ given f = yes expect s.r0 advised }}' for i in range(size)])


def extends(size):
    advice = 'fact f "F" : yes or no\naction a "A" drug\nsection s "S" { should give a as r0 { when f } }'
    first = 'scenario "s0" { given f = yes expect s.r0 advised }'
    return pathway(advice, first, *[f'scenario "s{i}" extends "s{i - 1}" {{ expect s.r0 advised }}' for i in range(1, size)])


SHAPES = {shape.__name__: shape for shape in
          (recommendations, covered, shared_condition, condition, chain, arms, scenarios, extends)}

NOTHING_KNOWN = json.dumps({"facts": {}})


def commands(file, patient, patients):
    """The name of the row, the shape of its input, the command."""
    rows = []
    for shape in SHAPES:
        rows.append(("check", shape, ["check", file]))
        rows.append(("fmt", shape, ["fmt", "--check", file]))
        rows.append(("test", shape, ["test", file]))
    for shape in ("recommendations", "shared_condition", "condition", "chain", "arms"):
        rows.append(("run", shape, ["run", file, "--facts", patient, "--format", "json"]))
        rows.append(("explain", shape, ["explain", file, "s.r0", "--facts", patient]))
        rows.append(("cohort", shape, ["cohort", file, "--facts", patients]))
        rows.append(("test --coverage", shape, ["test", "--coverage", file]))
        rows.append(("mutate", shape, ["mutate", file]))
        rows.append(("prove", shape, ["prove", file]))
    return rows


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


def exponent(sizes, found):
    known = [(size, each[0]) for size, each in zip(sizes, found) if each and each[0] > 0.02]
    if len(known) < 2:
        return "-"
    (small, before), (large, after) = known[-2:]
    return f"{math.log(after / before) / math.log(large / small):.1f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--program", required=True)
    arguments.add_argument("--only", help="one command, such as `cohort`")
    arguments.add_argument("--limit", type=float, default=60, help="seconds that one run may take")
    arguments.add_argument("--largest", type=int, default=SIZES[-1])
    options = arguments.parse_args()
    sizes = [size for size in SIZES if size <= options.largest]
    print(f"{'command':16} {'input':18}" + "".join(f"{size:>16,}" for size in sizes) + "  exponent")
    with tempfile.TemporaryDirectory() as folder:
        file, patient, patients = (os.path.join(folder, name) for name in ("growth.pathway", "nobody.json", "one.ndjson"))
        with open(patient, "w") as out:
            out.write(NOTHING_KNOWN)
        with open(patients, "w") as out:
            out.write(NOTHING_KNOWN + "\n")
        for name, shape, command in commands(file, patient, patients):
            if options.only and options.only != name:
                continue
            found = []
            for size in sizes:
                with open(file, "w") as out:
                    out.write(SHAPES[shape](size))
                found.append(measured(options.program, command, options.limit))
                if not found[-1]:
                    break
            cells = [f"{each[0]:.2f} s {each[1]:5.0f} MB" if each else f"> {options.limit:.0f} s" for each in found]
            print(f"{name:16} {shape:18}" + "".join(f"{cell:>16}" for cell in cells) + f"  {exponent(sizes, found)}", flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (12 << 30, 12 << 30))
    sys.exit(main())
