# SPDX-License-Identifier: Apache-2.0
"""Take a restore model apart again, so that training can go on from it instead of from nothing.

  python3 unpack.py --model ../../models/restore.dau --work work/ --out run/start.pt

Replaces the vocabulary in work/vocab.json by the model's (its rows mean nothing under another one) and writes the net as
floating-point weights, which train.py takes with --start. The quantised net is what is left of the one that was trained:
a hundred steps make up for the rounding.
"""
import argparse
import json
import pathlib
import re
import sys
import unicodedata

import numpy as np
import torch

import net as nets

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from common import container  # noqa: E402

SHAPE = ("bases", "forms", "base_width", "pair_width", "pair_rows", "hidden", "blocks", "taps", "out_width")
LEAST_STEP = 1e-6  # of a pair row: one that is not believed at all has none
NEVER = -50.0  # nats: biases below belong to slips of the pen, which export.py takes out (slips())


class Reader:
    """Sections and tensors of a model as numpy arrays."""

    def __init__(self, model):
        self.sections = model.sections

    def array(self, name, kind, *shape):
        return np.frombuffer(self.sections[name], kind).reshape(shape)

    def tensors(self, name, *wanted):
        """The tensors of one section: (kind, shape) each, on multiples of 64 bytes."""
        at, out = 0, []
        for kind, *shape in wanted:
            at = -(-at // 64) * 64
            count = int(np.prod(shape))
            out.append(np.frombuffer(self.sections[name], kind, count, at).reshape(shape))
            at += count * np.dtype(kind).itemsize
        return out


def unpacked(q):
    """[out/16][in/4][16][4] -> [out, in]."""
    a, b, _, _ = q.shape
    return q.transpose(0, 2, 1, 3).reshape(a * 16, b * 4)


def packed(outputs, inputs):
    return np.int8, outputs // 16, inputs // 4, 16, 4


def weights(q, scale, bias, inverse_step, offset):
    """Weight and bias of a Linear layer from what export.py's linear() wrote."""
    q = unpacked(q).astype(np.float32)
    return q * scale[:, None] * inverse_step, bias + offset * q.sum(1) * scale


def block_weights(r, i, c, width):
    hidden = c["hidden"]
    inverse, taps, mix_bias, up, up_scale, up_bias, down, down_scale, down_bias = r.tensors(
        f"net.{i}", (np.float32, width), (np.float32, c["taps"], width), (np.float32, width),
        packed(hidden, width), (np.float32, hidden), (np.float32, hidden),
        packed(width, hidden), (np.float32, width), (np.float32, width))
    up, up_bias = weights(up, up_scale, up_bias, inverse, 64)
    down, down_bias = weights(down, down_scale, down_bias, np.float32(1), 0)
    # The hidden layer comes in steps of its quantisation; through a ReLU any scale may be moved from one side to the other.
    scale = float(np.sqrt(np.sqrt((down**2).mean() / (up**2).mean())))
    return {f"blocks.{i}.taps": taps, f"blocks.{i}.bias": mix_bias, f"blocks.{i}.up.weight": up * scale,
            f"blocks.{i}.up.bias": up_bias * scale, f"blocks.{i}.down.weight": down / scale, f"blocks.{i}.down.bias": down_bias}


def net_weights(model):
    """(config, state) of the ContextNet that `model` holds."""
    c = json.loads(bytes(model.sections["config"]))
    c = {k: c[k] for k in SHAPE}
    r, width = Reader(model), c["base_width"] + 2 * c["pair_width"]
    nibbles = r.array("net.pair", np.uint8, c["pair_rows"], c["pair_width"] // 2)
    pair = np.stack([nibbles & 15, nibbles >> 4], -1).reshape(c["pair_rows"], c["pair_width"]).astype(np.float32) - 8
    pair_scale = (r.array("net.pair.scale", np.uint16, c["pair_rows"]).astype(np.uint32) << 16).view(np.float32)
    base = r.array("net.base", np.int8, c["bases"], c["base_width"]) * r.array("net.base.scale", np.float32, c["bases"])[:, None]
    form = r.array("net.form", np.int8, c["forms"], c["out_width"]) * r.array("net.form.scale", np.float32, c["forms"])[:, None]
    state = {"base.weight": base, "pair.weight": pair * pair_scale[:, None], "pair_step": np.maximum(pair_scale, LEAST_STEP)[:, None], "form.weight": form,
             "feature.weight": r.array("net.feature", np.float32, nets.FEATURES, width),
             "form_bias": r.array("net.form.bias", np.float32, c["forms"])}
    for i in range(c["blocks"]):
        state |= block_weights(r, i, c, width)
    inverse, out, scale, bias = r.tensors("net.out", (np.float32, width), packed(c["out_width"], width),
                                          (np.float32, c["out_width"]), (np.float32, c["out_width"]))
    state["out.weight"], state["out.bias"] = weights(out, scale, bias, inverse, 64)
    return c | {"pair_steps": True}, {k: torch.from_numpy(np.array(v, np.float32)) for k, v in state.items()}


def as_slip(base):
    """A form of `base` with two tones, by which export.py knows a slip again; the one that was written is not kept."""
    return re.sub("[aeiouy]", lambda m: unicodedata.normalize("NFC", m[0] + "\u0300"), base, count=2)


def vocabulary(model):
    """(bases, forms of each ambiguous base) of `model`."""
    r = Reader(model)
    text, first = bytes(model.sections["vocab.text"]), r.array("vocab.first", np.uint32, -1)
    words = lambda begin: [text[a:b].decode() for a, b in zip(begin[:-1], begin[1:])]  # noqa: E731
    bases, forms = (words(r.array(f"vocab.{k}.begin", np.uint32, -1)) for k in ("base", "form"))
    never = r.array("net.form.bias", np.float32, -1) < NEVER
    forms = [as_slip(f) if n else f for f, n in zip(forms, never)]
    return bases, {b: forms[first[i] : first[i + 1]] for i, b in enumerate(bases) if first[i] < first[i + 1]}


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--model", type=pathlib.Path, required=True)
    ap.add_argument("--work", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    args = ap.parse_args()
    model = container.read(args.model, "restore")
    v = json.loads((args.work / "vocab.json").read_text("utf-8"))
    v["bases"], v["forms"] = vocabulary(model)
    (args.work / "vocab.json").write_text(json.dumps(v, ensure_ascii=False), "utf-8")
    config, state = net_weights(model)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    pair = json.loads(bytes(model.sections["config"])).get("pair")  # how far export.py has had the pairs believed already
    torch.save({"config": config, "net": state, "pair": pair}, args.out)
    print(f"{args.out}: the net of {model.card['name']} {model.card['version']}; {len(v['bases'])} bases")


if __name__ == "__main__":
    main()
