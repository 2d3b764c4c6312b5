#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# The project's own reference: what src/eval computes must equal this, number for number.
"""Reference metrics for Vietnamese text processing (Python standard library only).

Written for cross-checking: every function is small, deterministic and defined
in its docstring, so that another implementation (C++ for instance) can be
compared with it number for number.  Nothing here is tuned for speed.

Two families are given on purpose:

* ``nom_*``    the definitions published with the nom-vn toolkit (position-wise
               word comparison after punctuation normalisation).  Use them to
               compare with its published tables.
* the others   definitions with the loopholes closed (an inserted or dropped
               token does not shift or hide the rest of the sentence).

Self-test:  python3 metrics.py
"""
import math
import random
import re
import unicodedata
from collections import Counter

# ---------------------------------------------------------------- characters
TONES = {"\u0300": "grave", "\u0301": "acute", "\u0309": "hook",
         "\u0303": "tilde", "\u0323": "dot"}
MARKS = {"\u0302": "circumflex", "\u0306": "breve", "\u031b": "horn"}


def nfc(s):
    return unicodedata.normalize("NFC", s)


def split_char(c):
    """(base letter lower-cased, vowel-quality mark, tone, is_upper) of one NFC char.

    'Ấ' -> ('a', 'circumflex', 'acute', True);  'đ' -> ('d', 'stroke', '', False).
    U+0303 is a Vietnamese tone and is taken as one ('ñ' -> 'n' + tilde); any other
    combining mark stays with the base ('ç' keeps its cedilla).
    """
    if c in "đĐ":
        return ("d", "stroke", "", c == "Đ")
    d = unicodedata.normalize("NFD", c)
    base, mark, tone = d[0], "", ""
    for x in d[1:]:
        if x in TONES and not tone:
            tone = TONES[x]
        elif x in MARKS and not mark:
            mark = MARKS[x]
        else:
            base += x
    return (base.lower(), mark, tone, base[:1].isupper())


def strip_diacritics(s):
    """Base letters only: NFD, drop category Mn, đ->d, Đ->D."""
    d = unicodedata.normalize("NFD", s)
    d = "".join(c for c in d if unicodedata.category(c) != "Mn")
    return d.replace("đ", "d").replace("Đ", "D")


def has_diacritics(s):
    """True when the NFC text has đ/Đ or a Vietnamese vowel with tone or mark."""
    for c in nfc(s):
        base, mark, tone, _ = split_char(c)
        if mark == "stroke" or ((mark or tone) and base in "aeiouy"):
            return True
    return False


# ------------------------------------------------------- nom-vn definitions
_TRAIL = re.compile(r"\s+([,.;:!?\)\]\}\"\'»…])")
_LEAD = re.compile(r"([\(\[\{\"\'«])\s+")


def normalize_punct(text):
    """NFC; no space before ,.;:!?)]}"'»… ; no space after ([{"'« ; runs of white space -> one space; trimmed."""
    text = nfc(text)
    text = _TRAIL.sub(r"\1", text)
    text = _LEAD.sub(r"\1", text)
    return re.sub(r"\s+", " ", text).strip()


def nom_word_accuracy(preds, golds):
    """(word accuracy, sentence exact rate).

    After normalize_punct on both sides, white-space tokens are compared by
    position; the pairing stops at the shorter side, so surplus or missing
    tokens at the end are not counted, while one inserted token shifts all that
    follow.  Micro-average over the corpus.
    """
    n = ok = exact = 0
    for p, g in zip(preds, golds):
        p, g = normalize_punct(p), normalize_punct(g)
        exact += p == g
        for a, b in zip(p.split(), g.split()):
            n += 1
            ok += a == b
    return (ok / n if n else 0.0, exact / len(golds) if golds else 0.0)


def nom_diacritic_recall(preds, golds):
    """Share of gold tokens that carry a diacritic and are restored exactly.

    White-space tokens of the RAW strings (no punctuation normalisation),
    compared by position.
    """
    n = ok = 0
    for p, g in zip(preds, golds):
        for a, b in zip(p.split(), g.split()):
            if has_diacritics(b):
                n += 1
                ok += a == b
    return ok / n if n else 0.0


def nom_error_types(preds, golds):
    """Counts per token: correct, missed_diacritic, wrong_tone, base_char, extra_word, missing_word."""
    c = Counter(correct=0, missed_diacritic=0, wrong_tone=0, base_char=0,
                extra_word=0, missing_word=0)

    def base(t):
        d = unicodedata.normalize("NFD", t)
        return "".join(x for x in d if unicodedata.category(x) != "Mn").lower()

    for p, g in zip(preds, golds):
        a, b = normalize_punct(p).split(), normalize_punct(g).split()
        c["missing_word"] += max(0, len(b) - len(a))
        c["extra_word"] += max(0, len(a) - len(b))
        for x, y in zip(a, b):
            if x == y:
                c["correct"] += 1
            elif base(x) != base(y):
                c["base_char"] += 1
            elif x == base(y) and y != base(y):
                c["missed_diacritic"] += 1
            else:
                c["wrong_tone"] += 1
    return dict(c)


def nom_cer(pred, gold, collapse_space=False, by_gold=False):
    """Levenshtein over NFC code points, both sides trimmed.

    Divided by max(len(pred), len(gold)) as nom-vn does for whole pages
    (collapse_space=True there), or with by_gold=True by len(gold) as it does
    for line images; its tables are means over images, not corpus-level."""
    p, g = nfc(pred), nfc(gold)
    if collapse_space:
        p, g = re.sub(r"\s+", " ", p), re.sub(r"\s+", " ", g)
    p, g = p.strip(), g.strip()
    if not g:
        return 0.0 if not p else 1.0
    return edit_distance(g, p) / (len(g) if by_gold else max(len(p), len(g)))


# --------------------------------------------------------- own definitions
def edit_distance(a, b):
    """Levenshtein distance of two sequences."""
    if len(a) < len(b):
        a, b = b, a
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        prev, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            cur = row[j]
            row[j] = prev if x == y else 1 + min(prev, cur, row[j - 1])
            prev = cur
    return row[-1]


def align(gold, pred, sub_extra, indel_extra=3):
    """Optimal alignment [(i or None, j or None)] of two sequences.

    Minimises first the number of edits, then the sum of sub_extra(g, p) over
    substitutions plus indel_extra per insertion or deletion; remaining ties in
    the order diagonal, deletion (gold element left out), insertion.  Computed
    in a band that is doubled until it provably holds the optimum.
    """
    big = 1 << 24
    n, m = len(gold), len(pred)
    band = max(8, abs(n - m) + 4)
    while True:
        inf = big * (n + m + 5)
        prev_row, rows = None, []
        for i in range(n + 1):
            lo, hi = max(0, i - band), min(m, i + band)
            row = [inf] * (hi - lo + 1)
            for j in range(lo, hi + 1):
                if i == 0 and j == 0:
                    row[0] = 0
                    continue
                best = inf
                if i and j:
                    plo, phi = prev_row[0], prev_row[0] + len(prev_row[1]) - 1
                    if plo <= j - 1 <= phi:
                        g, p = gold[i - 1], pred[j - 1]
                        best = prev_row[1][j - 1 - plo] + (0 if g == p else big + sub_extra(g, p))
                if i:
                    plo, phi = prev_row[0], prev_row[0] + len(prev_row[1]) - 1
                    if plo <= j <= phi:
                        best = min(best, prev_row[1][j - plo] + big + indel_extra)
                if j > lo:
                    best = min(best, row[j - 1 - lo] + big + indel_extra)
                row[j - lo] = best
            prev_row = (lo, row)
            rows.append(prev_row)
        edits = rows[n][1][m - rows[n][0]] // big
        if edits <= band or band >= max(n, m):
            break
        band = max(band * 2, edits)
    out, i, j = [], n, m

    def at(i, j):
        lo, row = rows[i]
        return row[j - lo] if 0 <= j - lo < len(row) else inf

    while i or j:
        cur = at(i, j)
        if i and j:
            g, p = gold[i - 1], pred[j - 1]
            if at(i - 1, j - 1) + (0 if g == p else big + sub_extra(g, p)) == cur:
                i, j = i - 1, j - 1
                out.append((i, j))
                continue
        if i and at(i - 1, j) + big + indel_extra == cur:
            i -= 1
            out.append((i, None))
        else:
            j -= 1
            out.append((None, j))
    out.reverse()
    return out


def _char_extra(g, p):
    a, b = split_char(g), split_char(p)
    if a[0] != b[0]:
        return 4
    return (a[1] != b[1]) + (a[2] != b[2]) + (a[3] != b[3])


DCER_KEYS = ("gold_chars", "insert", "delete", "base", "tone", "mark", "tone_mark", "case")


def diacritic_cer_counts(pred, gold, collapse_space=True):
    """Edit counts of one pair, each edit put in exactly one class.

    insert, delete  characters surplus in / missing from the prediction
    base            aligned characters whose base letters differ (a/o, l/1, …)
    tone            same base and same vowel-quality mark, tone differs (á/à, a/á)
    mark            same base and same tone, mark differs (a/â, o/ơ, d/đ, ấ/ắ)
    tone_mark       same base, both tone and mark differ (a/ấ)
    case            differ only in upper/lower case (a case difference together
                    with another one is counted under that other one)

    The classes sum to the Levenshtein distance, so
    CER = (insert+delete+base+tone+mark+tone_mark+case) / gold_chars
    splits exactly into its parts.
    """
    p, g = nfc(pred), nfc(gold)
    if collapse_space:
        p, g = re.sub(r"\s+", " ", p).strip(), re.sub(r"\s+", " ", g).strip()
    c = dict.fromkeys(DCER_KEYS, 0)
    c["gold_chars"] = len(g)
    for i, j in align(g, p, _char_extra):
        if i is None:
            c["insert"] += 1
        elif j is None:
            c["delete"] += 1
        elif g[i] != p[j]:
            a, b = split_char(g[i]), split_char(p[j])
            if a[0] != b[0]:
                c["base"] += 1
            elif a[1] != b[1] and a[2] != b[2]:
                c["tone_mark"] += 1
            elif a[1] != b[1]:
                c["mark"] += 1
            elif a[2] != b[2]:
                c["tone"] += 1
            else:
                c["case"] += 1
    return c


def diacritic_cer(preds, golds, collapse_space=True):
    """Corpus-level (micro) CER and its parts, as shares of gold characters.

    Also base_cer: CER after strip_diacritics on both sides, and
    diacritic_only = (tone + mark + tone_mark) / gold_chars.
    """
    tot = Counter()
    eb = nb = 0
    for p, g in zip(preds, golds):
        tot.update(diacritic_cer_counts(p, g, collapse_space))
        a, b = strip_diacritics(nfc(p)), strip_diacritics(nfc(g))
        if collapse_space:
            a, b = re.sub(r"\s+", " ", a).strip(), re.sub(r"\s+", " ", b).strip()
        eb += edit_distance(a, b)
        nb += len(b)
    n = tot["gold_chars"] or 1
    r = {k: tot[k] / n for k in DCER_KEYS[1:]}
    r["cer"] = sum(r.values())
    r["diacritic_only"] = (tot["tone"] + tot["mark"] + tot["tone_mark"]) / n
    r["base_cer"] = eb / (nb or 1)
    r["gold_chars"] = tot["gold_chars"]
    return r


def cer(preds, golds, collapse_space=True):
    """Corpus-level CER: total Levenshtein distance / total gold characters."""
    e = n = 0
    for p, g in zip(preds, golds):
        p, g = nfc(p), nfc(g)
        if collapse_space:
            p, g = re.sub(r"\s+", " ", p).strip(), re.sub(r"\s+", " ", g).strip()
        e += edit_distance(g, p)
        n += len(g)
    return e / n if n else 0.0


def _tok_extra(g, p):
    if strip_diacritics(g).lower() == strip_diacritics(p).lower():
        return 1
    return 2


def word_scores(preds, golds):
    """Aligned word metrics after normalize_punct.

    word_acc   gold tokens matched exactly in an optimal token alignment,
               divided by max(gold tokens, predicted tokens) summed per sentence
    wer        (S + D + I) / gold tokens
    diacritic_recall  matched share of the gold tokens that carry a diacritic
    sentence_exact    share of sentences equal after normalize_punct
    """
    den = ok = s = d = ins = n = dn = dok = ex = 0
    for p, g in zip(preds, golds):
        p, g = normalize_punct(p), normalize_punct(g)
        ex += p == g
        a, b = g.split(), p.split()
        n += len(a)
        den += max(len(a), len(b))
        for i, j in align(a, b, _tok_extra):
            if i is None:
                ins += 1
                continue
            dia = has_diacritics(a[i])
            dn += dia
            if j is None:
                d += 1
            elif a[i] == b[j]:
                ok += 1
                dok += dia
            else:
                s += 1
    return {"word_acc": ok / den if den else 0.0, "wer": (s + d + ins) / n if n else 0.0,
            "diacritic_recall": dok / dn if dn else 0.0,
            "sentence_exact": ex / len(golds) if golds else 0.0}


_SYL = re.compile(r"[^\W\d_]+", re.UNICODE)


def syllable_accuracy(preds, golds):
    """Case-insensitive accuracy over the letter runs of the gold text, by position,
    for restorers that keep everything but diacritics; a sentence whose letter-run
    count differs is aligned instead.  Digits and punctuation are not counted,
    so this is the stricter number for diacritic restoration."""
    n = ok = 0
    for p, g in zip(preds, golds):
        a = [x.lower() for x in _SYL.findall(nfc(g))]
        b = [x.lower() for x in _SYL.findall(nfc(p))]
        n += len(a)
        if len(a) == len(b):
            ok += sum(x == y for x, y in zip(a, b))
        else:
            ok += sum(1 for i, j in align(a, b, _tok_extra)
                      if i is not None and j is not None and a[i] == b[j])
    return ok / n if n else 0.0


def bootstrap_ci(preds, golds, score, n=1000, seed=42):
    """Percentile 95 % interval, sentences resampled with replacement."""
    rng, k, vals = random.Random(seed), len(golds), []
    for _ in range(n):
        idx = [rng.randrange(k) for _ in range(k)]
        vals.append(score([preds[i] for i in idx], [golds[i] for i in idx]))
    vals.sort()
    return vals[int(0.025 * n)], vals[int(0.975 * n)]


# ------------------------------------------------------------ segmentation
def spans(tokens):
    """Half-open spans counted in non-space characters ('_' inside a token of
    more than one character counts as space), so that the joiner does not matter."""
    out, pos = [], 0
    for t in tokens:
        k = len(t) if len(t) == 1 else len(re.sub(r"[\s_]+", "", t))
        if k:
            out.append((pos, pos + k))
            pos += k
    return out


def segmentation_prf(pred_tokens, gold_tokens):
    """Micro P, R, F1 of exact word spans; lists of token lists."""
    tp = np_ = ng = 0
    for p, g in zip(pred_tokens, gold_tokens):
        a, b = set(spans(p)), set(spans(g))
        tp += len(a & b)
        np_ += len(a)
        ng += len(b)
    pr, rc = (tp / np_ if np_ else 0.0), (tp / ng if ng else 0.0)
    return pr, rc, (2 * pr * rc / (pr + rc) if pr + rc else 0.0)


# ---------------------------------------------------------- classification
def macro_f1(pred, gold):
    """(macro F1, {label: F1}, accuracy); the labels are those of the gold data."""
    tp, fp, fn = Counter(), Counter(), Counter()
    for p, g in zip(pred, gold):
        if p == g:
            tp[g] += 1
        else:
            fp[p] += 1
            fn[g] += 1
    f = {}
    for lab in sorted(set(gold)):
        d = 2 * tp[lab] + fp[lab] + fn[lab]
        f[lab] = 2 * tp[lab] / d if d else 0.0
    acc = sum(tp.values()) / len(gold) if gold else 0.0
    return (sum(f.values()) / len(f) if f else 0.0), f, acc


# --------------------------------------------------------------- retrieval
def hit_at_k(ranked, relevant, k):
    """1 when one of the first k ranked ids is relevant (nom-vn's R@k, one gold id each)."""
    return float(any(x in relevant for x in ranked[:k]))


def recall_at_k(ranked, relevant, k):
    """Share of the relevant ids among the first k."""
    return len(set(ranked[:k]) & set(relevant)) / len(relevant) if relevant else 0.0


def mrr_at_k(ranked, relevant, k=10):
    for r, x in enumerate(ranked[:k], 1):
        if x in relevant:
            return 1.0 / r
    return 0.0


def ndcg_at_k(ranked, relevant, k=10):
    """Binary gains, log2 discount."""
    dcg = sum(1 / math.log2(r + 1) for r, x in enumerate(ranked[:k], 1) if x in relevant)
    ideal = sum(1 / math.log2(r + 1) for r in range(1, min(k, len(relevant)) + 1))
    return dcg / ideal if ideal else 0.0


def f2(p, r):
    """F2 of precision and recall (the score of the Zalo legal challenge, per query)."""
    return 5 * p * r / (4 * p + r) if p + r else 0.0


# ---------------------------------------------------------------- self-test
def _self_test():
    assert split_char("Ấ") == ("a", "circumflex", "acute", True)
    assert split_char("đ")[1] == "stroke" and has_diacritics("đi") and not has_diacritics("di 1")
    assert strip_diacritics("Hợp đồng số 02/HĐ/2025") == "Hop dong so 02/HD/2025"
    assert normalize_punct('nói : " Tôi " .') == 'nói:"Tôi".'
    assert nom_word_accuracy(["a b c d"], ["a b x"])[0] == 2 / 3
    w = word_scores(["a z b c"], ["a b c"])
    assert abs(w["word_acc"] - 3 / 4) < 1e-9 and abs(w["wer"] - 1 / 3) < 1e-9
    c = diacritic_cer_counts("toi yeu Viêt Nạm l", "tôi yêu Việt Nam 1")
    assert (c["mark"], c["tone"], c["base"], c["insert"], c["delete"]) == (2, 2, 1, 0, 0), c
    c = diacritic_cer_counts("á", "Ậ")
    assert c["tone_mark"] == 1
    c = diacritic_cer_counts("đuong", "đường")
    assert c["mark"] == 1 and c["tone_mark"] == 1, c
    rng = random.Random(1)
    for _ in range(300):
        a = "".join(rng.choice("aáàâấbdđ ") for _ in range(rng.randrange(0, 30)))
        b = "".join(rng.choice("aáàâấbdđ ") for _ in range(rng.randrange(0, 30)))
        c = diacritic_cer_counts(a, b, collapse_space=False)
        assert sum(c[k] for k in DCER_KEYS[1:]) == edit_distance(a, b)
    assert segmentation_prf([["Thành_phố", "lớn"]], [["Thành phố", "lớn"]])[2] == 1.0
    assert segmentation_prf([["a", "b c"]], [["a b", "c"]])[2] == 0.0
    m, f, acc = macro_f1(["x", "y", "y"], ["x", "y", "x"])
    assert abs(m - (2 / 3 + 2 / 3) / 2) < 1e-9 and abs(acc - 2 / 3) < 1e-9
    assert hit_at_k([3, 1], {1}, 1) == 0 and mrr_at_k([3, 1], {1}) == 0.5
    print("metrics self-test: ok")


if __name__ == "__main__":
    _self_test()
