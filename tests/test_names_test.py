#!/usr/bin/python3
"""Each test case is run: ctest cuts a name off at a semicolon, then finds no such test, and calls that a success."""
import pathlib
import re
import sys

TESTS = pathlib.Path(__file__).resolve().parent
NAME = re.compile(r'TEST_CASE(?:_METHOD\(\w+,\s*|\()"((?:[^"\\]|\\.)*)"')

names = [(path, name) for path in sorted(TESTS.rglob("*.cpp")) for name in NAME.findall(path.read_text())]
wrong = [f"{path.relative_to(TESTS.parent)}: a semicolon in the name of the test \"{name}\"" for path, name in names if ";" in name]
if len(names) < 500:
    wrong.append(f"only {len(names)} tests were found here: the pattern no longer fits")
print("\n".join(wrong) or f"{len(names)} names are fine")
sys.exit(bool(wrong))
