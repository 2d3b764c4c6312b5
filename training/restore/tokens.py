# SPDX-License-Identifier: Apache-2.0
"""Cut a line of Vietnamese into the tokens that the restorer's models see.

This is the training side's statement of the rules in docs/methods/restore.md; src/text/tokens.cc is the
product's. tests/text/tokens_test.cc compares the two on tests/data/text/tokens.tsv, which this file writes
(`python3 tokens.py --golden < sentences`).

A token is a maximal run of letters and digits. Letters only: a word. Digits only: a number. Both, or any run inside
a protected chunk (an address, a path, code): other. Between two tokens stands a *gap*, reduced to one class.
"""
import re
import sys
import unicodedata

# Gap classes: what stands between a token and the one before it on the same line.
SPACE, COMMA, STOP, COLON, QUOTE, HYPHEN, SYMBOL, START, DOT = range(9)
# Case classes.
LOWER, TITLE, UPPER, MIXED = range(4)
# Kinds.
WORD, NUMBER, OTHER = range(3)

RUN = re.compile(r"[^\W_]+")
PROTECTED = re.compile(r"://|^www\.|@|\\|_|`|^[#$]\w|^--?\w+[-=]|</?\w|\w\(\)|^[\w.-]*/[\w.-]*/|\w\.\w+\(", re.I)

_CODE = str.maketrans(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
    "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd",
)


def strip_marks(word):
    """Lower-case NFC word -> its letters without Vietnamese marks; other letters stay as they are."""
    return word.translate(_CODE)


_TONED = {}
for _plain, _forms in (("o", "òóỏõọ"), ("a", "àáảãạ"), ("e", "èéẻẽẹ"), ("u", "ùúủũụ"), ("y", "ỳýỷỹỵ")):
    for _i, _c in enumerate(_forms):
        _TONED[_c] = (_plain, _i)
_AT = {"o": "òóỏõọ", "u": "ùúủũụ"}
_OPEN = re.compile(r"^([^aeiouyăâêôơưàáảãạèéẻẽẹìíỉĩịòóỏõọùúủũụỳýỷỹỵ]*)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])$")


def old_tone_placement(word):
    """hoà -> hòa, khoẻ -> khỏe, thuý -> thúy; quý stays, for its u belongs to the onset. Lower-case NFC in and out."""
    m = _OPEN.match(word)
    if not m or (m.group(1).endswith("q")):
        return word
    first, second = m.group(2)
    plain, tone = _TONED[second]
    return m.group(1) + _AT[first][tone] + plain


def case_of(run):
    if run.islower():
        return LOWER
    if run[0].isupper() and (len(run) == 1 or run[1:].islower()):
        return TITLE
    return UPPER if run.isupper() else MIXED


def gap_of(gap):
    """Class of the text between two tokens; the strongest sign wins."""
    if gap == " " or gap == "":
        return SPACE
    if gap == "-" or gap == "–":
        return HYPHEN
    if gap == ".":
        return DOT
    for c in gap:
        if c in ".!?…":
            return STOP
    for c in gap:
        if c == ":":
            return COLON
    for c in gap:
        if c in ",;":
            return COMMA
    for c in gap:
        if c in "\"'“”‘’«»()[]{}":
            return QUOTE
    return SPACE if gap.isspace() else SYMBOL


def tokens(line):
    """[(kind, run, gap class)] of one NFC line."""
    out = []
    spans = [m.span() for m in chunk_spans(line)] if looks_protected(line) else ()
    end = -1
    k = 0
    for m in RUN.finditer(line):
        b, e = m.span()
        gap = gap_of(line[end:b]) if end >= 0 else START
        run = m.group()
        end = e
        while k < len(spans) and spans[k][1] <= b:
            k += 1
        if k < len(spans) and spans[k][0] <= b:
            kind = OTHER
        elif run.isalpha():
            kind = WORD
        elif run.isdigit():
            kind = NUMBER
        else:
            kind = OTHER
        out.append((kind, run, gap))
    return out


_MAYBE = re.compile(r"[:@\\_`#$<(/=-]|www", re.I)
_CHUNK = re.compile(r"\S+")


def looks_protected(line):
    return _MAYBE.search(line) is not None


def chunk_spans(line):
    """White-space separated chunks that are addresses, paths or code; nothing in them is touched."""
    return (m for m in _CHUNK.finditer(line) if PROTECTED.search(m.group()))


def main():
    for line in sys.stdin:
        line = unicodedata.normalize("NFC", line.rstrip("\n"))
        cells = [f"{kind}:{gap}:{case_of(run)}:{run}" for kind, run, gap in tokens(line)]
        print(line + "\t" + " ".join(cells))


if __name__ == "__main__":
    main()
