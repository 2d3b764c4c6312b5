#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The plain search that others are measured beside: BM25 over syllables (k1 = 1.5, b = 0.75), a question a line in, ids out.

    dau eval run --task retrieval --set legal_retrieval --system 'cmd:scripts/bm25.py'

The corpus is the file that DAU_EVAL_CORPUS names: {"id", "title", "text"} a line, perhaps .xz. Standard library only.
"""
import collections
import json
import lzma
import math
import os
import re
import sys

K1, B, TOP = 1.5, 0.75, 10


def words(text):
    return re.findall(r"[^\W_]+", text.lower())


def read(path):
    with (lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(path, encoding="utf-8")) as lines:
        return [json.loads(line) for line in lines]


class Index:
    def __init__(self, documents):
        self.ids = [d["id"] for d in documents]
        texts = [words(f"{d.get('title', '')} {d['text']}") for d in documents]
        mean = sum(map(len, texts)) / len(texts)
        self.postings = collections.defaultdict(list)
        for number, text in enumerate(texts):
            for word, count in collections.Counter(text).items():
                weight = count * (K1 + 1) / (count + K1 * (1 - B + B * len(text) / mean))
                self.postings[word].append((number, weight))

    def search(self, query):
        scores = collections.Counter()
        for word, times in collections.Counter(words(query)).items():
            found = self.postings.get(word, ())
            rarity = math.log(1 + (len(self.ids) - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[number] += times * rarity * weight
        return [self.ids[n] for n, _ in sorted(scores.items(), key=lambda s: (-s[1], s[0]))[:TOP]]


def main():
    index = Index(read(os.environ["DAU_EVAL_CORPUS"]))
    for line in sys.stdin:
        print(" ".join(index.search(line)))


if __name__ == "__main__":
    main()
