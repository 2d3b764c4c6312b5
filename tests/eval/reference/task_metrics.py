# SPDX-License-Identifier: Apache-2.0
"""Reference metrics of the tasks whose answers are free text (Python standard library only), for cross-checking.

Each function takes one answer and its case and gives what docs/methods/metrics.md says; nothing is tuned for speed.
"""
import math
import re
import unicodedata
from collections import Counter

import metrics as base


def words(text):
    """Runs of letters and digits of the NFC text in lower case."""
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


def reading(output, golds):
    """(F1 of shared words, exact) of the best right answer; no words on both sides is right."""
    best, exact = 0.0, False
    answer = words(output)
    for gold in map(words, golds):
        if not answer or not gold:
            one = float(answer == gold)
        else:
            one = 2 * sum((Counter(answer) & Counter(gold)).values()) / (len(answer) + len(gold))
        best, exact = max(best, one), exact or answer == gold
    return best, exact


def chrf_counts(output, gold):
    """Shared, of the answer, of the gold text: for runs of 1 to 6 characters without white space."""
    a, b = ("".join(unicodedata.normalize("NFC", t).split()) for t in (output, gold))
    out = []
    for n in range(1, 7):
        x, y = (Counter(t[i:i + n] for i in range(len(t) - n + 1)) for t in (a, b))
        out.append((sum((x & y).values()), sum(x.values()) if y else 0, sum(y.values())))
    return out


def chrf_of(counts):
    pairs = [(m / h, m / r) for m, h, r in counts if h and r]
    if not pairs:
        return 0.0
    p, r = (sum(column) / len(pairs) for column in zip(*pairs))
    return 5 * p * r / (4 * p + r) if p + r else 0.0


def chrf(outputs, golds):
    """Of the whole: for each answer the reference that it is nearest to, the counts added up."""
    total = [(0, 0, 0)] * 6
    for output, several in zip(outputs, golds):
        best = max((chrf_counts(output, g) for g in several), key=chrf_of)
        total = [tuple(x + y for x, y in zip(a, b)) for a, b in zip(total, best)]
    return chrf_of(total)


def rouge_l(output, golds):
    best, a = 0.0, words(output)
    for b in map(words, golds):
        if not a or not b:
            best = max(best, float(a == b))
            continue
        row = [0] * (len(b) + 1)
        for x in a:
            last = 0
            for j, y in enumerate(b, 1):
                last, row[j] = row[j], last + 1 if x == y else max(row[j], row[j - 1])
        best = max(best, 2 * row[-1] / (len(a) + len(b)))
    return best


def plain_number(text):
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text.lstrip("0") or "0"
    other = "," if text[last] == "." else "."
    if len(text) - last == 4 and other not in text and text[0] != "0":
        return re.sub("[.,]", "", text)
    whole = re.sub("[.,]", "", text[:last]).lstrip("0") or "0"
    decimals = text[last + 1:].rstrip("0")
    return whole + ("." + decimals if decimals else "")


def numbers(text):
    return [plain_number(x) for x in re.findall(r"[0-9]+(?:[.,][0-9]+)*", text)]


def novel(output, source):
    """(novel numbers, numbers) of an answer."""
    known, said = set(numbers(source)), numbers(output)
    return sum(x not in known for x in said), len(said)


def ranking(ids, relevant):
    """NDCG, hit at 1, hit, recall and reciprocal rank at 10, F2 of all that was given."""
    found = len(set(ids) & relevant)
    p, r = (found / len(ids) if ids else 0.0), found / len(relevant)
    return (base.ndcg_at_k(ids, relevant), base.hit_at_k(ids, relevant, 1), base.hit_at_k(ids, relevant, 10),
            base.recall_at_k(ids, relevant, 10), base.mrr_at_k(ids, relevant), base.f2(p, r))


def page(outputs, golds):
    split = base.diacritic_cer(outputs, golds)
    return [split["cer"], base.word_scores(outputs, golds)["wer"]] + [
        split[k] for k in ("insert", "delete", "base", "tone", "mark", "tone_mark", "case", "base_cer")]


def speech(outputs, golds):
    a, b = ([" ".join(words(t)) for t in texts] for texts in (outputs, golds))
    scores = base.word_scores(a, b)
    kinds = page(a, b)
    return [scores["wer"], kinds[0]] + kinds[2:] + [scores["sentence_exact"]]
