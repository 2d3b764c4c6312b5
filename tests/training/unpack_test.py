# SPDX-License-Identifier: Apache-2.0
"""A net that was quantised by export.py and taken apart again by unpack.py is the same net, but for the rounding."""
import json
import pathlib
import sys
import types
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "training" / "restore"))
try:
    import numpy as np
    import torch
    import xxhash  # noqa: F401
except ImportError:
    print("skipped: PyTorch, NumPy or xxhash is not installed")
    sys.exit(77)
import export  # noqa: E402
import net as nets  # noqa: E402
import train  # noqa: E402
import unpack  # noqa: E402

SIZES = dict(bases=40, forms=60, base_width=32, pair_width=16, pair_rows=64, hidden=48, blocks=2, taps=5)


def inputs(seed):
    base = torch.randint(4, SIZES["bases"], (1, 200), generator=torch.Generator().manual_seed(seed))
    base[0, 90:94] = 0
    b, left, right = train.with_pairs(base, SIZES["pair_rows"])
    return b, left, right, torch.randint(0, nets.FEATURES, (1, 200), generator=torch.Generator().manual_seed(seed + 1))


def quantised(net, share):
    """What a model would hold of `net`."""
    sections = export.net_sections(net, inputs(1), [3], share)
    config = json.dumps(SIZES | {"out_width": net.out.out_features}).encode()
    held = {n: d if isinstance(d, bytes) else np.ascontiguousarray(d).tobytes() for n, d in sections}
    return types.SimpleNamespace(sections=held | {"config": config})


class Unpack(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)
        self.net = nets.ContextNet(**SIZES, out_width=32)
        for p in self.net.parameters():
            p.requires_grad_(False)

    def opened(self, share):
        config, state = unpack.net_weights(quantised(self.net, share))
        again = nets.ContextNet(**config)
        again.load_state_dict(state)
        return again.requires_grad_(False)

    def test_gives_the_same_scores(self):
        again = self.opened(np.ones(SIZES["pair_rows"]))
        b, left, right, feature = inputs(5)
        with torch.no_grad():
            wanted, got = self.net(b, left, right, feature), again(b, left, right, feature)
        live = b != 0
        self.assertLess(float((wanted - got)[live].abs().mean()), 0.05 * float(wanted[live].abs().mean()))
        self.assertEqual(float(again.form_bias[3]), export.NEVER)

    def test_the_pairs_are_believed_by_their_share(self):
        before = self.net.pair.weight.clone()
        again = self.opened(np.linspace(0, 1, SIZES["pair_rows"]))
        wanted = before * torch.linspace(0, 1, SIZES["pair_rows"]).unsqueeze(1)
        self.assertLess(float((again.pair.weight - wanted).abs().max()), 0.15)
        self.assertEqual(float(again.pair.weight[0].abs().max()), 0)
        self.assertTrue(bool(torch.isfinite(again.pairs(torch.arange(SIZES["pair_rows"]))).all()))

    def test_what_is_exported_again_has_the_same_bytes(self):
        first = quantised(self.net, np.ones(SIZES["pair_rows"]))
        config, state = unpack.net_weights(first)
        again = nets.ContextNet(**config)
        again.load_state_dict(state)
        again.requires_grad_(False)
        second = export.net_sections(again, inputs(1), [3], np.ones(SIZES["pair_rows"]))
        second = {n: np.ascontiguousarray(d).tobytes() if not isinstance(d, bytes) else d for n, d in second}
        for name in ("net.pair", "net.pair.scale", "net.base", "net.form", "net.feature"):
            self.assertEqual(first.sections[name], second[name], name)

    def test_a_slip_is_known_again(self):
        slip = unpack.as_slip("nguoi")
        text = types.SimpleNamespace(form_names=["người", slip])
        self.assertEqual(export.slips(text), [1])
        self.assertEqual(export.without_slips(text), ["người", "nguoi"])


if __name__ == "__main__":
    unittest.main()
