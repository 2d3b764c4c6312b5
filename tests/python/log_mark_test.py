# SPDX-License-Identifier: Apache-2.0
"""Logs and marks from Python.

    PYTHONPATH=… log_mark_test.py DATA        DATA: tests/data/mark

Standard library only.
"""
import pathlib
import sys
import tempfile
import threading
import unittest

import dau

DATA = pathlib.Path(sys.argv[1])


class Logs(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = pathlib.Path(scratch.name, "nhật ký")
        dau.Log.make(self.folder, "py.test/log")

    def test_receipts_and_proofs(self):
        with dau.Log(self.folder) as log:
            receipts = log.append(["một", b"hai", ""])
            self.assertEqual([one.index for one in receipts], [0, 1, 2])
            self.assertEqual(len(receipts[0].leaf), 64)
            self.assertTrue(receipts[2].checkpoint.startswith("py.test/log\n3\n"))
            self.assertEqual(log.append([]), [])
            log.publish()
            self.assertTrue(dau.prove(self.folder, 1).startswith("c2sp.org/tlog-proof@v1\n"))
            with self.assertRaises(dau.InvalidArgumentError):
                dau.prove(self.folder, 3)
            with self.assertRaises(dau.InvalidArgumentError):
                log.append(["x" * 65536])
            with self.assertRaises(dau.UnsupportedError):
                dau.Log(self.folder, wait=0)
        with self.assertRaises(ValueError):
            log.append(["x"])
        log.close()
        with self.assertRaises(dau.NotFoundError):
            dau.Log(self.folder / "nowhere")
        with self.assertRaises(dau.InvalidArgumentError):
            dau.Log.make(self.folder, "py.test/log")

    def test_threads_share_a_log(self):
        seen = []
        with dau.Log(self.folder) as log:
            threads = [threading.Thread(target=lambda: seen.extend(one.index for _ in range(20) for one in log.append(["x"])))
                       for _ in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(sorted(seen), list(range(160)))


class Marks(unittest.TestCase):
    key, chain, roots = ((DATA / name).read_text() for name in ("leaf.key", "good.pem", "root.pem"))

    def test_a_file_is_marked_and_believed(self):
        marked = dau.Marker(self.key, self.chain, provider="Cty A").mark("# Tin\n".encode(), "a.md")
        report = dau.verify_mark(marked.asset, "a.md", trust=self.roots)
        self.assertEqual((report["verdict"], report["ai_generated"]), ("trusted", True))
        self.assertEqual(report["vn_ai_mark"]["provider"], "Cty A")
        self.assertEqual(dau.verify_mark(marked.asset, "a.md")["verdict"], "valid")
        self.assertEqual(dau.verify_mark(marked.asset + b"!", "a.md")["verdict"], "invalid")
        self.assertEqual(dau.verify_mark(b"# Tin\n", "a.md")["verdict"], "none")

    def test_a_sidecar(self):
        marker = dau.Marker(self.key, self.chain, edited=True, sidecar=True)
        marked = marker.mark(b"\0\1", "a.bin")
        self.assertIsNone(marked.asset)
        report = dau.verify_mark(b"\0\1", "a.bin", sidecar=marked.store, trust=self.roots)
        self.assertEqual(report["verdict"], "trusted")
        self.assertEqual([one["action"] for one in report["actions"]], ["c2pa.opened", "c2pa.edited"])

    def test_what_is_wrong_is_told(self):
        with self.assertRaises(dau.CorruptError):
            dau.Marker("no key", self.chain)
        with self.assertRaises(dau.InvalidArgumentError):
            dau.Marker((DATA / "tsa.key").read_text(), self.chain)
        with self.assertRaises(dau.UnsupportedError):
            dau.Marker(self.key, self.chain).mark(b"x", "a.bin")
        with self.assertRaises(TypeError):
            dau.Marker(self.key, self.chain).mark("no bytes", "a.md")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
