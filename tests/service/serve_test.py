#!/usr/bin/python3
"""The program that serves: its documents, reading anew, ending, TLS, feedback, refusals of its options.

No test waits for a time to pass: each waits for what it needs to have happened, however long that takes on a machine that
does other things too.
"""
import http.client
import http.server
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest

PROGRAM = os.environ["WAYMARK"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
DAH = ROOT / "pathways/dah"
PATIENT = DAH / "patients/aav_hypoxemic.json"
# Of a request, where a test is not about it.
PATIENCE = ("--max-seconds", 300)
CALL = {
    "hook": "patient-view",
    "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
    "context": {"userId": "Practitioner/1", "patientId": "p-1"},
    "prefetch": {"patient": {"resourceType": "Patient", "id": "p-1", "birthDate": "1960-05-01"}},
}


class Serving:
    """`waymark serve` on a port of its own."""

    def __init__(self, *arguments, environment=None):
        self.program = subprocess.Popen([PROGRAM, "serve", *map(str, arguments), "--port", "0"],
                                        stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})})
        self.lines = []
        self.is_told = threading.Condition()
        self.reader = threading.Thread(target=self.read)
        self.reader.start()
        self.port = int(re.search(r":(\d+)$", self.wait_for("serving at")).group(1))

    def read(self):
        for line in self.program.stderr:
            with self.is_told:
                self.lines.append(line.rstrip("\n"))
                self.is_told.notify_all()
        with self.is_told:
            self.lines.append("(ended)")
            self.is_told.notify_all()

    def wait_for(self, words, seconds=120):
        end = time.monotonic() + seconds
        with self.is_told:
            while True:
                for line in self.lines:
                    if words in line:
                        return line
                if self.lines[-1:] == ["(ended)"] or time.monotonic() > end:
                    raise AssertionError(f"nothing of `{words}` in {self.lines}")
                self.is_told.wait(1)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.program.poll() is None:
            self.program.send_signal(signal.SIGTERM)
        self.program.wait(120)
        self.reader.join()
        self.program.stderr.close()

    def ask(self, method, path, body=None, context=None):
        kind = http.client.HTTPSConnection if context else http.client.HTTPConnection
        more = {"context": context} if context else {}
        connection = kind("localhost" if context else "127.0.0.1", self.port, timeout=120, **more)
        connection.request(method, path, body, {"Content-Type": "application/json"} if body is not None else {})
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, text

    def ask_until_answered(self, method, path, body):
        """Asks again where the service has no place for another client; returns the status."""
        for _ in range(50):
            try:
                return self.ask(method, path, body)[0]
            except (OSError, http.client.HTTPException):
                pass
        raise AssertionError("nobody is answered any more")

    def ask_to_end(self):
        """Returns when no client can come in any more."""
        self.program.send_signal(signal.SIGTERM)
        self.wait_for("finishing what is begun")
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=120).close()
            except OSError:
                return
        raise AssertionError("clients still come in")


class Client:
    """A connection on which a call is sent in parts."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.data = b""
        self.body = json.dumps(CALL).encode()

    def begin(self):
        """Returns when the service has read the head of a call: it asks for the body then."""
        self.socket.sendall((f"POST /cds-services/dah HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                             f"Content-Length: {len(self.body)}\r\nExpect: 100-continue\r\n\r\n").encode())
        head = self.head()
        assert head.startswith(b"HTTP/1.1 100"), head
        self.socket.sendall(self.body[:20])

    def finish(self):
        """Sends the rest; returns the head of the answer, all of which has come."""
        self.socket.sendall(self.body[20:])
        head = self.head()
        length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
        while len(self.data) < length:
            self.read()
        self.data = self.data[length:]
        return head

    def head(self):
        while b"\r\n\r\n" not in self.data:
            self.read()
        head, self.data = self.data.split(b"\r\n\r\n", 1)
        return head

    def read(self):
        part = self.socket.recv(65536)
        if not part:
            raise AssertionError(f"closed after {self.data!r}")
        self.data += part

    def is_closed(self):
        """Whether the service has nothing more to say; waits until it says something or closes."""
        return self.socket.recv(1) == b""

    def close(self):
        self.socket.close()


def printed(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


class ServeTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def copied(self):
        folder = self.folder / "dah"
        shutil.copytree(DAH, folder)
        return folder

    def test_documents_are_those_of_the_command(self):
        at = "2026-11-23T08:30:00Z"
        with Serving(DAH) as serving:
            patient = PATIENT.read_text()
            status, run = serving.ask("POST", f"/pathways/dah/run?at={at}", patient)
            self.assertEqual(status, 200)
            self.assertEqual(run, printed("run", DAH, "--facts", PATIENT, "--at", at, "--format", "json"))
            _, check = serving.ask("POST", "/pathways/dah/check", "")
            self.assertEqual(check, printed("check", DAH, "--format", "json"))
            subject = json.loads(run)["recommendations"][0]["id"]
            _, explained = serving.ask("POST", f"/pathways/dah/explain?id={subject}&at={at}", patient)
            self.assertEqual(explained, printed("explain", DAH, subject, "--facts", PATIENT, "--at", at,
                                                "--format", "json"))
            status, page = serving.ask("GET", "/pathways/dah/")
            self.assertEqual(status, 200)
            self.assertIn("Diffuse", page.title())

    def test_the_page_leads_to_a_first_card(self):
        page = (ROOT / "docs/service.md").read_text()
        pathway = re.search(r"^waymark serve (\S+) --port", page, re.M).group(1)
        blocks = [textwrap.dedent(block) for block in re.findall(r"^ *```json\n(.*?)^ *```", page, re.M | re.S)]
        call, entry = (json.loads(block) for block in blocks[:2])
        path = re.search(r"^ *curl .*http://127.0.0.1:8080(/cds-services/\S+)", page, re.M).group(1)
        entry["resource"]["effectiveDateTime"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        with Serving(ROOT / pathway) as serving:
            services = json.loads(serving.ask("GET", "/cds-services")[1])["services"]
            self.assertIn(path, [f"/cds-services/{each['id']}" for each in services])
            answers = []
            for entries in [], [entry]:
                call["prefetch"]["observations"]["entry"] = entries
                answers.append(json.loads(serving.ask("POST", path, json.dumps(call))[1])["cards"])
        without, measured = ({card["summary"]: card["detail"] for card in cards} for cards in answers)
        self.assertIn("Must: assess oxygenation", without)
        self.assertNotIn("Consider: plasma exchange", without)
        self.assertIn("SpO2 85 % is below 90 %", measured["Consider: plasma exchange"])
        self.assertEqual(len(measured), len(without) + 1)
        open_before, open_after = (cards[-1]["detail"] for cards in answers)
        self.assertIn(" SpO2\n", open_before)
        self.assertNotIn(" SpO2\n", open_after)
        self.assertIn("Condition was not looked at", open_before)

    def test_several_pathways_are_several_services(self):
        with Serving(DAH, ROOT / "pathways/sepsis") as serving:
            services = json.loads(serving.ask("GET", "/cds-services")[1])["services"]
            self.assertEqual([each["id"] for each in services], ["dah"] * 2 + ["sepsis_first_hours"] * 2)
            status, cards = serving.ask("POST", "/cds-services/sepsis_first_hours", json.dumps(CALL))
            self.assertEqual(status, 200)
            self.assertTrue(json.loads(cards)["cards"])

    def test_both_hooks_answer_for_each_state_of_prefetch(self):
        def searched(*resources, **more):
            return {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": each} for each in resources],
                    **more}

        patient = CALL["prefetch"]["patient"]
        reading = {"resourceType": "Observation", "id": "o", "status": "final", "subject": {"reference": "Patient/p-1"},
                   "code": {"coding": [{"system": "http://loinc.org", "code": "59408-5"}]},
                   "effectiveDateTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                   "valueQuantity": {"value": 85, "system": "http://unitsofmeasure.org", "code": "%"}}
        states = {"absent": {}, "failed": None, "outcome": {"resourceType": "OperationOutcome"},
                  "none": searched(), "found": searched(reading),
                  "incomplete": searched(reading, link=[{"relation": "next", "url": "https://x.example.org"}])}
        with Serving(DAH) as serving:
            services = json.loads(serving.ask("GET", "/cds-services")[1])["services"]
            self.assertEqual([each["hook"] for each in services], ["patient-view", "order-sign"])
            for service in services:
                searches = [key for key in service["prefetch"] if key != "patient"]
                self.assertIn("observations", searches)
                for state, value in states.items():
                    with self.subTest(hook=service["hook"], state=state):
                        prefetch = {} if state == "absent" else {key: value for key in searches}
                        call = {**CALL, "hook": service["hook"], "prefetch": {"patient": patient, **prefetch}}
                        call["context"] = {**CALL["context"], "draftOrders": searched()}
                        status, text = serving.ask("POST", "/cds-services/dah", json.dumps(call))
                        self.assertEqual(status, 200, text)
                        cards = json.loads(text)["cards"]
                        open_card = next(card for card in cards if card["summary"].startswith("Cannot be said yet"))
                        partly = {"absent": "was not looked at", "failed": "was not looked at", "none": "",
                                  "outcome": "was not looked at", "found": "", "incomplete": "Only a part of the"}[state]
                        self.assertIn(partly or "To be recorded", open_card["detail"])
                        if not partly:
                            self.assertNotIn("About the record", open_card["detail"])

    def test_a_changed_pathway_is_taken_only_without_errors(self):
        folder = self.copied()
        header = next(file for file in folder.glob("*.pathway") if re.search(r'^\s*version "', file.read_text(), re.M))
        sound = header.read_text()
        version = re.search(r'version "([^"]+)"', sound).group(1)
        with Serving(folder) as serving:
            def served():
                return json.loads(serving.ask("GET", "/pathways/dah")[1])["version"]
            header.write_text(sound + "\nfact broken :\n")
            serving.wait_for("1 not taken")
            serving.wait_for("a pathway is not taken")
            self.assertEqual(served(), version)
            header.write_text(sound.replace(f'version "{version}"', 'version "77.0.0"'))
            serving.program.send_signal(signal.SIGHUP)
            serving.wait_for("1 read anew, 0 not taken")
            self.assertEqual(served(), "77.0.0")

    def test_what_is_begun_is_finished(self):
        with Serving(DAH, *PATIENCE) as serving:
            client = Client(serving.port)
            client.begin()
            serving.ask_to_end()
            self.assertIn(b" 200 ", client.finish())
            self.assertTrue(client.is_closed())
            client.close()
            self.assertEqual(serving.program.wait(120), 0)
            serving.wait_for("finished")

    def test_reading_anew_loses_no_answer(self):
        folder = self.copied()
        header = next(file for file in folder.glob("*.pathway") if re.search(r'^\s*version "', file.read_text(), re.M))
        sound = header.read_text()
        version = re.search(r'version "([^"]+)"', sound).group(1)
        body, answers, failures = json.dumps(CALL), [], []
        with Serving(folder, *PATIENCE) as serving:
            is_over = threading.Event()

            def ask_on_one_connection():
                connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=120)
                try:
                    while not is_over.is_set():
                        connection.request("POST", "/cds-services/dah", body, {"Content-Type": "application/json"})
                        answer = connection.getresponse()
                        answer.read()
                        answers.append(answer.status)
                except (OSError, http.client.HTTPException) as problem:
                    failures.append(repr(problem))
                finally:
                    connection.close()

            clients = [threading.Thread(target=ask_on_one_connection) for _ in range(4)]
            for each in clients:
                each.start()
            for turn in range(6):
                header.write_text(sound.replace(f'version "{version}"', f'version "{turn}.0.0"'))
                before = len(answers)
                serving.program.send_signal(signal.SIGHUP)
                served = None
                while served != f"{turn}.0.0" or len(answers) < before + 20:
                    served = json.loads(serving.ask("GET", "/pathways/dah")[1])["version"]
                    if failures:
                        break
            is_over.set()
            for each in clients:
                each.join()
        self.assertEqual(failures, [])
        self.assertEqual(set(answers), {200})

    def test_ending_loses_no_answer_that_is_begun(self):
        with Serving(DAH, *PATIENCE) as serving:
            clients = []
            for _ in range(16):  # each is served already, and has begun again
                client = Client(serving.port)
                clients.append(client)
                client.begin()
                self.assertIn(b" 200 ", client.finish())
                client.begin()
            serving.ask_to_end()
            for client in clients:
                self.assertIn(b" 200 ", client.finish())
                client.close()
            self.assertEqual(serving.program.wait(120), 0)

    def test_two_thousand_slow_clients_do_not_end_the_service(self):
        files, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (files, most))
        if files < 4096:
            resource.setrlimit(resource.RLIMIT_NOFILE, (4096, most))
        with Serving(DAH, "--max-seconds", 1, "--max-connections", 256) as serving:
            clients = []
            for _ in range(2000):
                client = socket.socket()
                client.setblocking(False)
                client.connect_ex(("127.0.0.1", serving.port))
                clients.append(client)
            for client in clients:
                try:
                    client.send(b"POST /cds-services/dah HTTP/1.1\r\n")
                except OSError:
                    pass  # not taken yet, or not at all
            self.assertEqual(serving.ask_until_answered("POST", "/cds-services/dah", json.dumps(CALL)), 200)
            for client in clients:
                client.close()
            for _ in range(3):
                self.assertEqual(serving.ask_until_answered("POST", "/cds-services/dah", json.dumps(CALL)), 200)

    def test_feedback_is_reported(self):
        store = self.folder / "feedback.db"
        with Serving(DAH, "--store", store) as serving:
            cards = json.loads(serving.ask("POST", "/cds-services/dah", json.dumps(CALL))[1])["cards"]
            feedback = {"feedback": [{"card": cards[0]["uuid"], "outcome": "overridden",
                                      "overrideReason": {"reason": {"code": "later"}},
                                      "outcomeTimestamp": "2026-11-23T08:30:00Z"}]}
            self.assertEqual(serving.ask("POST", "/cds-services/dah/feedback", json.dumps(feedback))[0], 200)
        counts = json.loads(printed("feedback", "--store", store, "--format", "json"))["cards"]
        self.assertIn({"code": "later", "count": 1}, [reason for each in counts for reason in each["reasons"]])
        self.assertIn("overridden 1: later 1", printed("feedback", "--store", store))

    def test_a_port_is_not_shared(self):
        with Serving(DAH) as serving:
            second = subprocess.run([PROGRAM, "serve", DAH, "--port", str(serving.port)], stderr=subprocess.PIPE,
                                    text=True, timeout=120)
            self.assertEqual(second.returncode, 2)
            self.assertIn("nothing can listen", second.stderr)

    def test_tls(self):
        key, certificate = self.certificate()
        with Serving(DAH, "--tls-cert", certificate, "--tls-key", key) as serving:
            context = ssl.create_default_context(cafile=str(certificate))
            self.assertEqual(serving.ask("GET", "/health", context=context), (200, "fine\n"))
            status, _ = serving.ask("POST", "/cds-services/dah", json.dumps(CALL), context=context)
            self.assertEqual(status, 200)
            old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            old.check_hostname = False
            old.verify_mode = ssl.CERT_NONE
            old.maximum_version = ssl.TLSVersion.TLSv1_1
            with self.assertRaises(OSError):
                serving.ask("GET", "/health", context=old)
            plain = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=120)
            plain.request("GET", "/health")
            with self.assertRaises((OSError, http.client.HTTPException)):  # closed, perhaps before all was read
                plain.getresponse()
            plain.close()

    def certificate(self, name="localhost"):
        key, certificate = self.folder / "key.pem", self.folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                        "-days", "2", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}"],
                       check=True, stderr=subprocess.DEVNULL)
        return key, certificate

    def status_with_a_server_of(self, key, certificate, trusted):
        """Of a call without prefetch, where the record's server has this certificate."""
        class Record(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                is_search = "?" in self.path
                resource = {"resourceType": "Bundle", "entry": []} if is_search else CALL["prefetch"]["patient"]
                body = json.dumps(resource).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Quiet(http.server.ThreadingHTTPServer):
            def handle_error(self, *_):  # a client that does not trust it goes away
                pass

        record = Quiet(("127.0.0.1", 0), Record)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        record.socket = context.wrap_socket(record.socket, server_side=True)
        serving_record = threading.Thread(target=record.serve_forever)
        serving_record.start()
        try:
            address = f"https://localhost:{record.server_port}/r4"
            with Serving(DAH, "--allow-fhir", address, environment={"SSL_CERT_FILE": str(trusted)}) as serving:
                call = {**CALL, "prefetch": {}, "fhirServer": address,
                        "fhirAuthorization": {"access_token": "t", "token_type": "Bearer", "expires_in": 300,
                                              "scope": "patient/*.read", "subject": "s"}}
                return serving.ask("POST", "/cds-services/dah", json.dumps(call))[0]
        finally:
            record.shutdown()
            serving_record.join()
            record.server_close()

    def test_a_record_is_asked_only_with_a_certificate_that_is_trusted_and_its_own(self):
        key, certificate = self.certificate()
        nobody = self.folder / "nobody.pem"
        nobody.write_text("")
        self.assertEqual(self.status_with_a_server_of(key, certificate, certificate), 200)
        self.assertEqual(self.status_with_a_server_of(key, certificate, nobody), 412)
        key, certificate = self.certificate("elsewhere.example.org")
        self.assertEqual(self.status_with_a_server_of(key, certificate, certificate), 412)

    @unittest.skipUnless(shutil.which("systemd-analyze"), "without systemd")
    def test_the_unit_of_the_package_is_sound(self):
        unit = (ROOT / "packaging/waymark.service").read_text()
        file = self.folder / "waymark.service"
        file.write_text(re.sub("^Documentation=.*", "", unit.replace("/usr/bin/waymark", PROGRAM), flags=re.M))
        checked = subprocess.run(["systemd-analyze", "verify", file], stderr=subprocess.PIPE, text=True)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        options = re.search(r"^ExecStart=\S+ (serve .*)", unit, re.M).group(1).split()
        for each in options:
            if each.startswith("/usr/share/waymark/"):
                self.assertTrue((ROOT / each.removeprefix("/usr/share/waymark/")).is_dir(), each)

    def test_options_that_cannot_be_used_are_refused(self):
        broken = self.folder / "broken.pathway"
        broken.write_text('pathway broken "Broken" {\n')
        for arguments, words in [
            ([self.folder / "nowhere"], "nowhere"),
            ([broken], "error"),
            ([DAH, DAH], "two pathways are called `dah`"),
            ([ROOT / "stdlib/hematology.pathway"], "library"),
            ([DAH, "--tls-cert", "a.pem"], "go together"),
            ([DAH, "--tls-cert", "a.pem", "--tls-key", "b.pem"], "a.pem"),
            ([DAH, "--allow-issuer", "https://ehr.example.org"], "ISSUER=KEYS"),
            ([DAH, "--allow-issuer", "https://ehr.example.org=keys.json"], "--audience"),
            ([DAH, "--allow-fhir", "fhir.example.org"], "expects an address"),
            ([DAH, "--store", self.folder / "no" / "such" / "folder.db"], "folder.db"),
            ([DAH, "--host", "203.0.113.1"], "nothing can listen"),
        ]:
            with self.subTest(arguments=arguments):
                ended = subprocess.run([PROGRAM, "serve", *map(str, arguments), "--port", "0"], stderr=subprocess.PIPE,
                                       text=True, timeout=120)
                self.assertEqual(ended.returncode, 2)
                self.assertIn(words, ended.stderr)
        ended = subprocess.run([PROGRAM, "feedback", "--store", broken], stderr=subprocess.PIPE, text=True)
        self.assertEqual(ended.returncode, 2)


if __name__ == "__main__":
    sys.exit(unittest.main(verbosity=2))
