#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Holds dau mark against others: c2pa-rs (the Python package c2pa-python) and c2pa-ts read what it writes, and it reads what
c2pa-rs writes.

    readers_test.py DAU SAMPLES NODE_FOLDER

SAMPLES: a folder of small files (build target write_samples). NODE_FOLDER: where npm put @trustnxt/c2pa-ts. Run by `make
mark-readers`, which gets both.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import c2pa

DAU, SAMPLES, NODE = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
# What c2pa-rs knows of the formats here.
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".wav": "audio/wav", ".webp": "image/webp", ".mp3": "audio/mpeg",
         ".mp4": "video/mp4", ".pdf": "application/pdf", ".svg": "image/svg+xml"}
SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"

READER = """
import fs from 'fs';
import * as formats from '@trustnxt/c2pa-ts/asset';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import { ManifestStore } from '@trustnxt/c2pa-ts/manifest';
const bytes = fs.readFileSync(process.argv[2]);
const Format = [formats.JPEG, formats.PNG].find((one) => one.canRead(bytes));
const asset = new Format(bytes);
const store = ManifestStore.read(SuperBox.fromBuffer(await asset.getManifestJUMBF()));
const result = await store.validate(asset);
console.log(JSON.stringify({ valid: result.isValid, failures: result.statusEntries.filter((one) => !one.success) }));
"""


def dau(*words):
    return subprocess.run([DAU, "mark", *map(str, words)], capture_output=True, text=True)


class Readers(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)

    def keys(self, algorithm):
        folder = self.folder / algorithm
        if not folder.exists():
            self.assertEqual(dau("keys", "-o", folder, "--algorithm", algorithm).returncode, 0)
        return folder

    def mark(self, file, out, keys, how="--created"):
        done = dau("add", how, "--key", keys / "leaf.key", "--cert", keys / "chain.pem", "-o", out, file)
        self.assertEqual(done.returncode, 0, done.stderr)

    def rust(self, file, keys):
        settings = {"trust": {"trust_anchors": (keys / "roots.pem").read_text()}, "verify": {"verify_trust": True}}
        report = json.loads(c2pa.Reader(str(file), context=c2pa.Context(c2pa.Settings.from_json(json.dumps(settings)))).json())
        results = report.get("validation_results", {})
        failures = results.get("activeManifest", {}).get("failure", [])
        deltas = [one for delta in results.get("ingredientDeltas", []) for one in delta["validationDeltas"]["failure"]]
        return report["validation_state"], failures + deltas

    def samples(self):
        found = [one for one in sorted(SAMPLES.iterdir()) if one.suffix in MEDIA]
        self.assertGreaterEqual(len(found), 9)
        return found

    def test_c2pa_rs_trusts_what_we_write(self):
        keys = self.keys("es256")
        for file in self.samples():
            first, second, third = (self.folder / (name + file.name) for name in ("1", "2", "3"))
            self.mark(file, first, keys)
            self.mark(first, second, keys, "--edited")
            self.mark(file, third, keys, "--edited")
            for made in (first, second, third):
                with self.subTest(file=made.name):
                    self.assertEqual(self.rust(made, keys), ("Trusted", []))

    def test_c2pa_rs_trusts_every_algorithm(self):
        for algorithm in ("es384", "eddsa", "ps256"):
            keys, made = self.keys(algorithm), self.folder / f"{algorithm}.png"
            self.mark(SAMPLES / "a.png", made, keys)
            with self.subTest(algorithm=algorithm):
                self.assertEqual(self.rust(made, keys), ("Trusted", []))

    def test_c2pa_ts_finds_what_we_write_valid(self):
        keys = self.keys("es256")
        script = NODE / "reader.mjs"
        script.write_text(READER)
        for name in ("a.png", "a.jpg"):
            first, second = self.folder / ("1" + name), self.folder / ("2" + name)
            self.mark(SAMPLES / name, first, keys)
            self.mark(first, second, keys, "--edited")
            for made in (first, second):
                done = subprocess.run(["node", script.name, made], cwd=NODE, capture_output=True, text=True)
                with self.subTest(file=made.name):
                    self.assertEqual(done.returncode, 0, done.stderr)
                    self.assertEqual(json.loads(done.stdout), {"valid": True, "failures": []})

    def test_we_trust_what_c2pa_rs_writes(self):
        keys = self.keys("es256")
        chain = (keys / "chain.pem").read_bytes() + (keys / "roots.pem").read_bytes()
        for created in (True, False):
            definition = {"claim_generator_info": [{"name": "other", "version": "1"}], "title": "Tên",
                          "assertions": [{"label": "c2pa.actions", "created": created, "data": {"actions": [
                              {"action": "c2pa.created", "digitalSourceType": SOURCE}]}}]}
            for file in self.samples():
                made = self.folder / f"{created}{file.name}"
                info = c2pa.C2paSignerInfo(b"es256", chain, (keys / "leaf.key").read_bytes(), None)
                c2pa.Builder(json.dumps(definition)).sign_file(str(file), str(made), c2pa.Signer.from_info(info))
                done = dau("verify", "--json", "--trust", keys / "roots.pem", made)
                report = json.loads(done.stdout)
                with self.subTest(file=made.name):
                    self.assertEqual((done.returncode, report["verdict"]), (0, "trusted"), report["reasons"])
                    # An assertion that is gathered, not created, is not stated by the signer.
                    self.assertEqual(report["ai_generated"], True if created else None)
                    # And marked again, both are right.
                    again = self.folder / ("again" + made.name)
                    self.mark(made, again, keys, "--edited")
                    self.assertEqual(self.rust(again, keys), ("Trusted", []))
                    self.assertEqual(dau("verify", "--trust", keys / "roots.pem", again).returncode, 0)

    def test_merkle_trees_of_c2pa_rs(self):
        keys = self.keys("es256")
        chain = (keys / "chain.pem").read_bytes() + (keys / "roots.pem").read_bytes()
        film = self.folder / "long.mp4"
        content = bytes(i % 251 for i in range(50_000))
        film.write_bytes((SAMPLES / "a.mp4").read_bytes() + (len(content) + 8).to_bytes(4, "big") + b"mdat" + content)
        for settings in ({"core": {"merkle_tree_chunk_size_in_kb": 1}}, {"core": {"merkle_tree_chunk_size_in_kb": 7}}):
            made = self.folder / "tree.mp4"
            made.unlink(missing_ok=True)
            info = c2pa.C2paSignerInfo(b"es256", chain, (keys / "leaf.key").read_bytes(), None)
            builder = c2pa.Builder(json.dumps({"claim_generator_info": [{"name": "other"}], "assertions": [
                {"label": "c2pa.actions", "created": True, "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": SOURCE}]}}]}),
                context=c2pa.Context(c2pa.Settings.from_json(json.dumps(settings))))
            builder.sign_file(str(film), str(made), c2pa.Signer.from_info(info))
            done = dau("verify", "--trust", keys / "roots.pem", made)
            self.assertEqual(done.returncode, 0, done.stdout)
            bad = bytearray(made.read_bytes())
            bad[bad.rfind(bytes(range(200, 251))) + 3] ^= 1  # within the content
            made.write_bytes(bad)
            self.assertEqual(dau("verify", made).returncode, 1)

    def test_both_find_out_what_was_changed(self):
        keys = self.keys("es256")
        for file in self.samples():
            made = self.folder / file.name
            self.mark(file, made, keys)
            bad = bytearray(made.read_bytes())
            bad[-3 if file.suffix != ".pdf" else -40] ^= 1
            made.write_bytes(bad)
            with self.subTest(file=file.name):
                self.assertEqual(dau("verify", made).returncode, 1)
                try:
                    self.assertEqual(self.rust(made, keys)[0], "Invalid")
                except c2pa.C2paError:
                    pass  # refused altogether


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
