#!/usr/bin/python3
"""The examples of docs/examples, built against an installed tree, give what the program prints."""
import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ["WAYMARK_BUILD"])
AT = "2026-11-23T08:30:00Z"


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, cwd=ROOT, **options)


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

    def test_only_its_own_symbols_are_seen(self):
        listed = run("nm", "-D", "--defined-only", self.library).stdout.decode().split("\n")
        names = [line.split()[-1] for line in listed if line]
        self.assertTrue(names)
        self.assertEqual([name for name in names if not name.startswith(("waymark_", "WAYMARK_"))], [])
        self.assertIn("waymark_evaluate@@WAYMARK_0", names)


if __name__ == "__main__":
    unittest.main()
