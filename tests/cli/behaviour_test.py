# SPDX-License-Identifier: Apache-2.0
"""The program from outside: what it prints, where, with which exit code, and what it leaves behind.

    behaviour_test.py DAU MODEL [TEST...]

Standard library only. Ends with 77 (skipped) when MODEL is absent.
"""
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import unittest

DAU = os.path.abspath(sys.argv[1])
MODEL = os.path.abspath(sys.argv[2])
# Sanitizers need their own memory and twenty times as long: what is measured elsewhere only has to come through.
CHECKED = "sanitize" in os.environ.get("DAU_BUILD", "")


def dau(*args, stdin=b"", env=None, cwd=None):
    """(exit code, standard output, standard error) of one run."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    p = subprocess.run([DAU, *args], input=data, capture_output=True, env={**os.environ, "DAU_MODEL": MODEL, **(env or {})}, cwd=cwd)
    return p.returncode, p.stdout, p.stderr.decode()


def output_and_peak(*args):
    """(what was written, the most KiB of memory that were resident) of one run that succeeds."""
    p = subprocess.Popen([DAU, *args], stdout=subprocess.PIPE, env={**os.environ, "DAU_MODEL": MODEL})
    out, peak = [], 0
    while block := p.stdout.read(1 << 16):
        out.append(block)
        found = re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{p.pid}/status").read_text())
        peak = max(peak, int(found.group(1)) if found else 0)
    p.stdout.close()
    if p.wait() != 0:
        raise AssertionError(f"exit code {p.returncode}")
    return b"".join(out), peak


def carried_out(line, edits):
    """The bytes of `line` with its edits."""
    out, at = b"", 0
    for e in edits:
        out += line[at:e["begin"]] + e["to"].encode()
        at = e["end"]
    return out + line[at:]


def feed(stream, content, block):
    for at in range(0, len(content), block):
        stream.write(content[at:at + block])
        stream.flush()
    stream.close()


class InAFolder(unittest.TestCase):
    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = pathlib.Path(held.name)

    def file(self, name, content):
        path = self.folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def fails(self, code, words, *args, **more):
        got, out, err = dau(*args, **more)
        self.assertEqual(got, code, err)
        self.assertTrue(err.startswith("dau: error: "), err)
        self.assertIn(words, err)
        return out


class Errors(InAFolder):
    def test_usage_is_2(self):
        self.fails(2, "unknown option", "restore", "--nope")
        self.fails(2, "from 1 to 16", "restore", "--beam", "99")
        self.fails(2, "needs --json", "restore", "--alternatives", "3")
        self.fails(2, "no such command", "frobnicate")
        self.fails(2, "command is missing")

    def test_files_that_cannot_be_read_are_4(self):
        self.fails(4, "No such file", "restore", str(self.folder / "none.txt"))
        self.fails(4, "directory", "restore", str(self.folder))
        if os.geteuid() != 0:
            path = self.file("shut.txt", "toi\n")
            os.chmod(path, 0)
            self.fails(4, "Permission denied", "restore", path)

    def test_models_that_cannot_be_used_are_4_and_say_why(self):
        whole = pathlib.Path(MODEL).read_bytes()
        newer = bytearray(whole)
        newer[8] = 2
        unfinished = whole[:1] + whole[1:4].lower() + whole[4:]
        damaged = bytearray(whole)
        damaged[len(whole) // 2] ^= 1
        for name, content, words in (("none", None, "No such file"), ("short", whole[:5000], "truncated"),
                                     ("newer", bytes(newer), "version"), ("part", unfinished, "unfinished"),
                                     ("flip", bytes(damaged), "damaged"), ("text", b"hello", "not a dau model file")):
            path = str(self.folder / name) if content is None else self.file(name, content)
            out = self.fails(4, words, "restore", "--model", path, stdin="toi\n")
            self.assertEqual(out, b"", name)

    def test_bad_utf8_names_line_and_byte(self):
        bad = b"toi\nmot \xff hai\nba\n"
        out = self.fails(3, "standard input:2: not UTF-8 at byte 4", "restore", stdin=bad)
        self.assertEqual(out, "tôi\n".encode())
        code, out, err = dau("restore", "--on-error", "skip", stdin=bad)
        self.assertEqual((code, out.split(b"\n")[1]), (0, b"mot \xff hai"))
        self.assertIn("1 line", err)
        code, out, _ = dau("restore", "--on-error", "replace", stdin=bad)
        self.assertEqual((code, out.decode().split("\n")[1]), (0, "một \ufffd hai"))

    def test_a_full_disk_is_an_error(self):
        with open("/dev/full", "wb") as full:
            p = subprocess.run([DAU, "strip"], input="tôi\n".encode(), stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(p.returncode, 4)
        self.assertIn(b"No space left", p.stderr)

    def test_a_full_disk_is_one_error_though_parts_of_a_line_are_handed_on(self):
        line = b"toi dang hoc tieng viet " * 2000  # 48 KB; its JSON is more than is kept back
        for threads in ("1", "4"):
            with open("/dev/full", "wb") as full:
                p = subprocess.run([DAU, "restore", "--json", "--threads", threads], input=line + b"\n" + line, stdout=full,
                                   stderr=subprocess.PIPE, env={**os.environ, "DAU_MODEL": MODEL})
            self.assertEqual((p.returncode, p.stderr),
                             (4, b"dau: error: standard output: cannot write: No space left on device\n"), threads)

    def test_a_failed_command_leaves_no_output_file(self):
        out = self.folder / "out.txt"
        self.fails(3, "not UTF-8", "restore", "--output", str(out), stdin=b"toi\n\xff\n")
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_input_and_output_may_not_be_the_same_file(self):
        path = self.file("a.txt", "toi\n")
        self.fails(2, "the same file", "restore", "--output", path, path)
        self.assertEqual(pathlib.Path(path).read_text("utf-8"), "toi\n")

    def test_a_closed_pipe_ends_quietly(self):
        read, write = os.pipe()
        with tempfile.TemporaryFile() as lines:
            lines.write(b"toi dang hoc\n" * 50_000)
            lines.seek(0)
            p = subprocess.Popen([DAU, "strip"], stdin=lines, stdout=write, stderr=subprocess.PIPE)
            os.close(write)
            os.read(read, 10)
            os.close(read)
            err = p.communicate()[1]
        self.assertEqual((p.returncode, err), (0, b""))


class Signals(InAFolder):
    """Of a program that is writing a file."""

    def start(self, *args, disposition=signal.SIG_DFL):
        def inherit():  # whatever this test has inherited itself
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, disposition)

        p = subprocess.Popen([DAU, "strip", "--output", "out.txt", *args], cwd=self.folder, stdin=subprocess.PIPE,
                             stderr=subprocess.PIPE, preexec_fn=inherit)
        self.addCleanup(p.stdin.close)
        self.addCleanup(p.stderr.close)
        p.stdin.write("tôi\n".encode())
        p.stdin.flush()
        deadline = time.monotonic() + 30
        while not any(path.stat().st_size for path in self.folder.glob("out.txt.part-*")):
            self.assertLess(time.monotonic(), deadline, "nothing was written")
            time.sleep(0.01)
        return p

    def test_a_signal_ends_it_and_leaves_the_folder_as_it_was(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            for threads in ("1", "4"):
                for before in (None, "before"):
                    if before:
                        self.file("out.txt", before)
                    p = self.start("--threads", threads)
                    p.send_signal(number)
                    self.assertEqual(p.wait(30), -number)  # ended by the signal: 130 for a shell, or 143, or 129
                    self.assertEqual(p.stderr.read(), b"")
                    self.assertEqual({x.name: x.read_text() for x in self.folder.iterdir()}, {"out.txt": before} if before else {})
                    for path in self.folder.iterdir():
                        path.unlink()

    def test_many_signals_are_one(self):
        p = self.start("--threads", "4")
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            p.send_signal(number)
        self.assertIn(p.wait(30), (-signal.SIGINT, -signal.SIGTERM, -signal.SIGHUP))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_one_that_is_ignored_stays_so(self):
        p = self.start(disposition=signal.SIG_IGN)  # nohup
        p.send_signal(signal.SIGHUP)
        p.send_signal(signal.SIGINT)
        p.stdin.close()
        self.assertEqual(p.wait(30), 0)
        self.assertEqual((self.folder / "out.txt").read_text(), "toi\n")


class Filters(InAFolder):
    def test_lines_keep_their_ends(self):
        for given, wanted in (("toi\n\nban an\n", "tôi\n\nbạn ăn\n"), ("toi", "tôi"), ("toi\r\nhoc\r\n", None), ("", "")):
            code, out, err = dau("restore", stdin=given)
            self.assertEqual((code, err), (0, ""))
            self.assertEqual(re.sub("[^\r\n]", "", out.decode()), re.sub("[^\r\n]", "", given))
            if wanted is not None:
                self.assertEqual(out.decode().count("\n"), wanted.count("\n"))

    def test_a_pipe_can_be_followed(self):
        p = subprocess.Popen([DAU, "restore"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "DAU_MODEL": MODEL})
        for _ in range(3):
            p.stdin.write(b"toi dang hoc tieng Viet\n")
            p.stdin.flush()
            self.assertEqual(p.stdout.readline().decode(), "tôi đang học tiếng Việt\n")
        p.stdin.close()
        self.assertEqual(p.wait(), 0)
        p.stdout.close()

    def test_a_pipe_can_be_followed_with_threads(self):
        p = subprocess.Popen([DAU, "strip", "--threads", "4"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(100):
            p.stdin.write("tôi\n".encode())
            p.stdin.flush()
            self.assertEqual(p.stdout.readline(), b"toi\n")
        p.stdin.close()
        self.assertEqual(p.wait(), 0)
        p.stdout.close()

    def test_a_failure_ends_threads_that_wait_for_input(self):
        p = subprocess.Popen([DAU, "strip", "--threads", "4"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        p.stdin.write(b"a\n\xff\n")
        p.stdin.flush()
        self.assertEqual(p.wait(timeout=30), 3)  # though the pipe is still open
        self.assertEqual(p.stdout.read(), b"a\n")
        for stream in (p.stdin, p.stdout, p.stderr):
            stream.close()

    def test_a_long_line_is_the_same_however_it_arrives(self):
        rng = random.Random(5)
        words = [unicodedata.normalize("NFD", w) for w in "toi đi học ở trường hôm nay trời đẹp quá".split()] + ["x\t"]
        line = " ".join(rng.choices(words, k=400_000)).encode() + b" \xff\xfe x" + "đ".encode() * 900_000 + b"\xe1\xbb\r\n"
        path = self.file("long.txt", line)
        whole = dau("strip", "--on-error", "replace", path)
        self.assertEqual(whole[0], 0)
        self.assertEqual(dau("strip", "--on-error", "replace", "--threads", "3", path), whole)
        p = subprocess.Popen([DAU, "strip", "--on-error", "replace"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        feeder = threading.Thread(target=feed, args=(p.stdin, line, 4093))
        feeder.start()
        self.assertEqual(p.stdout.read(), whole[1])
        feeder.join()
        self.assertEqual(p.wait(), 0)
        p.stdout.close()
        p.stderr.close()
        text = line.decode("utf-8", "replace").replace("đ", "d")
        text = "".join(c for c in text if not unicodedata.combining(c))
        self.assertEqual(whole[1].decode(), text.replace("\n", "") + "\n")

    def test_what_is_bad_is_replaced_as_elsewhere(self):
        rng = random.Random(9)
        some = [b"a", b" ", "ế".encode(), "😀".encode(), *(bytes([b]) for b in b"\x80\x8f\x90\x9f\xa0\xba\xbf\xc2\xe0\xe1\xed\xf0\xf4\xff")]
        lines = [b"a \xf0\x9f\x98 b"] + [b"".join(rng.choices(some, k=rng.randrange(40))) for _ in range(2000)]
        # A megabyte without white space after a bad byte is cut: not within what one U+FFFD stands for.
        for cut in (b"\xf0\x9f\x98", b"\xf0\x9f\x98\x80", b"\xe1\xba", b"\x80\x80\x80\x80", b"\xf0\x9f"):
            lines += [b"\xff" + b"a" * (1048570 + i) + cut + b"a" * 10 for i in range(6)]
        code, out, _ = dau("normalize", "--on-error", "replace", stdin=b"\n".join(lines))
        self.assertEqual(code, 0)
        for line, got in zip(lines, out.split(b"\n"), strict=True):
            self.assertEqual(got.decode(), unicodedata.normalize("NFC", line.decode("utf-8", "replace")), line[:100])

    def test_a_bad_byte_far_into_a_long_line_is_named(self):
        path = self.file("far.txt", b"a b\n" + b"a " * 1_500_000 + b"\xff\n")
        self.fails(3, "far.txt:2: not UTF-8 at byte 3000000 of the line", "strip", path)

    def test_the_first_line_of_many_does_not_wait_for_them(self):
        path = self.file("many.txt", "toi dang hoc tieng Viet\n" * 200_000)
        p = subprocess.Popen([DAU, "restore", path], stdout=subprocess.PIPE, env={**os.environ, "DAU_MODEL": MODEL})
        self.assertEqual(p.stdout.readline().decode(), "tôi đang học tiếng Việt\n")
        spent = sum(map(int, pathlib.Path(f"/proc/{p.pid}/stat").read_text().rsplit(")", 1)[1].split()[11:13]))
        p.stdout.close()
        self.assertEqual(p.wait(), 0)
        if not CHECKED:
            self.assertLess(spent * 1000 / os.sysconf("SC_CLK_TCK"), 100)  # milliseconds of processor time

    def test_a_run_of_marks_longer_than_a_block_is_no_bad_byte(self):
        for line in ("a" + "\u0301" * 600_000, "toi dang " * 1000 + "a" + "\u0301" * 600_000 + " hoc"):
            code, _, err = dau("normalize", "--form", "nfd", stdin=line + "\n")
            self.assertEqual((code, err), (0, ""))
        self.fails(3, "not UTF-8 at byte 1048575", "strip", stdin=b"a" * 1048575 + b"\xc3a\n")

    def test_a_replaced_file_keeps_its_permissions(self):
        for mode in (0o600, 0o640, 0o444):
            path = self.file("kept.txt", "x")
            os.chmod(path, mode)
            self.assertEqual(dau("strip", "--output", path, stdin="tôi\n")[0], 0)
            self.assertEqual(os.stat(path).st_mode & 0o777, mode)
            os.remove(path)

    def test_threads_keep_the_order(self):
        rng = random.Random(3)
        words = "toi ban hoc nha truong hom nay troi dep qua di choi voi me cha anh em".split()
        text = "".join(f"{i} " + " ".join(rng.choices(words, k=rng.randrange(12))) + "\n" for i in range(3000))
        one = dau("restore", stdin=text)
        self.assertEqual(one, dau("restore", "--threads", "4", stdin=text))
        self.assertEqual(one[1].count(b"\n"), 3000)

    def test_restoring_twice_changes_nothing(self):
        text = "Cong hoa xa hoi chu nghia Viet Nam\nđộc lap tu do hạnh phuc\nHOM NAY troi dep qua!\n"
        once = dau("restore", stdin=text)[1]
        self.assertEqual(dau("restore", stdin=once)[1], once)
        self.assertEqual(dau("strip", stdin=once)[1], dau("strip", stdin=text)[1])

    def test_jsonl_keeps_the_other_members(self):
        line = '{"id":12345678901234567890,"text":"toi di hoc","x":[1.0,null,{"a":"b"}]}'
        code, out, _ = dau("restore", "--jsonl", stdin=line + "\n")
        got = json.loads(out)
        self.assertEqual((code, got["restore"], got["id"], got["x"]), (0, "tôi đi học", 12345678901234567890, [1.0, None, {"a": "b"}]))
        self.assertEqual(list(got), ["id", "text", "x", "restore"])
        self.fails(3, "standard input:2", "restore", "--jsonl", stdin=line + "\n{\n")

    def test_json_spans_are_bytes_of_the_line_as_given(self):
        line = "đi ho\u0323c o Ha\u0300 Noi, em toi".replace("đ", "d")  # decomposed here and there
        code, out, _ = dau("restore", "--json", "--alternatives", "3", stdin=line + "\n")
        got, raw = json.loads(out), line.encode()
        for e in got["edits"]:
            self.assertEqual(raw[e["begin"]:e["end"]].decode(), e["from"])
            self.assertTrue(0 <= e["confidence"] <= 1 and len(e["alternatives"]) <= 3)
        self.assertEqual((code, carried_out(raw, got["edits"]).decode()), (0, got["text"]))

    def test_json_spans_of_a_mended_line_are_bytes_of_the_line_as_given(self):
        raw = b"\xff toi \xc3 di\xf0\x9f\x98 ho\xcc\xa3c \xed\xa0\x80\xe1\xba o Ha\xcc\x80 Noi \xf4\x90 em"
        code, out, err = dau("restore", "--json", "--on-error", "replace", stdin=raw + b"\n")
        got = json.loads(out)
        self.assertEqual(code, 0)
        self.assertIn("mended with U+FFFD", err)
        self.assertEqual([e["from"] for e in got["edits"]][:2], ["toi", "di"])
        for e in got["edits"]:
            self.assertEqual(raw[e["begin"]:e["end"]].decode(), e["from"])
        self.assertEqual(carried_out(raw, got["edits"]).decode("utf-8", "replace"), got["text"])

    def test_ten_megabytes_without_a_newline_stay_small(self):
        path = self.file("long.txt", "toi dang hoc tieng viet " * (10_000 if CHECKED else 430_000))
        out, peak = output_and_peak("restore", path)
        self.assertGreater(len(out), os.path.getsize(path))
        if not CHECKED:
            self.assertLess(peak, 80 * 1024)

    def test_the_edits_of_a_long_line_take_little_memory(self):
        path = self.file("long.txt", "toi dang hoc tieng viet " * (5_000 if CHECKED else 43_690))  # 1 MiB
        out, peak = output_and_peak("restore", "--json", path)
        got, raw = json.loads(out), pathlib.Path(path).read_bytes()
        self.assertGreater(len(out), 12 * len(raw))
        self.assertEqual(got["text"].encode(), carried_out(raw, got["edits"]))
        if not CHECKED:
            self.assertLess(peak, 50 * 1024)

    def test_the_edits_of_a_long_json_line_take_little_memory(self):
        text = "toi dang hoc tieng viet " * (5_000 if CHECKED else 43_690)
        path = self.file("long.jsonl", json.dumps({"a": 1, "text": text, "b": 2}))
        out, peak = output_and_peak("restore", "--jsonl", "--json", path)
        got = json.loads(out)
        self.assertEqual(list(got), ["a", "text", "b", "restore"])
        self.assertEqual(got["restore"]["text"].encode(), carried_out(text.encode(), got["restore"]["edits"]))
        if not CHECKED:
            self.assertLess(peak, 50 * 1024)

    def test_results_larger_than_what_is_kept_stay_in_order(self):
        rng = random.Random(8)
        words = "toi dang hoc tieng viet o truong".split()
        lines = "".join(" ".join(rng.choices(words, k=rng.choice((3, 300, 9000)))) + "\n" for _ in range(24))
        one = dau("restore", "--json", stdin=lines)
        self.assertEqual(dau("restore", "--json", "--threads", "4", stdin=lines), one)
        for line, out in zip(lines.encode().splitlines(), one[1].splitlines(), strict=True):
            got = json.loads(out)
            self.assertEqual(got["text"].encode(), carried_out(line, got["edits"]))


class Information(InAFolder):
    def test_info_tells_of_the_model(self):
        code, out, _ = dau("info", "--json")
        self.assertEqual(code, 0)
        model = json.loads(out)["models"][0]
        self.assertEqual(model["licence"], "CC-BY-SA-4.0")
        self.assertRegex(model["sha256"], "^[0-9a-f]{64}$")
        self.assertGreater(len(model["sources"]), 30)
        self.assertTrue(all("leave_as_is" in s for s in model["scores"]))

    def test_score_prints_intervals_beside_leave_as_is(self):
        gold, pred = self.file("g.txt", "tôi đi học\n"), self.file("p.txt", "tôi di học\n")
        code, out, _ = dau("eval", "score", "--task", "restore", "--gold", gold, "--pred", pred, "--json")
        row = json.loads(out)["groups"][0]["metrics"][0]
        self.assertEqual((code, row["numerator"], row["denominator"], row["leave_as_is"]), (0, 2, 3, 0.0))
        self.fails(4, "g.txt", "eval", "score", "--gold", gold, "--pred", self.file("two.txt", "a\nb\n"))


if __name__ == "__main__":
    if not os.path.exists(MODEL):
        print(f"skipped: no model at {MODEL}")
        sys.exit(77)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
