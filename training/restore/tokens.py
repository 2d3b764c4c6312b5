# SPDX-License-Identifier: Apache-2.0
"""Cut a line of Vietnamese into the tokens that the restorer's models see.

This is the training side's statement of the rules in docs/methods/restore.md; src/text/tokens.cc and protected.cc are
the product's. tests/text/tokens_test.cc compares the two on tests/data/text/tokens.tsv, whose last column this file
writes (`python3 tokens.py --golden < tokens.tsv`).

A token is a maximal run of letters and digits, together with the combining marks on them. Letters only: a word.
Digits and other signs of numbers only: a number. Both, a combining mark that NFC leaves on its own, or any run inside
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


def _class_of(category):
    """The inside of a regular expression's [...] for the characters of a general category: "M" is Mn, Mc and Me."""
    out, begin = [], None
    for c in range(0x110001):
        inside = c < 0x110000 and unicodedata.category(chr(c)).startswith(category)
        if inside and begin is None:
            begin = c
        elif not inside and begin is not None:
            out.append(f"\\U{begin:08x}-\\U{c - 1:08x}")
            begin = None
    return "".join(out)


_MARK = _class_of("M")
RUN = re.compile(rf"[^\W_]+(?:[{_MARK}]+[^\W_]*)*")
_COMBINING = re.compile(rf"[{_MARK}]")

# The rules of protected.cc, in its order. They look at ASCII signs and letters only, never at marks; any character
# outside ASCII is part of a word there.
_W = r"[A-Za-z0-9\x80-\U0010ffff]"
_ENDINGS = ("com net org vn edu gov info io html htm php txt pdf doc docx xls xlsx ppt pptx csv json xml yaml yml md py "
            "js css cpp hpp java sh exe zip jpg jpeg png gif mp3 mp4 sql cfg log svg").replace(" ", "|")
_L = r"[A-Za-z\x80-\U0010ffff]"
_FOLDERS = "src|lib|usr|etc|var|tmp|docs|tests|dist|img|assets|scripts|include|vendor"
_OTHER_FOLDERS = "app|data|bin|test|public|static|images|models|build|server|client"
PROTECTED = re.compile(
    rf"^(?:{_FOLDERS})/{_W}|^(?:{_OTHER_FOLDERS})/{_W}[^/]*/|^(?=.*{_L}-{_L}){_L}[A-Za-z0-9._\x80-\U0010ffff-]*/{_L}[^/]*/|^www\.|^[#$]{_W}|^--{_W}+(?:\Z|[-=])|^-{_W}+[-=]|^(?:\.\.?|~)/{_W}|^/{_W}.*/|[@\\_`]|://|</?[a-z]"
    rf"|\{{[a-z][a-z0-9.]*\}}|[a-z]\(\)|{_W}\.{_W}*[a-z]\(|{_W}\.(?:{_ENDINGS})(?!{_W})", re.A | re.I | re.S)
# The rules of code.cc for parts of a line. Whole lines of code and the options of commands are the product's alone:
# the training text is prose.
CODE_SPAN = re.compile(r"(?P<ticks>`+)(?=[^`]).{0,4000}?(?P=ticks)|<!--.{0,4000}?-->|</?[a-z][a-z0-9-]*(?:\s*/?\s*|[^a-z0-9<>-][^<>]*=[^<>]*)>",
                       re.A | re.I | re.S)

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
    categories = [unicodedata.category(c) for c in run]
    uppers = categories.count("Lu")
    if not uppers:
        return LOWER
    if uppers == 1 and categories[0] == "Lu":
        return TITLE
    return MIXED if "Ll" in categories else UPPER


def kind_of(run):
    if _COMBINING.search(run):
        return OTHER
    if run.isalpha():
        return WORD
    return OTHER if any(map(str.isalpha, run)) else NUMBER


_WHITE = r"\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # White_Space
_SPACES = re.compile(rf"[{_WHITE}]+")
_CHUNK = re.compile(rf"[^{_WHITE}]+")


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
    return SPACE if _SPACES.fullmatch(gap) else SYMBOL


def tokens(line):
    """[(kind, run, gap class)] of one NFC line."""
    out = []
    spans = protected_spans(line) if looks_protected(line) else ()
    end = -1
    k = 0
    for m in RUN.finditer(line):
        b, e = m.span()
        gap = gap_of(line[end:b]) if end >= 0 else START
        run = m.group()
        end = e
        while k < len(spans) and spans[k][1] <= b:
            k += 1
        covered = k < len(spans) and spans[k][0] <= b
        out.append((OTHER if covered else kind_of(run), run, gap))
    return out


_MAYBE = re.compile(r"[:@\\_`#$<(/=.{-]")
def looks_protected(line):
    return _MAYBE.search(line) is not None


def protected_spans(line):
    """What is code, and the parts of white-space separated chunks that are addresses, paths or code; ascending."""
    spans, at = [], 0
    for code in [*(m.span() for m in CODE_SPAN.finditer(line)), (len(line), len(line))]:
        for m in _CHUNK.finditer(line, at, code[0]):
            # A pattern's ^ and \\Z are of the chunk.
            if PROTECTED.search(m.group()):
                spans.append(m.span())
        spans.append(code)
        at = code[1]
    return spans


def cells(line):
    """What tokens() finds in `line` as text: kind:gap:case:run of each token."""
    return " ".join(f"{kind}:{gap}:{case_of(run)}:{run}" for kind, run, gap in tokens(line))


def golden(row):
    """A row "id <tab> line [<tab> …]" of tokens.tsv with its last column made anew. \\t, \\n, \\r, \\\\ are read as such."""
    if not row or row.startswith("#"):
        return row
    name, line = row.split("\t")[:2]
    text = re.sub(r"\\(.)", lambda m: {"t": "\t", "n": "\n", "r": "\r"}.get(m.group(1), m.group(1)), line)
    return f"{name}\t{line}\t{cells(unicodedata.normalize('NFC', text))}"


def main():
    """Adds to each line of standard input its tokens; --golden does so for the rows of tests/data/text/tokens.tsv."""
    for line in sys.stdin:
        line = line.rstrip("\n")
        if "--golden" in sys.argv[1:]:
            print(golden(line))
        else:
            line = unicodedata.normalize("NFC", line)
            print(line + "\t" + cells(line))


if __name__ == "__main__":
    main()
