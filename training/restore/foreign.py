# SPDX-License-Identifier: Apache-2.0
"""Text that the restorer must leave alone: English, English inside Vietnamese, code.

prepare.py reads these as three more sources beside the ledger's; each line is its own document of the split.

  english_wordnet   definitions and example sentences of WordNet 3.0 (the Debian package wordnet-base)
  english_authored  sentences made from the patterns of authored/english.txt
  code_authored     lines made from the patterns of authored/code.txt
  mixed_authored    a few words of English set into Vietnamese lines of the ledger's conversational text
"""
import hashlib
import json
import pathlib
import random
import re

HERE = pathlib.Path(__file__).parent
WORDNET = pathlib.Path("/usr/share/wordnet")
PARTS = ("data.noun", "data.verb", "data.adj", "data.adv")
WORDNET_NOTICE = "WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved."
TALK = "conv_tatoeba"  # the ledger's source that English is set into
SENTENCES, LINES, MIXED = 12000, 6000, 12000  # how many are made of each authored source
_SLOT = re.compile(r"\{(\w+)\}")


def sentence_of(text, rng):
    """The first letter large and a stop at the end, for half of them."""
    if rng.random() < 0.5:
        return text
    return text[:1].upper() + text[1:] + ("" if text[-1:] in ".?!" else ".")


def wordnet(folder=WORDNET):
    """Definitions and examples, a line each."""
    rng = random.Random(1)
    for part in PARTS:
        for line in (folder / part).read_text("latin-1").splitlines():
            if line.startswith("  ") or " | " not in line:
                continue
            gloss = line.split(" | ", 1)[1].strip()
            for example in re.findall(r'"([^"]+)"', gloss):
                yield sentence_of(example.strip(), rng)
            definition = re.sub(r';?\s*"[^"]*"[^;"]*', "", gloss).strip(" ;")
            if definition:
                yield sentence_of(definition, rng)


def patterns(name):
    slots, lines = {}, []
    for line in (HERE / "authored" / name).read_text("utf-8").splitlines():
        slot = re.match(r"(\w+) = (.*\|.*)$", line)
        if line.startswith("# "):
            continue
        if slot and name == "english.txt":
            slots[slot[1]] = [v.strip() for v in slot[2].split("|")]
        elif line:
            lines.append(line)
    return slots, lines


def english():
    rng = random.Random(2)
    slots, lines = patterns("english.txt")
    for _ in range(SENTENCES):
        text = _SLOT.sub(lambda m: rng.choice(slots[m[1]]), rng.choice(lines))
        yield text[:1].upper() + text[1:] if rng.random() < 0.5 else text


def code(bare):
    """`bare`: syllables without marks, from which names are drawn; some names are two of them."""
    rng = random.Random(3)
    _, lines = patterns("code.txt")

    def fill(m):
        if m[1] == "i":
            return str(rng.randrange(1000))
        first, second = rng.choice(bare), rng.choice(bare)
        how = rng.random()
        return first if how < 0.7 else first + "_" + second if how < 0.85 else first + second.title()

    for _ in range(LINES):
        yield re.sub(r"\{([wi])\}", fill, rng.choice(lines))


def mixed(vietnamese, foreign, bare):
    """Vietnamese lines with a few English words between two of their words, some of them in quotes.

    A word that stands alone is none of `bare`: "to" between Vietnamese words is tô, to or tờ.
    """
    rng = random.Random(4)
    bare = set(bare)
    short = [f.rstrip(".?!") for f in foreign if 1 < len(f.split()) <= 6]
    alone = [w for f in short for w in f.split() if w.isalpha() and w.lower() not in bare]
    long_enough = [v for v in vietnamese if len(v.split()) >= 4]
    for _ in range(MIXED):
        words = rng.choice(long_enough).split()
        piece = rng.choice(alone if rng.random() < 0.4 else short)
        if rng.random() < 0.3:
            piece = rng.choice(['"%s"', "(%s)", "“%s”", "'%s'"]) % piece
        words.insert(rng.randrange(len(words) + 1), piece)
        yield " ".join(words)


def record(source, register, licence, attribution, content):
    """What the model's lineage says of a source, in the ledger's words; sha256 is of the lines as made."""
    return {"id": source, "sha256": hashlib.sha256("\n".join(content).encode()).hexdigest(), "licence": licence,
            "attribution_text": attribution, "register": register, "machine_translated": False}


def sources(vietnamese, bare, wordnet_folder=WORDNET):
    """[(lineage record, lines)]. vietnamese: lines to set English into; bare: syllables for names in code."""
    ours = "The Dấu authors"
    glosses, made = list(wordnet(wordnet_folder)), list(english())
    code_lines, mixed_lines = list(code(bare)), list(mixed(vietnamese, glosses + made, bare))
    return [
        (record("english_wordnet", "english", "LicenseRef-WordNet-3.0", WORDNET_NOTICE, glosses), glosses),
        (record("english_authored", "english", "CC0-1.0", ours, made), made),
        (record("code_authored", "code", "CC0-1.0", ours, code_lines), code_lines),
        (record("mixed_authored", "mixed", "CC-BY-2.0-FR AND LicenseRef-WordNet-3.0",
                "Tatoeba.org contributors, https://tatoeba.org; " + WORDNET_NOTICE, mixed_lines), mixed_lines),
    ]


def main():
    """Shows some lines of each source."""
    for rec, lines in sources(["Tôi đang học bài ở nhà."], ["dem", "tinh", "tong"]):
        print(json.dumps(rec, ensure_ascii=False))
        print(*("  " + line for line in random.Random(5).sample(lines, 25)), sep="\n")


if __name__ == "__main__":
    main()
