#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The encodings against others' tables: glibc's iconv, Python's codec of code page 1258, Perl's Encode.

    legacy_differential_test.py DAU

Standard library only. What is not installed is skipped; ends with 77 when nothing could be compared.
"""
import shutil
import subprocess
import sys
import unicodedata
import unittest

sys.dont_write_bytecode = True
DAU = sys.argv[1]
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = "".join(unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY" for tone in TONES
                  if not (base + tone).isascii()) + "đĐ"
# A line for each byte that neither ends a line nor may join the one before.
BYTES = [b"x" + bytes([byte]) + b"y" for byte in range(256) if byte not in (0x0A, 0x0D)]


def dau(encoding, data):
    done = subprocess.run([DAU, "normalize", "--from", encoding, "--on-error", "replace"], input=data, capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8")


def iconv(encoding, data):
    done = subprocess.run(["iconv", "-f", encoding, "-t", "UTF-8"], input=data, capture_output=True)
    return unicodedata.normalize("NFC", done.stdout.decode("utf-8")) if done.returncode == 0 else None


def have_iconv(encoding):
    return shutil.which("iconv") is not None and iconv(encoding, b"a") == "a"


def have_perl(encoding):
    return shutil.which("perl") is not None and perl(encoding, b"a") == "a"


def perl(encoding, data):
    script = f'use Encode; binmode STDIN; binmode STDOUT; local $/; print encode("UTF-8", decode("{encoding}", <STDIN>))'
    done = subprocess.run(["perl", "-e", script], input=data, capture_output=True)
    return unicodedata.normalize("NFC", done.stdout.decode("utf-8")) if done.returncode == 0 else None


class Bytes(unittest.TestCase):
    """Each byte by itself, and each of the two sides' defined bytes."""

    def compare(self, name, decode):
        ours = dau(name, b"\n".join(BYTES)).split("\n")
        for line, text, theirs in zip(BYTES, ours, self.each(decode, BYTES)):
            if theirs is None or "\ufffd" in theirs:
                self.assertIn("\ufffd", text, line)
            else:
                self.assertEqual(text, theirs, line)

    def each(self, decode, lines):
        """What becomes of each line, by as few calls as there are bad lines: a call gives all or nothing."""
        whole = decode(b"\n".join(lines))
        if whole is not None and "\ufffd" not in whole:
            return whole.split("\n")
        if len(lines) == 1:
            return [None]
        half = len(lines) // 2
        return self.each(decode, lines[:half]) + self.each(decode, lines[half:])

    @unittest.skipUnless(have_iconv("TCVN5712-1"), "iconv has no TCVN5712-1")
    def test_tcvn5712_is_that_of_iconv(self):
        self.compare("tcvn5712", lambda line: iconv("TCVN5712-1", line))

    @unittest.skipUnless(have_iconv("VISCII"), "iconv has no VISCII")
    def test_viscii_is_that_of_iconv(self):
        self.compare("viscii", lambda line: iconv("VISCII", line))

    @unittest.skipUnless(have_perl("viscii"), "Perl has no VISCII")
    def test_viscii_is_that_of_perl(self):
        self.compare("viscii", lambda line: perl("viscii", line))

    @unittest.skipUnless(have_iconv("CP1258"), "iconv has no CP1258")
    def test_cp1258_is_that_of_iconv(self):
        self.compare("cp1258", lambda line: iconv("CP1258", line))

    def test_cp1258_is_that_of_python(self):
        def python(line):
            try:
                return unicodedata.normalize("NFC", line.decode("cp1258"))
            except UnicodeDecodeError:
                return None
        self.compare("cp1258", python)


class Letters(unittest.TestCase):
    """What Python writes of every letter, we read."""

    def test_there_are_as_many_as_the_language_has(self):
        self.assertEqual(len(LETTERS), 134)

    def test_cp1258_written_by_python(self):
        def parts(letter):  # as the code page has it: letter mark with the letter, tone apart
            whole = unicodedata.normalize("NFD", letter)
            tones = [c for c in whole if c in "\u0300\u0301\u0303\u0309\u0323"]
            rest = unicodedata.normalize("NFC", "".join(c for c in whole if c not in tones))
            return rest + "".join(tones)
        text = " ".join(LETTERS)
        self.assertEqual(dau("cp1258", "".join(map(parts, text)).encode("cp1258")), text)


if __name__ == "__main__":
    done = unittest.main(argv=sys.argv[:1], exit=False).result
    sys.exit(1 if not done.wasSuccessful() else 77 if len(done.skipped) == done.testsRun else 0)
