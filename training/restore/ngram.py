# SPDX-License-Identifier: Apache-2.0
"""Build the syllable trigram of `dau restore`: interpolated Kneser-Ney, pruned by what each entry is worth, quantised.

  python3 ngram.py --work work/ --out work/ngram.npz

The sequence of a line is <s>, its words as the restorer may write them, and a sign for each gap that is not a plain
one. Counts are of the weighted training text (train.py's WEIGHTS); nothing of the development split is counted.
Half a minute and 6 GB on one core. Kneser and Ney 1995; Chen and Goodman 1998; pruning after Stolcke 1998.
"""
import argparse
import pathlib

import numpy as np

import tokens as tk
from train import Text

SIGNS = ["<s>", "<num>", "<other>", "<unk>", "<comma>", "<stop>"]  # ids 0..5 of the model's words
# What a gap writes into the sequence: nothing, a comma or a stop.
COMMA_GAPS = (tk.COMMA, tk.SYMBOL)
STOP_GAPS = (tk.STOP, tk.COLON, tk.QUOTE)
STEP = 1 / 16  # nats per unit of the quantised log-probabilities
N = 1 << 17  # more than any word id


def word_ids(text):
    """(id of each form, id of each base; -1 for bases that have forms). Ids: signs, forms, bases without forms."""
    form = np.arange(len(text.form_names)) + len(SIGNS)
    base = np.full(len(text.bases), -1, np.int64)
    plain = np.flatnonzero(text.count == 0)
    plain = plain[plain >= 4]
    base[plain] = np.arange(len(plain)) + len(SIGNS) + len(form)
    base[1], base[2], base[3] = 1, 2, 3
    return form, base


def words_and_signs(text, order):
    """Of each token of lines `order`: its word, and the sign before it (−1: none)."""
    form_id, base_id = word_ids(text)
    length = text.length[order]
    inner = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    where = np.repeat(text.start[order], length) + inner
    base, form, gap = text.base[where].astype(np.int64), text.form[where].astype(np.int64), text.feat[where] >> 2
    word = np.where(form >= 0, form_id[np.maximum(form, 0)], base_id[base])
    word = np.where(word < 0, 3, word)  # a form too rare to be a candidate
    before = np.full(len(where), -1)
    before[np.isin(gap, COMMA_GAPS)] = 4
    before[np.isin(gap, STOP_GAPS)] = 5
    before[inner == 0] = 0
    return word, before


def sequence(text, order):
    """The id sequence of lines `order`, one after the other."""
    word, before = words_and_signs(text, order)
    out = np.stack([before, word], 1).ravel()
    return out[out >= 0].astype(np.int64)


def counted(keys, weights=None):
    """Distinct keys, ascending, with how often each stands there."""
    keys = np.sort(keys)
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.diff(np.append(first, len(keys)))


def discounts(counts):
    """Chen and Goodman's three discounts for counts 1, 2 and 3 or more."""
    n = [max(1, int((counts == k).sum())) for k in (1, 2, 3, 4)]
    y = n[0] / (n[0] + 2 * n[1])
    return [max(0.1, k + 1 - (k + 2) * y * n[k + 1] / n[k]) for k in range(3)]


def discounted(counts):
    d = np.array([0.0, *discounts(counts)])[np.minimum(counts, 3)]
    return counts - d, d


def grouped(keys, values):
    """Sums of values over equal keys (sorted): (distinct keys, sums)."""
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return keys[first], np.add.reduceat(values, first)


def look_up(keys, values, wanted, absent):
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], absent)


class Model:
    """Arrays of an interpolated trigram: words, bigrams (key v·N + w) and trigrams (key (u·N + v)·N + w)."""


def estimate(seq, words):
    # Trigrams must not run over the begin of a line.
    tri = (seq[:-2] * N + seq[1:-1]) * N + seq[2:]
    tri = tri[(seq[1:-1] != 0) & (seq[2:] != 0)]
    bi_all = seq[:-1] * N + seq[1:]
    bi_all = bi_all[seq[1:] != 0]
    m = Model()
    m.tri, tri_count = counted(tri)
    del tri
    raw_bi, raw_count = counted(bi_all)
    del bi_all
    # Lower orders count distinct left neighbours, but after <s> nothing stands to the left: plain counts there.
    bi, left = counted(m.tri % (N * N))
    start = raw_bi < N
    m.bi = np.concatenate([raw_bi[start], bi])
    bi_count = np.concatenate([raw_count[start], left])
    order = np.argsort(m.bi, kind="stable")
    m.bi, bi_count = m.bi[order], bi_count[order]
    m.bi_raw = look_up(raw_bi, raw_count, m.bi, 0)
    uni = np.bincount(m.bi % N, minlength=words).astype(np.float64)
    p1 = (uni + 0.5) / (uni + 0.5).sum()
    # bigrams
    kept, d = discounted(bi_count)
    ctx, total = grouped(m.bi // N, bi_count.astype(np.float64))
    _, lost = grouped(m.bi // N, d)
    gamma = np.ones(words)
    gamma[ctx] = lost / total
    tot = np.ones(words)
    tot[ctx] = total
    m.p2 = kept / tot[m.bi // N] + gamma[m.bi // N] * p1[m.bi % N]
    m.p1 = p1
    # trigrams
    kept, d = discounted(tri_count)
    ctx, total = grouped(m.tri // N, tri_count.astype(np.float64))
    _, lost = grouped(m.tri // N, d)
    low = look_up(m.bi, m.p2, m.tri % (N * N), 1e-9)
    where = np.searchsorted(ctx, m.tri // N)
    m.gamma3 = (lost / total)[where]
    m.p3 = kept / total[where] + m.gamma3 * low
    m.tri_count, m.low3, m.tri_total = tri_count, low, total[where]
    m.tri_weight, m.bi_weight = m.tri_count, m.bi_raw
    return m


def weigh(m, seq, doubt, least):
    """Weighs each occurrence by how far the net is from knowing its words, and at least by `least`.

    doubt: 1 − p of the net for each word of `seq`. An entry that tells the search what the net knows is worth nothing.
    """
    inside = (seq[1:-1] != 0) & (seq[2:] != 0)
    at = np.searchsorted(m.tri, ((seq[:-2] * N + seq[1:-1]) * N + seq[2:])[inside])
    three = np.minimum(1, doubt[:-2] + doubt[1:-1] + doubt[2:])[inside]
    m.tri_weight = np.bincount(at, np.maximum(least, three), len(m.tri))
    inside = seq[1:] != 0
    key = (seq[:-1] * N + seq[1:])[inside]
    at = np.minimum(np.searchsorted(m.bi, key), len(m.bi) - 1)
    two = np.maximum(least, np.minimum(1, doubt[:-1] + doubt[1:])[inside])
    m.bi_weight = np.bincount(at, np.where(m.bi[at] == key, two, 0), len(m.bi))


def costs_without(m, kept, times):
    """Costs of the trigrams `kept` had `times` of each not been counted; 255 where nothing would be left."""
    count, total = m.tri_count[kept], m.tri_total[kept]
    d = np.array([0.0, *discounts(m.tri_count)])
    left = np.maximum(count - times, 0)
    share = (left - d[np.minimum(left, 3)]) / np.maximum(total - times, 1)
    p = share + m.gamma3[kept] * m.low3[kept]
    return np.where(left > 0, np.minimum(quantise(p), 254), 255).astype(np.uint8)


def back_off(keys_ctx, p, low, contexts):
    """Weights such that each context's probabilities sum to one: (1 − Σ p) / (1 − Σ lower p) over kept entries."""
    ctx, sp = grouped(keys_ctx, p)
    _, sl = grouped(keys_ctx, low)
    return look_up(ctx, np.clip((1 - sp) / np.maximum(1e-6, 1 - sl), 1e-4, 10), contexts, 1.0)


def top(worth, size):
    if len(worth) <= size:
        return np.ones(len(worth), bool)
    return worth > np.partition(worth, len(worth) - size)[len(worth) - size]


def prune(m, ambiguous, bigrams, trigrams):
    """Keeps the entries worth most: weight × |ln(p / p without the entry)|; none that touches no ambiguous word.

    What backing off would give is not known before the rest is pruned: for a trigram its weight is taken as between
    the one of the unpruned model and 0.4, for a bigram as 0.4. On the development split 780,000 bigrams with 1,000,000
    trigrams did better than 570,000 with 1,350,000 or 1,000,000 with 700,000, all of about the same size.
    """
    touches = ambiguous[m.tri % N] | ambiguous[m.tri // N % N] | ambiguous[m.tri // (N * N)]
    without = m.low3 * np.sqrt(np.maximum(m.gamma3, 0.05) * 0.4)
    worth = np.where(touches, m.tri_weight * np.abs(np.log(m.p3 / np.maximum(without, 1e-12))), 0)
    worth[m.tri_count < 2] *= 0.5
    keep = top(worth, trigrams) & (worth > 0)
    tri, p3, kept = m.tri[keep], m.p3[keep], np.flatnonzero(keep)
    touches = ambiguous[m.bi % N] | ambiguous[m.bi // N]
    worth = np.where(touches, m.bi_weight * np.abs(np.log(m.p2 / (m.p1[m.bi % N] * 0.4))), 0)
    parent = np.isin(m.bi, np.unique(tri // N))  # its trigrams hang on it
    keep = top(np.where(parent, 1e18, worth), max(bigrams, int(parent.sum()))) & (parent | (worth > 0))
    bi, p2 = m.bi[keep], m.p2[keep]
    bo1 = back_off(bi // N, p2, m.p1[bi % N], np.arange(len(m.p1)))
    low = look_up(bi, p2, tri % (N * N), -1.0)
    low = np.where(low < 0, bo1[tri // N % N] * m.p1[tri % N], low)
    return bi, p2, back_off(tri // N, p3, low, bi), tri, p3, bo1, kept


def quantise(p):
    """−log p in sixteenths of a nat, one byte."""
    return np.clip(np.round(-np.log(p) / STEP), 0, 255).astype(np.uint8)


def quantise_weight(w):
    """log of a back-off weight, −6 … +2.3 nats, one byte: (log w + 12) · 16 from 255 down."""
    return np.clip(np.round((np.log(w) + 12) / STEP), 0, 254).astype(np.uint8)


def arrays(m, words, bi, p2, bo2, tri, p3, bo1, kept):
    """What prune() kept, as the model's sections want it."""
    print(f"{len(bi)} bigrams, {len(tri)} trigrams kept", flush=True)
    has = np.zeros(len(bi), bool)
    has[np.searchsorted(bi, np.unique(tri // N))] = True
    return dict(p1=quantise(m.p1), bo1=quantise_weight(bo1), bi_begin=np.searchsorted(bi // N, np.arange(words + 1)).astype(np.uint32),
                bi_word=(bi % N).astype(np.uint16), bi_p=quantise(p2), bi_bo=quantise_weight(bo2), bi_has=has,
                tri_begin=np.append(np.searchsorted(tri // N, bi[has]), len(tri)).astype(np.uint32),
                tri_word=(tri % N).astype(np.uint16), tri_p=quantise(p3),
                tri_without=np.stack([costs_without(m, kept, n) for n in (1, 2, 4)]))


def chosen(text, seed):
    """How often each line is counted: none of the development split, the others by their weight."""
    times = np.floor(text.weight + np.random.default_rng(seed).random(len(text.weight))).astype(np.int64)
    times[text.dev] = 0
    return times


def doubts(text, times, path):
    """1 − p of the net (net.f32 of scores.py) for each element of sequence(); signs are never in doubt."""
    order = np.flatnonzero(times)
    word, sign = words_and_signs(text, order)
    doubt = 1 - np.exp(-np.fromfile(path, np.float32))
    pairs, known = np.stack([np.zeros(len(doubt)), doubt], 1), np.stack([sign >= 0, word >= 0], 1)
    # Lines counted more than once follow each other in the sequence.
    length = text.length[order]
    begin = np.cumsum(length) - length
    line = np.repeat(np.arange(len(order)), times[order])
    inner = np.arange(int(length[line].sum())) - np.repeat(np.cumsum(length[line]) - length[line], length[line])
    at = np.repeat(begin[line], length[line]) + inner
    return pairs[at].ravel()[known[at].ravel()].astype(np.float32)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--bigrams", type=int, default=780_000)
    ap.add_argument("--trigrams", type=int, default=1_000_000)
    ap.add_argument("--doubt", type=pathlib.Path, help="net.f32 of scores.py: weigh occurrences by what the net does not know")
    ap.add_argument("--least", type=float, default=0.02, help="weight of an occurrence that the net knows")
    ap.add_argument("--seed", type=int, default=1)
    args = ap.parse_args()
    text = Text(args.work)
    times = chosen(text, args.seed)
    order = np.repeat(np.arange(len(times)), times)
    seq = sequence(text, order)
    form_id, base_id = word_ids(text)
    words = int(max(form_id.max(), base_id.max())) + 1
    ambiguous = np.zeros(words, bool)
    ambiguous[form_id] = True
    print(f"{len(seq)} in the sequence, {words} words", flush=True)
    m = estimate(seq, words)
    print(f"{len(m.bi)} bigrams, {len(m.tri)} trigrams before pruning", flush=True)
    if args.doubt:
        weigh(m, seq, doubts(text, times, args.doubt), args.least)
    np.savez(args.out, words=words, **arrays(m, words, *prune(m, ambiguous, args.bigrams, args.trigrams)))


if __name__ == "__main__":
    main()
