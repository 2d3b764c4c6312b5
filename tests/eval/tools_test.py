#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What dau exports, read by the tools it is for: lm-evaluation-harness runs, `datasets` loads, the Hub's library parses.

    tools_test.py DAU      in an environment that has lm_eval, datasets and huggingface_hub: `make eval-tools`

The answers of the harness' dummy model are scored by it and by dau; the two must agree.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import datasets
from huggingface_hub import DatasetCard, ModelCard

DAU = str(pathlib.Path(sys.argv.pop(1)).resolve())


def dau(*arguments, folder):
    return subprocess.run([DAU, *arguments], cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


class Exports(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)

    def harness(self, task, set_):
        """The score of the harness, and that of dau for the very answers, by metric."""
        dau("eval", "export", "--set", set_, "--task", task, "--to", "lm-eval", "--output", "x", folder=self.folder)
        name = f"dau_{task}_{set_}"
        subprocess.run([sys.executable, "-m", "lm_eval", "--include_path", ".", "--tasks", name, "--model", "dummy", "--log_samples",
                        "--output_path", "out"], cwd=self.folder / "x", check=True, capture_output=True,
                       env={**os.environ, "HF_HOME": str(self.folder / "hub"), "HF_HUB_OFFLINE": "1"})
        theirs = json.loads(next((self.folder / "x/out").rglob("results*.json")).read_text("utf-8"))["results"][name]
        samples = next((self.folder / "x/out").rglob("samples*.jsonl"))
        ours = json.loads(dau("eval", "run", "--task", task, "--set", set_, "--system", f"pred:{samples}", "--json", folder=self.folder))
        return theirs, {metric["name"]: metric["value"] for metric in ours["groups"][0]["metrics"]}

    def test_the_harness_asks_for_labels(self):
        theirs, ours = self.harness("dialect", "dialect_label")
        self.assertAlmostEqual(theirs["acc,none"], ours["accuracy"], places=12)
        self.assertGreater(ours["accuracy"], 0)

    def test_the_harness_asks_for_text(self):
        theirs, ours = self.harness("restoration", "dialect")
        self.assertEqual(theirs["exact_match,none"], ours["sentence_exact"])

    def test_the_library_of_the_hub_loads_the_dataset(self):
        dau("eval", "export", "--set", "dialect", "--output", "x", folder=self.folder)
        loaded = datasets.load_dataset(str(self.folder / "x"), split="test", cache_dir=str(self.folder / "cache"))
        self.assertEqual(loaded.num_rows, 180)
        self.assertEqual(loaded[0]["dialect"], "north")
        card = DatasetCard.load(self.folder / "x/README.md").data.to_dict()
        self.assertEqual((card["license"], card["language"], card["size_categories"]), ("cc0-1.0", ["vi"], ["n<1K"]))

    def test_the_library_of_the_hub_reads_the_scores_of_a_card(self):
        dau("eval", "run", "--task", "dialect", "--set", "dialect_label", "--licence", "Apache-2.0", "--output", "r.json", folder=self.folder)
        dau("eval", "card", "r.json", "--output", "README.md", folder=self.folder)
        data = ModelCard.load(self.folder / "README.md").data
        self.assertEqual(data.license, "apache-2.0")
        result = json.loads((self.folder / "r.json").read_text("utf-8"))
        stated = {one.metric_type: one.metric_value for one in data.eval_results}
        self.assertEqual(stated, {m["name"]: m["value"] for m in result["groups"][0]["metrics"]})


if __name__ == "__main__":
    unittest.main()
