#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is written about the program is so: help pages fit a screen, examples print what they say, the guide is current.

    pages_test.py DAU

Standard library only. Ends with 77 (skipped) when the model is absent, after the tests that need none have passed.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # nothing is left in the sources
from transcripts_test import MODEL, ROOT, environment

DAU = sys.argv[1]
GUIDE = ROOT / "docs/guide"


def listed(page):
    """The names in the list of a help page; "eval …" stands for those of `dau eval --help`."""
    for name, group in re.findall(r"^  (\w+(?: \w+)?)( …)? +", subprocess.run([DAU, *page, "--help"], capture_output=True, text=True).stdout, re.M):
        yield from listed([name]) if group else [name]


COMMANDS = list(listed([]))


def run(script, folder):
    return subprocess.run(["sh", "-c", script], cwd=folder, env=environment(DAU, folder), capture_output=True, text=True)


def help_page(command):
    return subprocess.run([DAU, *command.split(), "--help"], capture_output=True, text=True).stdout


def transcripts(text):
    """(script, output) pairs: `$ command` lines and what follows them."""
    for part in re.findall(r"((?:^\$ .*\n)+)((?:^(?!\$ ).*\n)*)", text, re.M):
        yield re.sub(r"^\$ ", "", part[0], flags=re.M), part[1]


class HelpPages(unittest.TestCase):
    def test_there_are_commands(self):
        self.assertIn("restore", COMMANDS)
        self.assertIn("eval score", COMMANDS)

    def test_a_page_fits_a_screen(self):
        for command in ["", *COMMANDS, *(command.split()[0] for command in COMMANDS)]:
            page = help_page(command)
            self.assertTrue(page.startswith("usage: dau "), command)
            self.assertLessEqual(page.count("\n"), 24, command)
            for line in page.splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_the_limit_of_a_line_is_told(self):
        self.assertRegex(help_page("restore"), r"--json .* 16 MiB\n")
        for command in ("restore", "strip", "normalize"):
            self.assertRegex(help_page(command), r"--jsonl .* 16 MiB")

    def test_every_explanation_begins_in_one_column(self):
        for command in COMMANDS:
            page = help_page(command)
            rows = re.findall(r"^  (--[a-z-]+(?: [A-Za-z0-9|-]+)?)( {2,}|\n {34})\S", page, re.M)
            self.assertEqual(len(rows), len(re.findall(r"^ +--", page, re.M)), page)
            for left, gap in rows:
                self.assertEqual(34, len(gap) - 1 if gap[0] == "\n" else 2 + len(left + gap), left)

    @unittest.skipUnless(MODEL.exists(), "no model")
    def test_the_examples_print_what_they_say(self):
        for command in COMMANDS:
            example = help_page(command).split("\nexample:\n")[1]
            with tempfile.TemporaryDirectory() as folder:
                for script, expected in transcripts(re.sub(r"^  ", "", example, flags=re.M)):
                    done = run(script, folder)
                    self.assertEqual(done.stdout + done.stderr, expected, script)


class Guide(unittest.TestCase):
    @unittest.skipUnless(MODEL.exists(), "no model")
    def test_the_transcripts_of_the_guide_are_true(self):
        for page in sorted(GUIDE.glob("*.md")):
            blocks = re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.S)
            self.assertTrue(blocks or page.name in ("c.md", "python.md", "scale.md"), page)  # those have tests of their own
            with tempfile.TemporaryDirectory() as folder:
                for script, expected in (pair for block in blocks for pair in transcripts(block)):
                    done = run(script, folder)
                    self.assertEqual(done.stdout + done.stderr, expected, f"{page.name}: {script}")

    def test_the_guide_names_every_option(self):
        text = "".join(page.read_text("utf-8") for page in GUIDE.glob("*.md"))
        for command in COMMANDS:
            for option in re.findall(r"^  (--[a-z-]+)", help_page(command), re.M):
                self.assertIn(option, text, f"dau {command}")

    def test_the_table_of_settings_is_the_programs_own(self):
        rows = re.findall(r"^\| `--([a-z-]+)` \| `(\w+)` \| (?:`([^`]*)`|) *\|", (GUIDE / "cli.md").read_text("utf-8"), re.M)
        with tempfile.TemporaryDirectory() as folder:
            settings = json.loads(run("dau config --json", folder).stdout)["settings"]
        self.assertEqual([(flag.replace("-", "_"), variable, default) for flag, variable, default in rows],
                         [(key, s["variable"], s["default"]) for key, s in settings.items()])


if __name__ == "__main__":
    done = unittest.main(argv=sys.argv[:1], exit=False).result
    sys.exit(1 if not done.wasSuccessful() else 77 if done.skipped else 0)
