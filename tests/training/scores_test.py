# SPDX-License-Identifier: Apache-2.0
"""restore_scores on one line with the released model: what is meant is likely, what is not is not, wrong arrays are refused.

  scores_test.py RESTORE_SCORES MODEL
"""
import array
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "training"))
try:
    from common import container
except ImportError:
    print("skipped: xxhash is not installed")
    sys.exit(77)
PROGRAM, MODEL = sys.argv[1:3]
LINE = [("toi", "tôi"), ("dang", "đang"), ("hoc", "học"), ("tieng", "tiếng"), ("viet", "việt")]
TYPES = {"lines.u32": "I", "base.u16": "H", "form.u16": "H", "word.u16": "H", "feature.u8": "B", "sign.u8": "B", "times.u8": "B"}


class Vocabulary:
    def __init__(self):
        sections = container.read(MODEL, "restore").sections
        numbers = lambda name: struct.unpack(f"<{len(sections[name]) // 4}I", sections[name])  # noqa: E731
        text, self.first = bytes(sections["vocab.text"]), numbers("vocab.first")
        words = lambda b: [text[i:j].decode() for i, j in zip(b, b[1:])]  # noqa: E731
        self.bases, self.forms = words(numbers("vocab.base.begin")), words(numbers("vocab.form.begin"))
        self.trigrams = len(sections["ngram.trigram.cost"])

    def token(self, base, form):
        """(base id, form index, candidates)."""
        i = self.bases.index(base)
        return i, self.forms.index(form, self.first[i], self.first[i + 1]), self.first[i + 1] - self.first[i]


class Scores(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.vocabulary = Vocabulary()

    def arrays(self, meant):
        tokens = [self.vocabulary.token(*pair) for pair in meant]
        bases, forms, self.counts = zip(*tokens)
        return {"lines.u32": [0, len(tokens)], "base.u16": bases, "form.u16": forms, "word.u16": [f + 6 for f in forms],
                "feature.u8": [7 * 4, 0, 0, 0, 1], "sign.u8": [0, 255, 255, 255, 255], "times.u8": [0]}

    def run_on(self, what, arrays, without=b""):
        with tempfile.TemporaryDirectory() as folder:
            for name, values in arrays.items():
                (pathlib.Path(folder) / name).write_bytes(array.array(TYPES[name], values).tobytes())
            (pathlib.Path(folder) / "without.u8").write_bytes(without)
            done = subprocess.run([PROGRAM, what, MODEL, folder], capture_output=True, text=True)
            made = pathlib.Path(folder) / ("net.f32" if what == "net" else "trigram.u8")
            return done, made.read_bytes() if made.exists() else b""

    def test_the_net_knows_what_is_meant(self):
        done, made = self.run_on("net", self.arrays(LINE))
        self.assertEqual(done.returncode, 0, done.stderr)
        losses = struct.unpack("<5f", made)
        self.assertTrue(all(0 <= x < 0.2 for x in losses), losses)
        _, made = self.run_on("net", self.arrays([("toi", "tới"), *LINE[1:]]))
        self.assertGreater(struct.unpack("<5f", made)[0], 2)

    def candidates(self, made):
        """The costs of each token, and of what is meant."""
        self.assertEqual(len(made), sum(self.counts))
        at = 0
        for (base, form), count in zip(LINE, self.counts):
            i, index, _ = self.vocabulary.token(base, form)
            yield made[at : at + count], made[at + index - self.vocabulary.first[i]]
            at += count

    def test_the_trigram_tells_candidates_apart(self):
        done, made = self.run_on("trigram", self.arrays(LINE), bytes(3 * self.vocabulary.trigrams))
        self.assertEqual(done.returncode, 0, done.stderr)
        for costs, meant in self.candidates(made):
            self.assertEqual(meant, 0)
            self.assertGreater(max(costs), 5 * 16)

    def test_what_was_counted_is_scored_without_itself(self):
        arrays = self.arrays(LINE)
        _, before = self.run_on("trigram", arrays, b"\xff" * 3 * self.vocabulary.trigrams)  # not counted: nothing to leave out
        arrays["times.u8"] = [1]
        _, after = self.run_on("trigram", arrays, b"\xff" * 3 * self.vocabulary.trigrams)
        margin = lambda made: [min(c for c in costs if c != meant or costs.count(meant) > 1) - meant  # noqa: E731
                               for costs, meant in self.candidates(made)]
        self.assertLess(sum(margin(after)), sum(margin(before)))

    def test_wrong_arrays_are_refused(self):
        for name in TYPES:
            arrays = self.arrays(LINE)
            arrays[name] = [*arrays[name]][:-1]
            done, made = self.run_on("net", arrays)
            self.assertEqual((done.returncode, made), (1, b""), name)
            self.assertIn("do not fit", done.stderr)
        for name, value in (("base.u16", 65535), ("form.u16", 0), ("word.u16", 65535), ("sign.u8", 9)):
            arrays = self.arrays(LINE)
            arrays[name] = [*arrays[name]][:-1] + [value]
            self.assertEqual(self.run_on("net", arrays)[0].returncode, 1, name)
        self.assertNotEqual(self.run_on("trigram", self.arrays(LINE), b"\x00")[0].returncode, 0)
        self.assertEqual(subprocess.run([PROGRAM], capture_output=True).returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
