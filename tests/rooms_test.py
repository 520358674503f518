#!/usr/bin/python3
"""No include runs from a lower room to a higher one, and no two headers have one name."""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]

# Each room may include itself and what stands above it in this list.
ROOMS = """
lang/text
lang/quantity
lang/syntax
lang/ast
lang/model
lang/index
lang/format
lang/modules
lang/elaborate
lang/check
lang
interpreter/values
interpreter/facts
interpreter/facts/json
interpreter/facts/fhir
interpreter/facts/csv
interpreter/evaluate
interpreter/decide
interpreter/search
interpreter/explain
interpreter/scenarios
interpreter/replay
interpreter/adherence
interpreter/quality
interpreter/plan
interpreter/columns
interpreter/cohort
interpreter/prove
interpreter/diff
tools/report
tools/document
tools/language_server
tools/api
tools/engine
tools/service/hooks
tools/service
tools/waymark/io
tools/waymark/commands
tools/waymark/repl
tools/waymark
""".split()

# Besides, these know nothing of them.
FORBIDDEN = [
    (r"lang/|interpreter/", r"<CLI/|<histedit|<httplib|<zlib"),
    (r"tools/(?!service/)", r"<httplib|<sqlite3"),
    (r"tools/service/hooks/", r"<httplib|<sqlite3|<openssl|<thread>|<fstream>"),
    (r"tools/report/|tools/document/", r"<CLI/|<fstream>|<thread>|<unistd.h>|<histedit"),
    (r"tools/language_server/", r"<CLI/|<histedit|<zlib"),
]


def sources():
    for top in ("lang", "interpreter", "tools"):
        for file in sorted((ROOT / top).rglob("*")):
            if file.suffix in (".cpp", ".hpp") and file.relative_to(ROOT).parts[1] != "bench":
                yield file.relative_to(ROOT)


def problems():
    headers = collections.defaultdict(list)
    for file in sources():
        room = str(file.parent)
        if room not in ROOMS:
            yield f"{file}: its folder is no room of {pathlib.Path(__file__).name}"
            continue
        if file.suffix == ".hpp":
            headers[file.name].append(str(file))
        for number, line in enumerate((ROOT / file).read_text().splitlines(), 1):
            if found := re.match(r'#include "(.+)/[^/]+"', line):
                target = found.group(1)
                if target in ROOMS and ROOMS.index(target) > ROOMS.index(room):
                    yield f"{file}:{number}: {room} includes the higher room {target}"
            if line.startswith("#include <"):
                for rooms, library in FORBIDDEN:
                    if re.match(rooms, str(file)) and re.search(library, line):
                        yield f"{file}:{number}: this room must not know {line.split()[1]}"
    for name, places in headers.items():
        if len(places) > 1:
            yield f"{name}: several headers of one name: {', '.join(places)}"


def main():
    found = list(problems())
    print("\n".join(found) or "every include runs downwards")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
