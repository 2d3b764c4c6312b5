# SPDX-License-Identifier: Apache-2.0
"""The Python and the C++ writer of model files agree: python_container_test.py <path of container_tool>"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import xxhash  # noqa: F401
except ImportError:
    print("skipped: python3-xxhash is not installed")
    sys.exit(77)

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "training" / "common"))
sys.dont_write_bytecode = True
import container  # noqa: E402

TOOL = sys.argv.pop(1)
CARD = {
    "name": "restore",
    "version": "2026.11.0",
    "summary": "puts the marks back",
    "licence": "Apache-2.0",
    "command": "make model",
    "created": "2026-11-23T00:00:00Z",
    "form": "NFC, tones in the old style",
    "sources": [{"id": "legal", "sha256": "a" * 64, "licence": "CC0-1.0", "attribution": "Bộ pháp điển"}],
    "scores": [
        {"set": "business_55", "metric": "word accuracy (nom-vn), %", "value": 97.81, "low": 97, "high": 98.5,
         "leave_as_is": 20.25}
    ],
    "samples": [{"input": "toi dang hoc", "expected": "tôi đang học"}],
}
SECTIONS = {"net": b"weights", "empty": b"", "lexicon": "a\tá\n".encode()}


class ContainerTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "m.dau"

    def show(self):
        return subprocess.run([TOOL, "show", self.path], capture_output=True, check=False)

    def test_both_writers_write_the_same_bytes(self):
        subprocess.run([TOOL, "write", self.path], check=True)
        self.assertEqual(self.path.read_bytes(), container.to_bytes("restore", CARD, SECTIONS))

    def test_reads_what_the_cpp_writer_wrote(self):
        subprocess.run([TOOL, "write", self.path], check=True)
        read = container.read(self.path, "restore")
        self.assertEqual((read.kind, read.version, read.card), ("restore", 1, CARD))
        self.assertEqual({name: bytes(data) for name, data in read.sections.items()}, SECTIONS)

    def test_the_cpp_reader_opens_what_python_wrote(self):
        container.write(self.path, "restore", CARD, SECTIONS)
        shown = self.show()
        self.assertEqual(shown.returncode, 0, shown.stderr)
        self.assertTrue(shown.stdout.startswith(b"restore\ncard "))
        self.assertTrue(shown.stdout.endswith(b"net 7\nweightsempty 0\nlexicon 5\na\t\xc3\xa1\n"))
        self.assertEqual([p.name for p in self.path.parent.iterdir()], ["m.dau"])

    def test_takes_arrays_of_numbers_as_their_bytes(self):
        import array

        data = container.to_bytes("net", CARD, {"floats": array.array("f", [1.0, 2.0])})
        self.assertEqual(bytes(container.from_bytes(data).sections["floats"]), b"\0\0\x80\x3f\0\0\0\x40")

    def test_both_readers_refuse_every_flipped_byte_and_every_cut(self):
        good = container.to_bytes("restore", CARD, {"net": b"weights"})
        spoilt = [good[:i] for i in range(len(good))]
        spoilt += [good[:i] + bytes([good[i] ^ 1]) + good[i + 1 :] for i in range(len(good))]
        for data in spoilt:
            with self.assertRaises(container.ContainerError):
                container.from_bytes(data)
        for data in spoilt[::53]:  # each starts a process
            self.path.write_bytes(data)
            self.assertEqual(self.show().returncode, 1)

    def test_refuses_what_does_not_belong_in_a_file(self):
        bad = [
            ("Restore", CARD, SECTIONS),
            ("restore", {**CARD, "licence": ""}, SECTIONS),
            ("restore", {**CARD, "scores": [{**CARD["scores"][0], "value": float("nan")}]}, SECTIONS),
            ("restore", {**CARD, "sources": [{**CARD["sources"][0], "sha256": "?"}]}, SECTIONS),
            ("restore", CARD, {"card": b""}),
            ("restore", CARD, {f"s{i}": b"" for i in range(64)}),
        ]
        for kind, card, sections in bad:
            with self.assertRaises(container.ContainerError) as raised:
                container.to_bytes(kind, card, sections)
            self.assertEqual(raised.exception.code, "invalid_argument")


if __name__ == "__main__":
    unittest.main()
