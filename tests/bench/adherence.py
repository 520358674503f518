#!/usr/bin/python3
"""Prints how long `waymark adherence` takes for random admissions, on one core.

adherence.py PROGRAM [ADMISSIONS]: each admission has 200 readings over a day, and the pathway is the one for sepsis."""
import datetime
import json
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

PATHWAY = pathlib.Path(__file__).resolve().parents[1] / "golden/plan_run/sepsis.pathway"
MINUTES = 24 * 60
BEGIN = datetime.datetime(2026, 11, 1)


def admission(number):
    chance = random.Random(number)
    start = BEGIN + datetime.timedelta(minutes=chance.randrange(20 * MINUTES))

    def at(minute):
        return (start + datetime.timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%MZ")

    def readings(count, value, last=MINUTES):
        minutes = sorted(chance.sample(range(last), count))
        return [{"value": value(), "time": at(minute)} for minute in minutes]

    def event():
        return at(chance.randrange(30, 200)) if chance.random() < 0.9 else False

    facts = {
        "weight": chance.randrange(45, 140),
        "recognized": at(60),
        "map": readings(150, lambda: chance.randrange(50, 110)),
        "lactate": readings(30, lambda: chance.randrange(5, 60) / 10),
        "crystalloid": readings(18, lambda: 250, last=600),
        "cultures": event(),
        "antimicrobial": event(),
    }
    return {"patient": str(number), "at": at(MINUTES), "facts": facts}


def main():
    program, admissions = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
        for number in range(admissions):
            file.write(json.dumps(admission(number)) + "\n")
        file.flush()
        begin = time.monotonic()
        subprocess.run([program, "adherence", str(PATHWAY), "--facts", file.name], check=True)
        took = time.monotonic() - begin
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{admissions} admissions of 200 readings: {took:.1f} s, {used.ru_utime:.1f} s of the processor, "
          f"{took / admissions * 1e6:.0f} us each, {used.ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
