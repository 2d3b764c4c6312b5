# SPDX-License-Identifier: Apache-2.0
"""The operations written in C++ for training on a CPU against the same in PyTorch: values and gradients."""
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "training" / "restore"))
try:
    import torch
except ImportError:
    print("skipped: PyTorch is not installed")
    sys.exit(77)
import net  # noqa: E402


def gradients(parameters):
    found = [p.grad.clone() for p in parameters]
    for p in parameters:
        p.grad = None
    return found


class CpuOperations(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(0)

    def near(self, a, b, share):
        """Equal but for rounding: the largest difference is below `share` of the largest value."""
        self.assertLess(float((a - b).abs().max()), share * float(a.abs().max()) + 1e-6)

    def test_mix_equals_the_plain_one(self):
        x, taps, bias = (torch.randn(s, requires_grad=True) for s in ((3, 20, 64), (9, 64), (64,)))
        mask, g = torch.rand(3, 20) > 0.2, torch.randn(3, 20, 64)
        plain = net.plain_mix(x, mask, taps, bias)
        (plain * g).sum().backward()
        expected = gradients((x, taps, bias))
        own = net._CpuMix.apply(x, mask, taps, bias)
        (own.float() * g).sum().backward()
        self.near(plain.detach(), own.detach().float(), 0.01)  # its output is bfloat16
        for a, b in zip(expected, gradients((x, taps, bias))):
            self.near(a, b, 0.01)

    def test_candidate_loss_equals_the_gathered_one(self):
        first = torch.tensor([0, 3, 3, 10, 11, 0])
        count = torch.tensor([3, 7, 7, 1, 40, 3])
        target = torch.tensor([2, 0, 6, 0, 39, 1])
        hidden, form, bias = (torch.randn(s, requires_grad=True) for s in ((6, 32), (60, 32), (60,)))
        plain = net.gathered_loss(hidden, form, bias, first, count, target)
        plain.backward()
        expected = gradients((hidden, form, bias))
        own = net.candidate_loss("cpu")(hidden, form, bias, first, count, target)
        own.backward()
        self.assertAlmostEqual(float(plain.detach()), float(own.detach()), places=2)
        for a, b in zip(expected, gradients((hidden, form, bias))):
            self.near(a, b, 0.001)

    def test_the_product_with_another_model(self):
        first, count = torch.tensor([0, 3, 20]), torch.tensor([3, 7, 25])
        target = torch.tensor([2, 0, 24])
        other = torch.randn(35) * 3
        hidden, form, bias = (torch.randn(s, requires_grad=True) for s in ((3, 32), (60, 32), (60,)))
        plain = net.gathered_loss(hidden, form, bias, first, count, target, other, 0.7, 0.2)
        plain.backward()
        expected = gradients((hidden, form, bias))
        own = net.candidate_loss("cpu")(hidden, form, bias, first, count, target, other, 0.7, 0.2)
        own.backward()
        self.assertAlmostEqual(float(plain.detach()), float(own.detach()), places=2)
        for a, b in zip(expected, gradients((hidden, form, bias))):
            self.near(a, b, 0.001)
        # Another model that knows nothing, and no sharpening: the net's own loss.
        alone = net.gathered_loss(hidden, form, bias, first, count, target)
        same = net.gathered_loss(hidden, form, bias, first, count, target, torch.zeros(35), 1.0, 0.5)
        self.assertAlmostEqual(float(alone.detach()), float(same.detach()), places=4)


if __name__ == "__main__":
    unittest.main()
