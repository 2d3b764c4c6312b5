# SPDX-License-Identifier: Apache-2.0
"""How the trigram is weighed before it is pruned, and what is left of it without some occurrences: against plain counting."""
import collections
import pathlib
import sys
import tempfile
import types
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "training" / "restore"))
try:
    import numpy as np
    import torch  # noqa: F401
except ImportError:
    print("skipped: PyTorch or NumPy is not installed")
    sys.exit(77)
import ngram  # noqa: E402
import tokens as tk  # noqa: E402

WORDS = 30


def lines(seed):
    """A sequence of short lines of word ids; 0 begins each."""
    rng = np.random.default_rng(seed)
    parts = [np.append(0, rng.integers(4, 4 + rng.integers(2, 12), rng.integers(1, 9))) for _ in range(400)]
    return np.concatenate(parts).astype(np.int64)


def trigrams(seq):
    """(place of the third word, key) of each trigram that does not run over the begin of a line."""
    for i in range(2, len(seq)):
        if seq[i] != 0 and seq[i - 1] != 0:
            yield i, (int(seq[i - 2]) * ngram.N + int(seq[i - 1])) * ngram.N + int(seq[i])


class Weights(unittest.TestCase):
    def setUp(self):
        self.seq = lines(1)
        self.model = ngram.estimate(self.seq, WORDS)

    def test_each_occurrence_counts_as_much_as_the_net_is_in_doubt(self):
        doubt = np.random.default_rng(2).random(len(self.seq)).astype(np.float32) ** 4
        wanted = collections.Counter()
        for i, key in trigrams(self.seq):
            wanted[key] += max(0.05, min(1.0, float(doubt[i - 2 : i + 1].sum())))
        ngram.weigh(self.model, self.seq, doubt, 0.05)
        for key, weight in zip(self.model.tri, self.model.tri_weight):
            self.assertAlmostEqual(weight, wanted[int(key)], places=3)
        self.assertEqual(len(self.model.bi_weight), len(self.model.bi))

    def test_a_net_that_knows_nothing_leaves_the_counts(self):
        ngram.weigh(self.model, self.seq, np.ones(len(self.seq), np.float32), 0.0)
        np.testing.assert_allclose(self.model.tri_weight, self.model.tri_count)
        np.testing.assert_allclose(self.model.bi_weight, self.model.bi_raw)

    def test_nothing_is_left_of_what_is_not_counted(self):
        kept = np.arange(len(self.model.tri))
        for times in (1, 2, 4):
            left = ngram.costs_without(self.model, kept, times)
            np.testing.assert_array_equal(left == 255, self.model.tri_count <= times)
        # What is counted less often costs more, but for contexts that knew little else.
        often = self.model.tri_count >= 8
        less, all_of_it = (ngram.costs_without(self.model, kept, n)[often].astype(int) for n in (4, 0))
        self.assertGreater(less.mean(), all_of_it.mean())
        self.assertLessEqual(np.abs(all_of_it - ngram.quantise(self.model.p3)[often].astype(int)).max(), 1)


class Doubts(unittest.TestCase):
    def test_stand_beside_their_words(self):
        # Two bases with forms, three forms each; two lines, the first of them counted twice.
        text = types.SimpleNamespace(
            bases=["<pad>", "<num>", "<other>", "<unk>", "ma", "ba"], form_names=list("abcdef"),
            count=np.array([0, 0, 0, 0, 3, 3]), start=np.array([0, 3]), length=np.array([3, 2]),
            base=np.array([4, 5, 4, 5, 4]), form=np.array([0, 4, 1, 5, 2]),
            feat=np.array([tk.START, tk.COMMA, tk.SPACE, tk.START, tk.SPACE]) * 4)
        times = np.array([2, 1])
        loss = np.float32([0.5, 1, 2, 0, 3])
        with tempfile.NamedTemporaryFile() as f:
            loss.tofile(f.name)
            doubt = ngram.doubts(text, times, f.name)
        seq = ngram.sequence(text, np.array([0, 0, 1]))
        p = 1 - np.exp(-loss)
        wanted = [0, p[0], 0, p[1], p[2]] * 2 + [0, p[3], p[4]]  # line begin, word, comma, ...
        self.assertEqual(list(seq), [0, 6, 4, 10, 7] * 2 + [0, 11, 8])
        np.testing.assert_allclose(doubt, wanted, atol=1e-6)


if __name__ == "__main__":
    unittest.main()
