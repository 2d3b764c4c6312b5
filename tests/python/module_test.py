# SPDX-License-Identifier: Apache-2.0
"""The Python module: what it gives, what it raises, and that it can be shared by threads and processes.

    PYTHONPATH=… module_test.py [--dau PROGRAM] [TEST...]

Standard library only. With PROGRAM, results are compared with those of the command line, byte for byte. Ends with 77
(skipped) where there is no restore model.
"""
import concurrent.futures
import doctest
import inspect
import itertools
import json
import multiprocessing
import pathlib
import pickle
import random
import subprocess
import sys
import threading
import time
import unicodedata
import unittest

import dau
import dau._errors
import dau._tools

DAU = sys.argv[sys.argv.index("--dau") + 1] if "--dau" in sys.argv else None

# Every class: how it is made with options, and the names of its methods for one text and for many.
CLASSES = {
    "restore": (dau.Restorer, {"tone": "new", "min_confidence": 0.25, "beam": 2}, "restore"),
    "correct": (dau.Corrector, {"channels": "marks,typo", "tone": "new", "min_confidence": 0.5}, "correct"),
    "normalize": (dau.Normalizer, {"form": "NFD", "tone": "old", "lookalikes": True}, "normalize"),
    "strip": (dau.Stripper, {}, "strip"),
    "keys": (dau.KeyDecoder, {"method": "vni", "tone": "new"}, "decode"),
    "segment": (dau.Segmenter, {}, "segment"),
    "sentences": (dau.SentenceSplitter, {}, "split"),
    "language": (dau.LanguageIdentifier, {}, "identify"),
    "register": (dau.RegisterClassifier, {}, "classify"),
    "dialect": (dau.DialectClassifier, {}, "classify"),
    "spoken": (dau.Speaker, {"region": "south", "kinds": "date,time"}, "speak"),
    "written": (dau.Writer, {"convention": "nemo", "plain": True}, "write"),
}

LINES = ["toi dang hoc tieng Viet", "", "Ôi, di hoc 😀 o truong hoa binh", "hoà thuận, hòa thuận", "a\0b di hoc", "\u0301",
         unicodedata.normalize("NFD", "Tiếng Việt rất đẹp di hoc"), "gửi lan@example.vn truoc 17:30", "ña öß 中文 di"]


def random_lines(count, seed=1):
    chance = random.Random(seed)
    words = ["toi", "đi", "học", "hoc", "truong", "😀", "ñ", "中", "\u0323", "a\u0302\u0301", "NGUOI", "1.500", ",", "\u00a0"]
    return ["".join(chance.choice(words) + chance.choice([" ", " ", " ", ""]) for _ in range(chance.randrange(30)))
            for _ in range(count)]


def carried_out(text, edits):
    parts, done = [], 0
    for edit in edits:
        parts += [text[done:edit.begin], edit.replacement]
        done = edit.end
    return "".join(parts) + text[done:]


def tools():
    for cls, options, method in CLASSES.values():
        for tool in (cls(), cls(**options)):
            yield tool, getattr(tool, method), getattr(tool, method + "_batch")


def in_another_process(tool, method, text):
    return getattr(tool, method)(text)


class Results(unittest.TestCase):
    def test_the_functions_do_what_they_say(self):
        self.assertEqual(dau.restore("toi dang hoc tieng Viet"), "tôi đang học tiếng Việt")
        self.assertEqual(dau.strip("Tiếng Việt, ñ"), "Tieng Viet, ñ")
        self.assertEqual(dau.normalize("hoà", tone="old"), "hòa")
        self.assertEqual(dau.normalize("ế", form="NFD"), unicodedata.normalize("NFD", "ế"))
        self.assertEqual(dau.normalize(unicodedata.normalize("NFD", "ế")), "ế")

    def test_options_are_obeyed(self):
        self.assertEqual(dau.Restorer(tone="new").restore("cong hoa xa hoi"), "cộng hoà xã hội")
        self.assertEqual(dau.Restorer(tone="old").restore("cong hoa xa hoi"), "cộng hòa xã hội")
        every = dau.Restorer().edits("hom nay ban co di hoc khong")
        sure = dau.Restorer(min_confidence=0.99).edits("hom nay ban co di hoc khong")
        self.assertEqual(sure, [edit for edit in every if edit.confidence >= 0.99])

    def test_spans_are_indices_of_the_str(self):
        plain, listing = dau.Restorer(), dau.Restorer(alternatives=3)
        for text in LINES + random_lines(200):
            for edit in plain.edits(text):
                self.assertEqual(text[edit.begin:edit.end], edit.original, text)
                self.assertNotEqual(edit.original, edit.replacement)
                self.assertTrue(0 <= edit.confidence <= 1)
            self.assertEqual(carried_out(text, plain.edits(text)), plain.restore(text), text)
            for edit in listing.edits(text):
                self.assertEqual(text[edit.begin:edit.end], edit.original, text)
                self.assertLessEqual(len(edit.alternatives), 3)
                self.assertIn(edit.replacement, [reading.text for reading in edit.alternatives])

    def test_every_form_of_a_result_has_indices_of_the_str(self):
        for text in LINES + random_lines(100, seed=5) + ["hnay 😀 tooi ddi hojc luc 7h30, gía 25%. Anh di mô?"]:
            corrections = dau.Corrector().corrections(text)
            self.assertEqual(carried_out(text, corrections), dau.correct(text), text)
            for edit in corrections + dau.Speaker().edits(text) + dau.Writer().edits(text):
                self.assertEqual(text[edit.begin:edit.end], edit.original, text)
            self.assertEqual(carried_out(text, dau.Speaker().edits(text)), dau.spoken(text), text)
            self.assertEqual(carried_out(text, dau.Writer().edits(text)), dau.written(text), text)
            words = dau.Segmenter().words(text)
            self.assertEqual("".join("".join(word.text.split()) for word in words), "".join(text.split()), text)
            self.assertEqual([piece.text for piece in dau.SentenceSplitter().sentences(text)], dau.sentences(text))

    def test_labels_have_scores(self):
        told = dau.LanguageIdentifier().label("toi dang hoc tieng Viet")
        self.assertEqual((told.label, told.abstained, max(told.scores, key=told.scores.__getitem__)), ("vi", False, "vi"))
        self.assertEqual(dau.register("Nghị định này có hiệu lực thi hành kể từ ngày ký."), "legal")
        self.assertEqual(dau.dialect("Mi đi mô rứa?"), "central")
        self.assertEqual(dau.keys("tie61ng", "vni"), "tiếng")
        self.assertEqual(dau.spoken("1.000", region="south"), "một ngàn")

    def test_batches_are_the_same_as_one_by_one(self):
        texts = LINES + random_lines(500, seed=2)
        for _, one, batch in tools():
            expected = [one(text) for text in texts]
            for threads in (0, 1, 3):
                self.assertEqual(batch(texts, threads=threads), expected)
            self.assertEqual(batch(iter(texts)), expected)
            self.assertEqual(batch([]), [])
        restorer = dau.Restorer()
        self.assertEqual(restorer.edits_batch(texts), [restorer.edits(text) for text in texts])

    def test_long_batches_are_whole(self):
        texts = [f"số {i}" for i in range(3 * dau._tools._CHUNK + 5)]
        self.assertEqual(dau.Stripper().strip_batch(texts), [f"so {i}" for i in range(len(texts))])

    @unittest.skipIf(DAU is None, "no program to compare with")
    def test_the_command_line_gives_the_same(self):
        lines = [line for line in LINES + random_lines(300, seed=3) if "\n" not in line]
        stdin = "".join(line + "\n" for line in lines).encode()

        def command(*args):
            return subprocess.run([DAU, *args], input=stdin, capture_output=True, check=True).stdout.decode().split("\n")[:-1]

        self.assertEqual(dau.Restorer().restore_batch(lines), command("restore"))
        self.assertEqual(dau.Restorer(tone="new", beam=2).restore_batch(lines), command("restore", "--tone", "new", "--beam", "2"))
        self.assertEqual(dau.Stripper().strip_batch(lines), command("strip"))
        self.assertEqual(dau.Normalizer(form="NFD").normalize_batch(lines), command("normalize", "--form", "nfd"))
        for name in ("correct", "keys", "segment", "language", "register", "dialect", "spoken", "written"):
            cls, _, method = CLASSES[name]
            self.assertEqual(getattr(cls(), method + "_batch")(lines),
                             ["und" if name == "language" and line == "" else "unmarked" if name == "dialect" and line == ""
                              else "unknown" if name == "register" and line == "" else told
                              for line, told in zip(lines, command(name))], name)
            self.assertEqual(cls()._core.run_json_batch(tuple(lines), 1, 0), command(name, "--json"), name)
        core = dau.Restorer(alternatives=2)._core
        self.assertEqual(core.run_json_batch(tuple(lines), 1, 0), command("restore", "--json", "--alternatives", "2"))

    def test_no_word_goes_over_a_line_end(self):
        text = "học\nsinh đi học\r\nsinh viên"
        self.assertEqual(dau.segment(text), "học\nsinh đi học\r\nsinh_viên")
        words = dau.Segmenter().words(text)
        self.assertEqual([word.text for word in words], ["học", "sinh", "đi", "học", "sinh viên"])


class Errors(unittest.TestCase):
    def test_the_classes_are_those_of_the_table(self):
        table = dau._core.error_table()
        self.assertEqual({name: getattr(dau, python) for _, name, python in table}, dau._errors.CLASSES)
        for _, name, python in table:
            self.assertEqual(getattr(dau, python).code, name)
            self.assertTrue(issubclass(getattr(dau, python), dau.Error))

    def test_options_are_checked_when_a_tool_is_made(self):
        for wrong, at in (({"beam": 99}, "beam"), ({"tone": "sideways"}, "tone"), ({"min_confidence": 2}, "min_confidence"),
                          ({"alternatives": -1}, "alternatives")):
            with self.assertRaises(dau.InvalidArgumentError) as caught:
                dau.Restorer(**wrong)
            self.assertEqual(caught.exception.at.replace("-", "_"), at)
            self.assertIsInstance(caught.exception, ValueError)
        with self.assertRaises(dau.InvalidArgumentError):
            dau.normalize("a", form="NFKC")
        with self.assertRaises(dau.InvalidArgumentError):
            dau.Restorer().with_options(volume=11)

    def test_models_that_cannot_be_used_say_why(self):
        with self.assertRaises(dau.NotFoundError) as caught:
            dau.Restorer("no/such.dau")
        self.assertEqual(caught.exception.at, "no/such.dau")
        with self.assertRaises(dau.CorruptError):
            dau.Restorer(__file__)
        with self.assertRaises(dau.CorruptError):
            dau.Restorer(pathlib.Path(__file__))

    def test_a_lone_surrogate_is_named(self):
        for _, one, batch in tools():
            with self.assertRaises(dau.InvalidUtf8Error) as caught:
                one("Việt \udc80")
            self.assertEqual((caught.exception.at, caught.exception.index), ("5", None))
            self.assertIn("U+DC80", str(caught.exception))
            with self.assertRaises(dau.InvalidUtf8Error) as caught:
                batch(["tốt"] * (dau._tools._CHUNK + 7) + ["\ud800"])
            self.assertEqual((caught.exception.at, caught.exception.index), ("0", dau._tools._CHUNK + 7))

    def test_what_is_no_str_is_a_type_error(self):
        for _, one, batch in tools():
            for wrong in (None, 3, b"toi", ["toi"]):
                with self.assertRaises(TypeError):
                    one(wrong)
            with self.assertRaisesRegex(TypeError, "text 1: a str is expected, not float"):
                batch(["toi", float("nan")])
            with self.assertRaises(TypeError):
                batch("toi")
            with self.assertRaises(dau.InvalidArgumentError):
                batch(["toi"], threads=65)

    def test_errors_can_be_pickled(self):
        for cls in dau._errors.CLASSES.values():
            error = pickle.loads(pickle.dumps(cls("wrong", "here", 3)))
            self.assertEqual((type(error), error.message, error.at, error.index, str(error)),
                             (cls, "wrong", "here", 3, "text 3: here: wrong"))


class Sharing(unittest.TestCase):
    def test_pickles_open_the_same_model_with_the_same_options(self):
        model = dau.Restorer().info()["model"]["path"]
        restorer = dau.Restorer(model, tone="new")
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(restorer, protocol))
            self.assertEqual((repr(again), again.restore("hoa")), (repr(restorer), restorer.restore("hoa")))
        for tool, one, _ in tools():
            again = pickle.loads(pickle.dumps(tool))
            self.assertEqual(again.info(), tool.info())
            self.assertIs(pickle.loads(pickle.dumps(tool))._core, again._core)

    def test_other_processes_can_hold_a_tool(self):
        for start in ("spawn", "fork"):
            with multiprocessing.get_context(start).Pool(2) as pool:
                for (cls, options, method), text in itertools.product(CLASSES.values(), LINES[:3]):
                    tool = cls(**options)
                    self.assertEqual(pool.apply(in_another_process, (tool, method, text)), getattr(tool, method)(text))

    def test_threads_share_a_tool(self):
        texts = random_lines(200, seed=4)
        for _, one, batch in tools():
            expected = [one(text) for text in texts]
            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                self.assertEqual(list(pool.map(one, texts)), expected)
                self.assertEqual(list(pool.map(lambda _: batch(texts, threads=2), range(4))), [expected] * 4)

    def test_the_lock_of_the_interpreter_is_released(self):
        """Another thread goes on while a long text is worked on: it counts, though the whole call is one C call."""
        text = "hom nay troi dep qua nhi cac ban oi " * 4000
        dau.restore("toi")
        counted, done = 0, threading.Event()

        def count():
            nonlocal counted
            while not done.is_set():
                counted += 1
                time.sleep(0.0005)

        thread = threading.Thread(target=count)
        thread.start()
        before = counted
        dau.restore(text)
        during = counted - before
        done.set()
        thread.join()
        self.assertGreater(during, 10)

    def test_a_list_that_changes_meanwhile_does_no_harm(self):
        before = [f"toi co {i} con meo" for i in range(2000)]
        after = [f"ban co {i} con cho" for i in range(2000)]
        restorer, texts = dau.Restorer(), list(before)
        whole = [restorer.restore_batch(before), restorer.restore_batch(after)]
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            result = pool.submit(restorer.restore_batch, texts, 2)
            time.sleep(0.01)
            texts[:] = after  # frees every str that only the list held
            self.assertIn(result.result(), whole)

    def test_options_can_be_changed_on_a_copy(self):
        new = dau.Restorer(tone="new", beam=3)
        old = new.with_options(tone="old")
        self.assertEqual((new.restore("hoa binh"), old.restore("hoa binh")), ("hoà bình", "hòa bình"))
        self.assertEqual(repr(old), "dau.Restorer(tone='old', min_confidence=0.0, beam=3, alternatives=0)")
        self.assertEqual(pickle.loads(pickle.dumps(old)).restore("hoa binh"), "hòa bình")

    def test_the_repr_makes_the_tool_again(self):
        for cls, options, _ in CLASSES.values():
            tool = cls(**options)
            again = eval(repr(tool), {"dau": dau})
            self.assertEqual((repr(again), again.info()), (repr(tool), tool.info()))
            self.assertEqual(repr(tool.with_options(**options)), repr(tool))
        self.assertEqual(repr(dau.KeyDecoder("vni")), "dau.KeyDecoder(method='vni', tone='old')")
        rewriter = dau.DialectClassifier(to="standard")
        self.assertEqual(eval(repr(rewriter), {"dau": dau}).classify("Mi đi mô rứa?"), "Mày đi đâu thế?")

    def test_words_of_an_option_may_come_one_by_one(self):
        text = dau.Corrector(channels="keys,typo")
        for words in (["keys", "typo"], ("keys", "typo"), {"typo": 1, "keys": 2}, (word for word in ("typo", "keys"))):
            self.assertEqual(dau.Corrector(channels=words).info()["options"], text.info()["options"])
        self.assertEqual(text.with_options(channels=["keys"]).info()["options"][0]["value"], "keys")
        self.assertEqual(dau.Speaker(kinds=["date"]).speak("ngày 2/9, 25%"), dau.Speaker(kinds="date").speak("ngày 2/9, 25%"))
        for wrong in (["keys", "none"], [], ["keys,typo", ""]):
            with self.assertRaises(dau.InvalidArgumentError):
                dau.Corrector(channels=wrong)
        with self.assertRaises(TypeError):
            dau.Corrector(channels=["keys", 3])


class Information(unittest.TestCase):
    def test_a_tool_tells_its_options_and_its_model(self):
        info = dau.Restorer(tone="new").info()
        options = {option["name"]: option for option in info["options"]}
        self.assertEqual((options["tone"]["value"], options["tone"]["default"]), ("new", "follow"))
        self.assertEqual((options["beam"]["low"], options["beam"]["high"], options["beam"]["type"]), (1, 16, "integer"))
        self.assertTrue(info["model"]["licence"])
        self.assertTrue(info["model"]["sources"])
        self.assertIsNone(dau.Stripper().info()["model"])

    def test_defaults_are_those_of_the_library(self):
        """The signatures repeat them for people to read; here they are compared."""
        for name, (cls, _, _) in CLASSES.items():
            options = cls().info()["options"]
            self.assertEqual([option["value"] for option in options], [option["default"] for option in options], name)

    def test_every_tool_of_the_library_has_a_class(self):
        self.assertEqual(dau._core.tool_names(), list(CLASSES))
        for name, (cls, _, _) in CLASSES.items():
            self.assertEqual(cls._name, name)
            self.assertIs(getattr(dau, cls.__name__), cls)

    def test_everything_public_is_documented(self):
        for name in dau.__all__:
            thing = getattr(dau, name)
            if name != "__version__":
                self.assertTrue(inspect.getdoc(thing), name)
            for part, method in vars(thing).items() if inspect.isclass(thing) else ():
                if not part.startswith("_") and inspect.isfunction(method):
                    self.assertTrue(method.__doc__, f"{name}.{part}")

    def test_the_examples_are_true(self):
        for module in (dau, dau._tools):
            failed, tried = doctest.testmod(module)
            self.assertEqual(failed, 0)
            self.assertGreater(tried, 0)

    def test_the_module_says_that_it_has_types(self):
        self.assertTrue((pathlib.Path(dau.__file__).parent / "py.typed").exists())


if __name__ == "__main__":
    try:
        dau.Restorer()
    except dau.NotFoundError as missing:
        print("skipped:", missing)
        sys.exit(77)
    if DAU is not None:
        at = sys.argv.index("--dau")
        del sys.argv[at:at + 2]
    unittest.main(verbosity=2)
