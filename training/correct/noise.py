# SPDX-License-Identifier: Apache-2.0
"""Make text wrong in the ways that people, phones and scanners do: the development pairs of the corrector.

  python3 noise.py --work work/ --lines 150

Reads work/dev-<register>.txt and writes work/pairs-<kind>.tsv (noisy, clean). `light` and `heavy` follow the distribution
of the public generator of nom-vn (nom.text.noise: which kinds of error, how often), written anew; the other kinds are
the project's own.
"""
import argparse
import pathlib
import random
import re
import unicodedata

REGISTERS = ("legal", "encyclopaedic", "literary", "technical", "business", "conversational", "news")
HERE = pathlib.Path(__file__).parent
TONE_KEYS = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
MARK_KEYS = {"\u0302": None, "\u0306": "w", "\u031b": "w"}  # None: the letter again
VNI = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5", "\u0302": "6", "\u0306": "8", "\u031b": "7"}
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
LOOKS = {"o": ["0"], "0": ["o", "O"], "O": ["0", "Q"], "l": ["1", "I"], "1": ["l", "I"], "I": ["l", "1"], "c": ["e", "ç"], "e": ["c"],
         "n": ["h", "ri"], "h": ["n", "li"], "m": ["rn", "nn"], "u": ["v"], "v": ["u"], "i": ["l", "1"], "5": ["S", "s"], "S": ["5"],
         "8": ["B"], "B": ["8"]}
CONFUSED = ("thuê thuế thuệ|chữ chứ chử|nhỉ nhì nhi|giả giã giá gia|Hùng Hưng Hứng|Thanh Thánh Thành|nội nỗi nồi|là lá lả lạ|"
            "của cùa cũa|không khong khống|được đuoc duộc|đã đa đả|năm nắm nâm|ngày ngay|phải phái phai|tốt tột|để đề đệ|vẫn vẩn văn")
SOUNDS = [("^s(?!h)", "x"), ("^x", "s"), ("^ch", "tr"), ("^tr", "ch"), ("^d", "gi"), ("^gi(?=[aăâeêoôơuưàáảãạ])", "d"), ("^r", "d"),
          ("^l", "n"), ("^n(?![gh])", "l"), ("(?<=[aăâươáàảãạắằấầ])n$", "ng"), ("(?<=[aăâươáàảãạ])ng$", "n"), ("t$", "c"), ("c$", "t")]


def bare(text):
    out = unicodedata.normalize("NFD", text)
    out = "".join(c for c in out if not unicodedata.combining(c))
    return out.replace("đ", "d").replace("Đ", "D")


def neighbours(c):
    for y, row in enumerate(ROWS):
        x = row.find(c)
        if x >= 0:
            return [ROWS[v][u] for v in range(max(0, y - 1), min(3, y + 2)) for u in range(x - 1, x + 2)
                    if 0 <= u < len(ROWS[v]) and ROWS[v][u] != c]
    return []


def confusions():
    table = {}
    for group in CONFUSED.split("|"):
        words = group.split()
        for w in words:
            table[w] = [x for x in words if x != w]
    return table


CONFUSIONS = confusions()


def mixed(text, rng, strip, partial, confuse, look, swap):
    """Whole and partial loss of marks and confusions word by word, then look-alikes and swaps letter by letter."""
    budget = max(1, len(text) // 4)
    out = []
    for word in re.findall(r"\w+|\W+", text):
        if word.isspace():
            out.append(word)
        elif rng.random() < strip:
            budget -= 1
            out.append(bare(word))
        elif rng.random() < partial:
            budget -= 1
            out.append("".join(bare(c) if rng.random() < 0.5 else c for c in word))
        elif rng.random() < confuse and word in CONFUSIONS:
            budget -= 1
            out.append(rng.choice(CONFUSIONS[word]))
        else:
            out.append(word)
    chars = list("".join(out))
    i = 0
    while i < len(chars):
        r = rng.random()
        if r < look and chars[i] in LOOKS and budget > 0:
            budget -= 1
            chars[i] = rng.choice(LOOKS[chars[i]])
        elif r < swap and i + 1 < len(chars) and budget > 0:
            budget -= 1
            chars[i], chars[i + 1] = chars[i + 1], chars[i]
            i += 1
        i += 1
    return "".join(chars)


def light(text, rng):
    return mixed(text, rng, 0.08, 0.04, 0.03, 0.0, 0.005)


def heavy(text, rng):
    return mixed(text, rng, 0.20, 0.10, 0.04, 0.10, 0.02)


def telex_word(word, rng):
    keys, tone = [], ""
    for c in word:
        if c in "đĐ":
            keys += [c.replace("đ", "d").replace("Đ", "D"), "d"]
            continue
        d = unicodedata.normalize("NFD", c)
        keys.append(d[0])
        for m in d[1:]:
            if m in TONE_KEYS:
                tone = TONE_KEYS[m]
            elif m in MARK_KEYS:
                keys.append(MARK_KEYS[m] or d[0].lower())
    typed = "".join(keys).replace("uwow", "uow" if rng.random() < 0.5 else "uwow")
    if tone and rng.random() < 0.06:
        tone = rng.choice(["", tone * 2, rng.choice("fsrxj")])
    if tone and rng.random() < 0.2:  # right after the vowel
        last = max(i for i, c in enumerate(typed) if c.lower() in "aeiouyw")
        return typed[: last + 1] + tone + typed[last + 1 :]
    return typed + tone


def vni_word(word, rng):
    out, tone = "", ""
    for c in word:
        if c in "đĐ":
            out += c.replace("đ", "d").replace("Đ", "D") + "9"
            continue
        d = unicodedata.normalize("NFD", c)
        out += d[0]
        for m in d[1:]:
            if m in TONE_KEYS:
                tone = VNI[m]
            elif m in VNI:
                out += VNI[m]
    return out + tone


def words_of(text, rng, share, make):
    return " ".join(re.sub(r"[^\W\d_]+", lambda m: make(m[0], rng) if rng.random() < share else m[0], w) for w in text.split(" "))


def telex(text, rng):
    return words_of(text, rng, 0.9, telex_word)


def telex_slips(text, rng):
    """Raw Telex of someone whose fingers slip: a tone key beside the right one, wrong, again, too early, left out."""
    def make(word, rng):
        typed = telex_word(word, rng)
        r = rng.random()
        if r > 0.2 or len(typed) < 2:
            return typed
        i = rng.randrange(1, len(typed))
        if r < 0.06:
            return typed[: i + 1] + typed[i:]
        if r < 0.10:
            return typed[:i] + typed[i + 1 :]
        if r < 0.14 and i + 1 < len(typed):
            return typed[:i] + typed[i + 1] + typed[i] + typed[i + 2 :]
        if r < 0.17:
            return typed + rng.choice("sfrxjw")
        return typed[:i] + rng.choice(neighbours(typed[i].lower()) or [typed[i]]) + typed[i + 1 :]
    return words_of(text, rng, 0.95, make)


def vni(text, rng):
    return words_of(text, rng, 0.9, vni_word)


def slip(word, rng):
    i = rng.randrange(len(word))
    kind = rng.randrange(4)
    if kind == 0 and len(word) > 1:
        i = min(i, len(word) - 2)
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if kind == 1:
        return word[: i + 1] + word[i:]
    if kind == 2 and len(word) > 2:
        return word[:i] + word[i + 1 :]
    near = neighbours(bare(word[i]).lower())
    return word[:i] + rng.choice(near) + word[i + 1 :] if near else word


def typo(text, rng):
    return words_of(text, rng, 0.06, slip)


def phone(text, rng):
    text = words_of(text, rng, 0.03, slip)
    out = ""
    for c in text:
        r = rng.random()
        out += c if c != " " or r > 0.04 else "" if r < 0.02 else rng.choice("cvbnm")
    return out


def ocr(text, rng):
    return "".join(rng.choice(LOOKS[c]) if c in LOOKS and rng.random() < 0.05 else c for c in text)


def regional(text, rng):
    def sound(word, rng):
        rules = list(SOUNDS)
        rng.shuffle(rules)
        if rng.random() < 0.4:
            d = unicodedata.normalize("NFD", word)
            swapped = d.translate({0x309: 0x303, 0x303: 0x309})
            if swapped != d:
                return unicodedata.normalize("NFC", swapped)
        for pattern, to in rules:
            got = re.sub(pattern, to, word)
            if got != word:
                return got
        return word
    return words_of(text, rng, 0.08, sound)


def chat_table():
    table = {}
    for line in (HERE.parent.parent / "data" / "correct" / "chat.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            short, meant, kind = line.split("\t")
            if " " not in meant:
                table.setdefault(meant, []).extend([short] * {"sure": 4, "likely": 2, "single": 2, "dialect": 1}[kind])
    return table


CHAT = chat_table()


def chat(text, rng):
    def shorten(word, rng):
        return rng.choice(CHAT[word]) if word in CHAT else bare(word) if rng.random() < 0.1 else word
    return words_of(text.lower().rstrip("."), rng, 0.4, shorten)


def spacing(text, rng):
    text = re.sub(r"([,.;!?]) ", lambda m: rng.choice([m[1] + " "] * 4 + [" " + m[1] + " ", " " + m[1], m[1]]), text)
    return "".join("" if c == " " and rng.random() < 0.02 else c for c in text)


def unmarked(text, rng):
    return bare(text)


KINDS = {f.__name__: f for f in (light, heavy, telex, telex_slips, vni, typo, phone, ocr, regional, chat, spacing, unmarked)}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", required=True, type=pathlib.Path)
    ap.add_argument("--lines", type=int, default=150)
    args = ap.parse_args()
    for kind, make in KINDS.items():
        rng = random.Random(f"dau-correct/{kind}")
        with open(args.work / f"pairs-{kind}.tsv", "w", encoding="utf-8") as out:
            for register in ("conversational", "literary", "news") if kind == "chat" else REGISTERS:
                lines = (args.work / f"dev-{register}.txt").read_text("utf-8").splitlines()
                lines = [x for x in lines if 20 < len(x) < 400]
                rng.shuffle(lines)
                for line in lines[: args.lines]:
                    clean = " ".join((line.lower().rstrip(".") if kind == "chat" else line).replace("\t", " ").split())
                    noisy = unicodedata.normalize("NFC", make(clean, rng))
                    if noisy != clean:
                        print(noisy, clean, register, sep="\t", file=out)


if __name__ == "__main__":
    main()
