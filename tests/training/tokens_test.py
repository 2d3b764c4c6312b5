# SPDX-License-Identifier: Apache-2.0
"""What training does to text: tone placement, cutting, and the development split. Standard library only."""
import pathlib
import sys
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "training" / "restore"))
import tokens as tk  # noqa: E402


class Words(unittest.TestCase):
    def test_tones_go_to_the_old_place(self):
        for new, old in (("hoà", "hòa"), ("khoẻ", "khỏe"), ("thuý", "thúy"), ("uỷ", "ủy"), ("loã", "lõa")):
            self.assertEqual(tk.old_tone_placement(new), old)
            self.assertEqual(tk.old_tone_placement(old), old)

    def test_other_words_stay(self):
        for word in ("quý", "quỳ", "toán", "hoàn", "già", "của", "tuyết", "xoong", "việt"):
            self.assertEqual(tk.old_tone_placement(word), word)

    def test_marks_go_and_letters_stay(self):
        for word in ("đường", "nghiễng", "ỷ", "quốc"):
            plain = unicodedata.normalize("NFD", word.replace("đ", "d"))
            self.assertEqual(tk.strip_marks(word), "".join(c for c in plain if not unicodedata.combining(c)))

    def test_case_classes(self):
        cases = {"anh": tk.LOWER, "Anh": tk.TITLE, "A": tk.TITLE, "ĐHQG": tk.UPPER, "iPhone": tk.MIXED}
        for run, case in cases.items():
            self.assertEqual(tk.case_of(run), case, run)


class Lines(unittest.TestCase):
    def test_gaps_and_kinds(self):
        got = tk.tokens("Ngày 3-2, ông Tư (Hà Nội) nói: xem https://a.vn/b.")
        self.assertEqual([g for _, _, g in got][:8],
                         [tk.START, tk.SPACE, tk.HYPHEN, tk.COMMA, tk.SPACE, tk.QUOTE, tk.SPACE, tk.QUOTE])
        self.assertEqual([k for k, run, _ in got if run in ("3", "a", "vn")], [tk.NUMBER, tk.OTHER, tk.OTHER])


if __name__ == "__main__":
    unittest.main()
