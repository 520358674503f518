#!/usr/bin/python3
"""A command that is given many paths holds one pathway at a time: its memory does not grow with their number."""
import os
import pathlib
import subprocess
import sys
import tempfile

WAYMARK = os.environ["WAYMARK"]
FEW, MANY = 10, 300
COMMANDS = (["check"], ["check", "--format", "json"], ["test"], ["test", "--format", "junit"],
            ["prove", "--only", "Q9"], ["mutate", "--filter", "threshold"])
# Most of it is what it holds, and nothing of it is wrong.
PATHWAY = "\n".join([
    'pathway held "Held" {', '  version "1.0.0"', '  follows guideline', '}',
    'source guideline "A guideline" {', '  section s "S" {', '    statement 1 "All of it."', '  }', '}',
    *[f'fact f{each} "Fact {each}" : yes or no' for each in range(200)],
    'fact level "Level" : number in mg/dL within 0 to 100',
    'action a "A" drug', 'section care "Care" {',
    *[f'  should give a as r{each} {{ when f{each}  cite s.1 }}' for each in range(200)],
    '  should give a as last { when level >= 5 mg/dL  cite s.1 }', '}',
    'scenario "above" { given level = 5 mg/dL  expect care.last advised }',
    'scenario "below" { given level = 4 mg/dL  expect care.last not advised }', ''])


def megabytes(arguments):
    """The most that the program held. What is freed is given back at once, under the address sanitizer too."""
    environment = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1"}
    process = subprocess.Popen([WAYMARK, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    messages = process.stderr.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1), f"{arguments[0]}: {process.returncode}\n{messages[:2000]}"
    return used.ru_maxrss / 1024


def main():
    grows = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "held.pathway"
        path.write_text(PATHWAY)
        for command, *options in COMMANDS:
            few, many = (megabytes([command, *[str(path)] * count, *options]) for count in (FEW, MANY))
            print(f"{' '.join([command, *options]):22} {few:6.1f} MB of {FEW} paths, {many:6.1f} MB of {MANY}")
            if many > few * 1.5:
                grows.append(command)
    return f"grows with the number of paths: {', '.join(grows)}" if grows else 0


if __name__ == "__main__":
    sys.exit(main())
