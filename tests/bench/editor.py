#!/usr/bin/env python3
"""How fast the language server answers while an author types in a pathway of 5,000 lines.

Prints the 95th percentile of the time from a keystroke to its diagnostics and of a completion, the time of a rename, the
memory, and by how much that grew in the second half of the session, each beside its limit. An edit is two keystrokes:

    /usr/bin/python3 tests/bench/editor.py --program build/waymark --edits 500
"""
import argparse
import json
import pathlib
import random
import subprocess
import tempfile
import time

SECTIONS, IN_SECTION = 40, 18
LIMITS = {"diagnostics, 95 %": (20, "ms"), "completion, 95 %": (15, "ms"), "rename": (100, "ms"), "memory": (200, "MB"),
          "its growth": (20, "MB")}


def section(number):
    text = f"""fact sign_{number} "Sign {number}" : yes or no
fact level_{number} "Level {number}" : number in mg/dL within 0 to 100
fact grade_{number} "Grade {number}" : one of {{mild "Mild", severe "Severe"}}
action drug_{number} "Drug {number}" drug
define grave_{number} = sign_{number} and grade_{number} is severe
section part_{number} "Part {number}" {{
  when grave_{number} or sign_{number} {{
"""
    for index in range(IN_SECTION):
        text += f"""    should give drug_{number} as drug_{index} {{
      when level_{number} >= {index + 1} mg/dL
      dose {index + 1} mg/day
      because "the level is {{level_{number}}}"
      cite whole.{number + 1}
    }}
"""
    return text + "  }\n}\n"


def pathway():
    text = 'pathway generated "Generated" {\n  version "1.0.0"\n  follows guideline\n}\nsource guideline "A guideline" {\n'
    text += '  section whole "The whole" {\n'
    text += "".join(f'    statement {number + 1} "What part {number} says."\n' for number in range(SECTIONS))
    return text + "  }\n}\n" + "".join(section(number) for number in range(SECTIONS))


class Editor:
    """A client that sends one message at a time and waits for what it is about."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.next_id = 0

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        return json.loads(self.process.stdout.read(length))

    def request(self, method, params):
        self.next_id += 1
        self.send({"id": self.next_id, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.next_id:
            pass
        return message

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def diagnostics_of(self, version):
        while True:
            message = self.receive()
            if message.get("params", {}).get("version") == version:
                return message["params"]["diagnostics"]

    def megabytes(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1000


def percentile(times):
    return sorted(times)[int(len(times) * 0.95)] * 1000


def measured(call):
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def session(editor, uri, text, edits):
    lines = text.splitlines()
    conditions = [number for number, line in enumerate(lines) if line.startswith("      when ")]
    diagnostics, completions = [], []
    version = 1
    random.seed(1)
    half = 0
    for number in range(edits):
        if number == edits // 2:
            half = editor.megabytes()
        line = random.choice(conditions)
        at = {"line": line, "character": 11}
        for change in ({"range": {"start": at, "end": at}, "text": "s"},
                       {"range": {"start": at, "end": {"line": line, "character": 12}}, "text": ""}):
            version += 1

            def typed():
                editor.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                                         "contentChanges": [change]})
                editor.diagnostics_of(version)
            diagnostics.append(measured(typed))
        completions.append(measured(lambda: editor.request(
            "textDocument/completion", {"textDocument": {"uri": uri}, "position": at})))
    fact = next(number for number, line in enumerate(lines) if line.startswith("fact level_7 "))
    rename = measured(lambda: editor.request("textDocument/rename", {
        "textDocument": {"uri": uri}, "position": {"line": fact, "character": 6}, "newName": "serum_level"}))
    return {"diagnostics, 95 %": percentile(diagnostics), "completion, 95 %": percentile(completions),
            "rename": rename * 1000, "memory": editor.megabytes(), "its growth": editor.megabytes() - half}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="build/waymark")
    parser.add_argument("--edits", type=int, default=200)
    arguments = parser.parse_args()
    text = pathway()
    with tempfile.TemporaryDirectory() as folder:
        uri = (pathlib.Path(folder) / "generated.pathway").as_uri()
        editor = Editor(arguments.program)
        editor.request("initialize", {"capabilities": {}, "rootUri": pathlib.Path(folder).as_uri()})
        editor.notify("initialized", {})
        editor.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "waymark", "version": 1,
                                                                "text": text}})
        found = editor.diagnostics_of(1)
        print(f"{len(text.splitlines())} lines, {SECTIONS * IN_SECTION} recommendations, {len(found)} messages")
        for what, value in session(editor, uri, text, arguments.edits).items():
            limit, unit = LIMITS[what]
            print(f"{what:20} {value:8.1f} {unit}  (limit {limit} {unit})")
        editor.request("shutdown", {})
        editor.notify("exit", {})
        editor.process.wait(10)


if __name__ == "__main__":
    main()
