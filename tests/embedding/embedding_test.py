#!/usr/bin/python3
"""The examples of docs/examples, built against an installed tree, give what the program prints."""
import ctypes
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["WAYMARK_BUILD"])
AT = "2026-11-23T08:30:00Z"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, cwd=ROOT, **options)


class Library:
    """The library's functions, which hand over documents."""

    def __init__(self, path):
        self.functions = ctypes.CDLL(str(path))
        self.functions.waymark_texts_new.restype = ctypes.c_void_p

    def document(self, name, handle, *arguments):
        """Calls a function whose last argument takes a document. Returns the status and the document."""
        document = ctypes.c_void_p()
        sized = [ctypes.c_size_t(each) if isinstance(each, int) else each for each in arguments]
        status = getattr(self.functions, name)(ctypes.c_void_p(handle), *sized, ctypes.byref(document))
        text = ctypes.string_at(document) if document else None
        self.functions.waymark_free(document)
        return status, text

    def compiled(self, folder, files):
        texts, pathway = ctypes.c_void_p(self.functions.waymark_texts_new()), ctypes.c_void_p()
        for name in files:
            text = (ROOT / name).read_bytes()
            self.functions.waymark_texts_add(texts, name.encode(), text, ctypes.c_size_t(len(text)))
        assert self.functions.waymark_compile(texts, folder.encode(), ctypes.byref(pathway), None) == 0
        self.functions.waymark_texts_free(texts)
        return pathway.value


class Embedding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="waymark-embedding-")
        cls.tree = pathlib.Path(cls.folder.name) / "tree"
        done = run("cmake", "--install", BUILD, "--prefix", cls.tree)
        assert done.returncode == 0, done.stderr.decode()
        (found,) = cls.tree.rglob("libwaymark.so.0")
        cls.library = found
        cls.patients = sorted((ROOT / "pathways/dah/patients").glob("*.json"))
        cls.files = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "pathways/dah").glob("*.pathway"))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def environment(self):
        return {**os.environ, "LD_LIBRARY_PATH": str(self.library.parent), "WAYMARK_LIBRARY": str(self.library),
                "PKG_CONFIG_PATH": str(self.library.parent / "pkgconfig")}

    def expect_same(self, *command):
        for patient in self.patients:
            name = patient.relative_to(ROOT)
            expected = run(self.tree / "bin/waymark", "run", "pathways/dah", "--stdlib", "stdlib", "--facts", name,
                           "--at", AT, "--format", "json")
            found = run(*command, name, AT, *self.files, env=self.environment())
            self.assertEqual(found.stdout, expected.stdout, name)
            self.assertEqual(found.returncode, expected.returncode, name)
            self.assertGreater(len(found.stdout), 1000)

    def compiled(self, compiler, *options):
        program = pathlib.Path(self.folder.name) / options[-1].replace(".", "_")
        flags = run("pkg-config", "--cflags", "--libs", "--define-prefix", "waymark", env=self.environment())
        self.assertEqual(flags.returncode, 0, flags.stderr)
        done = run(compiler, *options[:-1], "-Wall", "-Wextra", "-Werror", ROOT / "docs/examples" / options[-1], "-o",
                   program, *flags.stdout.decode().split())
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return program

    def test_c(self):
        self.expect_same(self.compiled("cc", "-std=c11", "evaluate.c"))

    def test_cpp(self):
        self.expect_same(self.compiled("c++", "-std=c++20", "evaluate.cpp"))

    def test_python(self):
        self.expect_same("/usr/bin/python3", "docs/examples/evaluate.py")

    def test_cmake(self):
        project = pathlib.Path(self.folder.name) / "project"
        project.mkdir()
        (project / "CMakeLists.txt").write_text(
            "cmake_minimum_required(VERSION 3.25)\nproject(example LANGUAGES C)\n"
            "find_package(Waymark 0.1 CONFIG REQUIRED)\n"
            f"add_executable(example {ROOT}/docs/examples/evaluate.c)\n"
            "target_link_libraries(example PRIVATE Waymark::waymark)\n")
        build = project / "build"
        for command in (["cmake", "-S", project, "-B", build, f"-DCMAKE_PREFIX_PATH={self.tree}"],
                        ["cmake", "--build", build]):
            done = run(*command)
            self.assertEqual(done.returncode, 0, done.stdout.decode() + done.stderr.decode())
        self.expect_same(build / "example")

    def test_a_refused_patient(self):
        program = self.compiled("cc", "-std=c11", "evaluate.c")
        patient = pathlib.Path(self.folder.name) / "patient.json"
        patient.write_text('{"facts": {"spo2": "many"}}')
        found = run(program, patient, AT, *self.files, env=self.environment())
        self.assertEqual(found.returncode, 2)
        self.assertIn(b'"$.facts.spo2"', found.stdout)

    def test_a_pathway_with_errors(self):
        program = self.compiled("cc", "-std=c11", "evaluate.c")
        broken = pathlib.Path(self.folder.name) / "broken.pathway"
        broken.write_text('pathway broken "Broken" { version "1" }\nfact a "A" : number in furlongs\n')
        found = run(program, self.patients[0], AT, broken, env=self.environment())
        self.assertEqual(found.returncode, 1)
        self.assertIn(b'"errors": 1', found.stdout)

    def test_the_other_functions(self):
        library = Library(self.library)
        pathway = library.compiled("pathways/dah", self.files)
        infection = (ROOT / "pathways/dah/patients/infection.json").read_bytes()
        at = AT.encode()
        self.expect_fits("inputs", library.document("waymark_inputs", pathway))
        needs = self.expect_fits("needs", library.document("waymark_needs", pathway, infection, len(infection), at))
        result = json.loads(library.document("waymark_evaluate", pathway, infection, len(infection), at)[1])
        self.assertEqual(needs["needs"], result["needs"])
        facts = ("pathways/dah", "--facts", "pathways/dah/patients/infection.json", "--at", AT, "--format", "json")
        for name, command in (("questions", ("run", "--questions")), ("picture", ("graph",)), ("replay", ("replay",))):
            status, document = library.document(f"waymark_{name}", pathway, infection, len(infection), at)
            expected = run(self.tree / "bin/waymark", command[0], *facts, "--stdlib", "stdlib", *command[1:])
            self.assertEqual((status, document), (0, expected.stdout), name)
        expected = run(self.tree / "bin/waymark", "graph", "pathways/dah", "--format", "json", "--stdlib", "stdlib")
        self.assertEqual(library.document("waymark_picture", pathway, None, 0, None), (0, expected.stdout))
        expected = run(self.tree / "bin/waymark", "run", *facts, "--stdlib", "stdlib", "--as-scenario", "a \"name\"")
        found = library.document("waymark_scenario", pathway, infection, len(infection), at, b'a "name"')
        self.assertEqual(found, (0, expected.stdout))
        explained = library.document("waymark_explain", pathway, infection, len(infection), at, b"etiology.antimicrobials")
        self.expect_fits("explain", explained)
        status, document = library.document("waymark_explain", pathway, infection, len(infection), at, b"nothing.here")
        self.assertEqual(status, 2)
        self.assertIn("nothing.here", json.loads(document)["error"])

    def test_many_patients(self):
        library = Library(self.library)
        pathway = library.compiled("pathways/dah", self.files)
        one = json.dumps({"patient": "\u202e\u0007", "facts": {"spo2": 84}}).encode()
        lines = one + b"\n \t\n" + b'{"facts": {"spo2": "many"}}\r\n' + one
        status, documents = library.document("waymark_evaluate_many", pathway, lines, len(lines), AT.encode())
        self.assertEqual(status, 2)
        first, refused, last = documents.decode().splitlines()
        self.assertEqual(first, last)
        self.assertEqual(json.loads(first), json.loads(library.document("waymark_evaluate", pathway, one, len(one),
                                                                       AT.encode())[1]))
        self.assertEqual(json.loads(refused)["problems"][0]["path"], "$.facts.spo2")
        for hostile in "\u202e\u0007":
            self.assertNotIn(hostile, documents.decode())
        self.assertEqual(library.document("waymark_evaluate_many", pathway, b"", 0, AT.encode()), (0, b""))
        status, documents = library.document("waymark_evaluate_many", pathway, lines, len(lines), b"soon")
        self.assertEqual((status, documents.count(b"neither a moment nor a date"), documents.count(b"\n")), (2, 3, 3))

    def expect_fits(self, schema, answer):
        status, document = answer
        self.assertEqual(status, 0)
        read = json.loads(document)
        jsonschema.validate(read, json.loads((ROOT / f"docs/{schema}.schema.json").read_text()))
        return read

    def test_only_its_own_symbols_are_seen(self):
        listed = run("nm", "-D", "--defined-only", self.library).stdout.decode().split("\n")
        names = [line.split()[-1] for line in listed if line]
        self.assertTrue(names)
        self.assertEqual([name for name in names if not name.startswith(("waymark_", "WAYMARK_"))], [])
        self.assertIn("waymark_evaluate@@WAYMARK_0", names)


if __name__ == "__main__":
    unittest.main()
