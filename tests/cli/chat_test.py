# SPDX-License-Identifier: Apache-2.0
"""dau eval run against a server that speaks OpenAI's protocol, with its faults; and runs that are cut short.

    chat_test.py DAU
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

DAU = os.path.abspath(sys.argv[1])
SERVER = pathlib.Path(__file__).resolve().parent.parent / "eval" / "chat_server.py"
SENTENCES = ["tôi đi học", "hôm nay trời mưa", "má ơi, con nè", "răng rứa mi"]


class Server:
    def __init__(self, fault):
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([sys.executable, SERVER, fault], stdout=subprocess.PIPE, stderr=self.log,
                                        text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}/v1"

    def requests(self):
        self.log.seek(0)
        return [json.loads(line) for line in self.log if line.startswith("{")]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()


class Runs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        (self.path / "cases.txt").write_text("".join(s + "\n" for s in SENTENCES), encoding="utf-8")
        (self.path / "set.yaml").write_text(
            "id: s\nname: {vi: a, en: a}\ntasks: [restoration]\nfile: cases.txt\n"
            "layout: {format: lines, make_input: strip}\nlicence: CC0-1.0\nsource: x\nmade: x\nredistribute: yes\n")
        self.output = self.path / "result.json"

    def tearDown(self):
        self.folder.cleanup()

    def start(self, *args, **env):
        kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
        return subprocess.Popen(
            [DAU, "eval", "run", "--task", "restoration", "--set", self.path / "set.yaml", "--output", self.output,
             "--draws", "10", *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            start_new_session=True, env={**kept, "DAU_EVAL_DATA": self.folder.name, **env})

    def run_eval(self, *args, **env):
        """(exit code, result or nothing, standard error)."""
        process = self.start(*args, **env)
        _, error = process.communicate(timeout=120)
        result = json.loads(self.output.read_text()) if self.output.exists() else None
        return process.returncode, result, error

    def ask(self, server, *args, chat="model=m", **env):
        return self.run_eval("--system", server.url, "--chat", chat, *args, **env)

    def outputs(self, result):
        return [case["output"] for case in result["cases"]]

    def expected(self):
        strip = subprocess.run([DAU, "strip"], input="".join(s + "\n" for s in SENTENCES), capture_output=True,
                               text=True, check=True).stdout
        return [line.upper() for line in strip.splitlines()]

    def check_whole(self, fault, chat="model=m"):
        with Server(fault) as server:
            code, result, error = self.ask(server, chat=chat)
            self.assertEqual(code, 0, error)
            self.assertEqual(self.outputs(result), self.expected())
            self.assertFalse((self.path / "result.json.partial").exists())
            return result, server.requests()

    def test_answers_and_counts(self):
        result, requests = self.check_whole("none")
        self.assertEqual(result["usage"]["prompt_tokens"], 28)
        self.assertEqual(result["usage"]["completion_tokens"], 12)
        self.assertEqual(result["system"]["kind"], "http")
        self.assertEqual(result["system"]["models"], [{"name": "m", "version": "small-1"}])
        self.assertGreater(result["latency"]["p50_seconds"], 0)
        self.assertIn("--chat 'model=m'", result["command"])
        self.assertTrue(all(r["schema"] for r in requests))

    def test_comes_through_passing_faults(self):
        for fault, retries in (("busy", 8), ("rubbish", 4), ("cut", 4)):
            with self.subTest(fault):
                result, _ = self.check_whole(fault)
                self.assertEqual(result["usage"]["retries"], retries)
                self.output.unlink()
        result, _ = self.check_whole("silent", chat="model=m,timeout=0.7")
        self.assertEqual(result["usage"]["failed"], 0)

    def test_does_without_a_schema(self):
        for fault in ("no-schema", "think"):
            with self.subTest(fault):
                self.check_whole(fault)
                self.output.unlink()
        _, requests = self.check_whole("none", chat="model=m,schema=no")
        self.assertFalse(any(r["schema"] for r in requests))

    def test_records_what_failed_for_good(self):
        with Server("bad-json") as server:
            code, result, _ = self.ask(server)
        self.assertEqual(code, 0)
        self.assertEqual([case["error"] for case in result["cases"]],
                         ["not the JSON that was asked for: Đây là câu trả lời"] * 4)
        self.assertEqual(result["usage"]["failed"], 4)
        self.output.unlink()
        with Server("endless") as server:
            _, result, _ = self.ask(server, chat="model=m,retries=0")
        self.assertEqual(result["cases"][0]["error"], "an answer of more than 16777216 bytes")
        self.output.unlink()
        with Server("dead") as server:
            _, result, _ = self.ask(server, chat="model=m,retries=1")
        self.assertEqual(result["cases"][0]["error"], "HTTP 500: broken for ever")

    def test_ends_where_there_is_no_hope(self):
        with Server("key") as server:
            code, result, error = self.ask(server, DAU_EVAL_API_KEY="wrong")
            self.assertNotEqual(code, 0)
            self.assertIsNone(result)
            self.assertIn("HTTP 401: wrong key", error)
            self.assertFalse((self.path / "result.json.partial").exists())
            code, result, error = self.ask(server, DAU_EVAL_API_KEY="secret")
            self.assertEqual(code, 0, error)
            self.assertNotIn("secret", self.output.read_text())
        with Server("none") as server:
            self.output.unlink()
            code, _, error = self.run_eval("--system", server.url.replace("/v1", "/v2"), "--chat", "model=m")
            self.assertIn("HTTP 404: no such address", error)

    def test_says_when_nobody_listens(self):
        (self.path / "cases.txt").write_text("".join(f"câu {i}\n" for i in range(40)), encoding="utf-8")
        code, result, error = self.run_eval("--system", "http://127.0.0.1:1/v1", "--chat", "model=m,retries=0")
        self.assertNotEqual(code, 0)
        self.assertIn("10 requests failed", error)

    def test_keeps_answers(self):
        with Server("none") as server:
            self.ask(server, "--cache", str(self.path / "cache"), DAU_EVAL_API_KEY="secret")
            self.assertEqual(len(server.requests()), 4)
            _, result, _ = self.ask(server, "--cache", str(self.path / "cache"))
            self.assertEqual(len(server.requests()), 4)
            self.assertEqual(result["usage"]["cached"], 4)
            self.assertEqual(self.outputs(result), self.expected())
            for file in (self.path / "cache").iterdir():
                self.assertNotIn("secret", file.read_text())
                file.write_text("{broken")
            _, result, _ = self.ask(server, "--cache", str(self.path / "cache"))
            self.assertEqual(len(server.requests()), 8)

    def test_bad_settings(self):
        for chat, words in (("", "needs a model"), ("model=m,jobs=0", "jobs is a number from 1 to 256"),
                            ("model=m,size=3", "\"size=3\" is not")):
            code, _, error = self.run_eval("--system", "http://127.0.0.1:1", "--chat", chat)
            self.assertEqual(code, 2, error)
            self.assertIn(words, error)

    def test_goes_on_where_a_program_was_cut_short(self):
        # Answers two lines, then waits to be killed; the second run answers what is left.
        slow = "head -n 2 | tr a-z A-Z; sleep 60"
        process = self.start("--system", f"cmd:{slow}")
        partial = self.path / "result.json.partial"
        for _ in range(200):
            if partial.exists() and partial.read_text().count("\n") == 3:
                break
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGTERM)
        process.communicate()
        self.assertEqual(partial.read_text().count("\n"), 3)
        code, _, error = self.run_eval("--system", f"cmd:{slow}")
        self.assertEqual(code, 2)
        self.assertIn("--resume goes on with it", error)
        code, _, error = self.run_eval("--system", "cmd:cat", "--resume")
        self.assertIn("is of another run", error)
        with partial.open("a") as file:
            file.write('{"id": "3", "outp')  # the end of a machine without power
        code, _, error = self.run_eval("--system", f"cmd:{slow}", "--resume", PATH="/nowhere")
        self.assertNotEqual(code, 0)
        self.assertEqual(partial.read_text().count("\n"), 3)

    def test_goes_on_where_a_server_was_cut_short(self):
        with Server("none") as server:
            self.ask(server)
            first = json.loads(self.output.read_text())
            self.output.unlink()
            header = {"format": "dau-eval-partial", "version": 1, "task": "restoration",
                      "set_sha256": first["set"]["sha256"], "system": server.url, "chat": "model=m"}
            lines = [header, {"id": "2", "output": "KEPT", "seconds": 0.5, "prompt_tokens": 100}]
            (self.path / "result.json.partial").write_text(
                "".join(json.dumps(x, separators=(",", ":")) + "\n" for x in lines))
            code, result, error = self.ask(server, "--resume")
            self.assertEqual(code, 0, error)
            self.assertEqual(self.outputs(result)[1], "KEPT")
            self.assertEqual(result["usage"]["resumed"], 1)
            self.assertEqual(result["usage"]["prompt_tokens"], 121)
            self.assertEqual(len(server.requests()), 7)

    def test_programs_may_speak_json(self):
        program = ("import json,sys\n"
                   "rows=[json.loads(l) for l in sys.stdin]\n"
                   "for r in reversed(rows[1:]): print(json.dumps({'id': r['id'], 'output': r['input'].upper()}))")
        (self.path / "p.py").write_text(program)
        code, result, error = self.run_eval("--system", f"jsonl:{sys.executable} {self.path}/p.py")
        self.assertEqual(code, 0, error)
        self.assertEqual(self.outputs(result), [""] + self.expected()[1:])
        self.assertEqual(result["cases"][0]["error"], "no answer came")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[2:])
