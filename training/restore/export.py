# SPDX-License-Identifier: Apache-2.0
"""Quantise a trained net, put it together with the trigram, and write models/restore.dau.

  python3 export.py --work work/ --run run/ --ngram work/ngram.npz --out ../../models/restore.dau
  python3 export.py --work work/ --net-of old.dau --ngram work/ngram.npz --out new.dau   # its net with another trigram

Weights become int8 with a scale a row, pair rows int4, activations 7-bit with steps measured on development lines
(docs/formats/restore-model.md). The net knows the pairs of its own text too well; shares() says how far each is believed.
"""
import argparse
import datetime
import json
import pathlib
import re
import sys
import unicodedata

import numpy as np
import torch

import net as nets
import ngram
import tokens as tk
import train as training

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent))
from common import container  # noqa: E402


def rows_int8(w):
    """int8 rows and one float32 scale a row. w: float32 [rows, width]."""
    scale = np.maximum(np.abs(w).max(1), 1e-8) / 127
    return np.clip(np.round(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def bfloat16(x):
    """Nearest bfloat16 as uint16."""
    u = x.astype(np.float32).view(np.uint32)
    return ((u + 0x7FFF + ((u >> 16) & 1)) >> 16).astype(np.uint16)


def rows_int4(w, steps=None):
    """int4 rows, two values a byte, low nibble first, value + 8; one bfloat16 scale a row: `steps`, or the best of a few.

    The scale of least squared error clips the largest values a little.
    """
    if steps is not None:
        u = (np.clip(np.round(w / steps), -8, 7) + 8).astype(np.uint8)
        return u[:, 0::2] | u[:, 1::2] << 4, bfloat16(steps[:, 0])
    top = np.maximum(np.abs(w).max(1), 1e-8)
    best, best_error = None, None
    for share in np.linspace(0.55, 1.0, 10):
        s = (bfloat16(top * share / 7).astype(np.uint32) << 16).view(np.float32)
        q = np.clip(np.round(w / s[:, None]), -8, 7)
        error = ((q * s[:, None] - w) ** 2).sum(1)
        if best is None:
            best, best_error, scale = q, error, s
        else:
            better = error < best_error
            best[better], scale[better], best_error = q[better], s[better], np.minimum(error, best_error)
    u = (best + 8).astype(np.uint8)
    return u[:, 0::2] | u[:, 1::2] << 4, bfloat16(scale)


def columns_int8(w):
    """Weights [out, in] of a Linear -> packed int8 [out/16][in/4][16][4] and a scale for each output."""
    q, scale = rows_int8(w)
    out, depth = q.shape
    return q.reshape(out // 16, 16, depth // 4, 4).transpose(0, 2, 1, 3).copy(), scale, q


class Tensors:
    """Tensors of one section, each on a multiple of 64 bytes."""

    def __init__(self):
        self.data = bytearray()

    def add(self, array):
        self.data += bytes(-len(self.data) % 64) + np.ascontiguousarray(array).tobytes()
        return self


@torch.no_grad()
def activations(net, inputs):
    """What goes through the net on `inputs`: the norms' outputs and the hidden layers after ReLU, by block."""
    base, left, right, feature = inputs
    mask = base != nets.PAD
    x = torch.cat((net.base(base), net.pairs(left), net.pairs(right)), -1) + net.feature(feature)
    norms, hiddens = [], []
    for b in net.blocks:
        y = nets.plain_mix(x, mask, b.taps, b.bias)
        h = torch.relu(b.up(y))
        norms.append(y[mask])
        hiddens.append(h[mask])
        x = x + b.down(h)
    norms.append(torch.nn.functional.layer_norm(x, x.shape[-1:])[mask])
    return norms, hiddens


def best_step(values, levels):
    """The step that quantises `values` (numpy, any shape) to ±levels with the least squared error."""
    v = np.abs(values.ravel()[:: max(1, values.size // 400_000)])
    top = v.max()
    steps = [top * s / levels for s in np.geomspace(0.15, 1.0, 24)]
    errors = [((np.minimum(np.round(v / s), levels) * s - v) ** 2).mean() for s in steps]
    return float(steps[int(np.argmin(errors))])


def channel_steps(values):
    """A step for each channel of a norm's output: a few channels are many times wider than the rest.

    With one step for all, the net alone loses 0.3 to 1.4 points on the development split; so it loses under 0.1.
    """
    return np.float32([best_step(values[:, c], 63) for c in range(values.shape[1])])


def linear(t, layer, step, offset, next_step=None):
    """Adds weights, scales and biases of a Linear whose input is (q − offset)·step (a number or one a channel); with the output's step folded in."""
    packed, s, q = columns_int8(layer.weight.numpy() * step)
    bias = layer.bias.numpy() - offset * q.astype(np.int32).sum(1) * s
    if next_step:
        s, bias = s / next_step, bias / next_step
    t.add(packed).add(s.astype(np.float32)).add(bias.astype(np.float32))


NEVER = -60.0  # nats


def shares(text, rows, most, half):
    """How far each row of the pair table is believed: most · n / (n + half), n being how often training saw the row.

    A pair that was seen a few times says more about the text it stood in than about the language. What this is worth on
    the development split: docs/methods/restore.md.
    """
    times = ngram.chosen(text, 1)
    order = np.repeat(np.arange(len(times)), times)
    base = torch.from_numpy(text.pack(order, np.zeros(len(order), bool), None, False)[0]).long()
    n = np.bincount(nets.pair_rows(base[:-1], base[1:], rows).numpy(), minlength=rows)
    return most * n / (n + half)


def believed(scales, share):
    """The pair rows' bfloat16 scales (uint16) times `share`."""
    return bfloat16((scales.astype(np.uint32) << 16).view(np.float32) * share)


def net_sections(net, inputs, never, share):
    net.pair.weight.mul_(torch.from_numpy(share).float().unsqueeze(1))  # before the activations are measured
    if net.pair_step is not None:
        net.pair_step.mul_(torch.from_numpy(share).float().clamp(min=1e-3).unsqueeze(1))
    net.form_bias[never] = NEVER
    norms, hiddens = activations(net, inputs)
    out = []
    q, s = rows_int8(net.base.weight.numpy())
    out += [("net.base", q), ("net.base.scale", s)]
    q, s = rows_int4(net.pair.weight.numpy(), None if net.pair_step is None else net.pair_step.numpy())
    out += [("net.pair", q), ("net.pair.scale", s), ("net.feature", net.feature.weight.numpy())]
    for i, b in enumerate(net.blocks):
        step, hidden_step = channel_steps(norms[i].numpy()), best_step(hiddens[i].numpy(), 127)
        t = Tensors().add(1 / step).add(b.taps.numpy()).add(b.bias.numpy())
        linear(t, b.up, step, 64, hidden_step)
        linear(t, b.down, hidden_step, 0)
        out.append((f"net.{i}", bytes(t.data)))
    step = channel_steps(norms[-1].numpy())
    t = Tensors().add(1 / step)
    linear(t, net.out, step, 64)
    q, s = rows_int8(net.form.weight.numpy())
    return out + [("net.out", bytes(t.data)), ("net.form", q), ("net.form.scale", s),
                  ("net.form.bias", net.form_bias.numpy())]


def slips(text):
    """Indices of forms with two tones (ngườì): slips of the pen frequent enough to have got into the vocabulary."""
    tones = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
    return [i for i, f in enumerate(text.form_names) if len(tones.findall(unicodedata.normalize("NFD", f))) > 1]


def without_slips(text):
    """The forms' texts with those replaced by their bare letters; their biases keep them from ever being chosen."""
    names = list(text.form_names)
    for i in slips(text):
        names[i] = tk.strip_marks(names[i])
    return names


def text_sections(text):
    blob, begins = bytearray(), []
    for group in (text.bases, without_slips(text)):
        begin = []
        for w in group:
            begin.append(len(blob))
            blob += w.encode()
        begins.append(np.uint32([*begin, len(blob)]))
    first = np.uint32([*np.where(text.count > 0, text.first, 0), len(text.form_names)])
    # Bases without forms get an empty range: the begin of the next base that has some.
    for i in range(len(text.bases) - 1, -1, -1):
        if text.count[i] == 0:
            first[i] = first[i + 1]
    return [("vocab.text", bytes(blob)), ("vocab.base.begin", begins[0]), ("vocab.form.begin", begins[1]), ("vocab.first", first)]


def ngram_sections(path):
    g = np.load(path)
    has = g["bi_has"]
    bits = np.zeros(-(-len(has) // 64) * 64, bool)
    bits[: len(has)] = has
    words = np.packbits(bits.reshape(-1, 64), axis=1, bitorder="little").view(np.uint64).ravel()
    begin = g["tri_begin"].astype(np.int64)
    block = begin[::16]
    offset = begin - np.repeat(block, 16)[: len(begin)]
    assert offset.max() < 65536, "a block of trigrams is too large for its offsets"
    rank = np.append(0, np.cumsum(bits.reshape(-1, 64).sum(1)))[:-1].astype(np.uint32)
    return [("ngram.unigram.cost", g["p1"]), ("ngram.unigram.bo", g["bo1"]), ("ngram.bigram.begin", g["bi_begin"]),
            ("ngram.bigram.word", g["bi_word"]), ("ngram.bigram.cost", g["bi_p"]), ("ngram.bigram.bo", g["bi_bo"]),
            ("ngram.bigram.has", words), ("ngram.bigram.rank", rank), ("ngram.trigram.block", block.astype(np.uint32)),
            ("ngram.trigram.offset", offset.astype(np.uint16)),
            ("ngram.trigram.word", g["tri_word"]), ("ngram.trigram.cost", g["tri_p"])]


def calibration(text, rows):
    """Some development lines of every register, packed with pads."""
    order = np.flatnonzero(text.dev)
    order = np.random.default_rng(7).permutation(order)
    order = order[np.cumsum(text.length[order]) <= 20_000]
    base, _, feat, _, _ = text.pack(order, np.zeros(len(order), bool), None, False)
    b = torch.from_numpy(base).long().unsqueeze(0)
    b, left, right = training.with_pairs(b, rows)
    return b, left, right, torch.from_numpy(feat).long().unsqueeze(0)


def card(args, text, before):
    """The card; what a model is made of that another went into, is what that was made of too."""
    v = json.loads((args.work / "vocab.json").read_text("utf-8"))
    sources = [{"id": s["id"], "sha256": s["sha256"], "licence": s["licence"], "attribution": s["attribution_text"]}
               for s in v["sources"]]
    if before:
        sources += [s for s in before.card["sources"] if s not in sources]
    extra = json.loads(args.card.read_text("utf-8"))
    when = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"name": "restore", "version": args.version, "summary": extra["summary"], "licence": extra["licence"],
            "command": extra["command"], "created": when, "form": extra["form"], "sources": sources,
            "scores": extra["scores"], "samples": extra["samples"]}


def trained(args, text, pair):
    """(sizes, sections) of the net in --run."""
    state = torch.load(args.run / "last.pt", map_location="cpu", weights_only=True)
    net = nets.ContextNet(**state["config"])
    net.load_state_dict(state["ema"])
    net.eval()
    for p in net.parameters():
        p.requires_grad_(False)
    share = np.ones(net.pair_rows) if state.get("pair") else shares(text, net.pair_rows, **pair)
    sizes = {k: state["config"][k] for k in ("bases", "forms", "base_width", "pair_width", "pair_rows", "hidden", "blocks", "taps")}
    sizes["out_width"] = net.out.out_features
    sections = net_sections(net, calibration(text, net.pair_rows), slips(text), share)
    return sizes | {"pair": state.get("pair") or pair}, sections


def taken(model, text, pair):
    """(sizes, sections) of the net in a model file: as it is, but for how far its pairs are believed."""
    config = json.loads(bytes(model.sections["config"]))
    sizes = {k: v for k, v in config.items() if k not in ("net_weight", "ngram_weight", "prune", "pair")}
    sections = {n: bytes(d) for n, d in model.sections.items() if n.startswith("net.")}
    words = {n: d if isinstance(d, bytes) else d.tobytes() for n, d in text_sections(text)}
    assert all(bytes(model.sections[n]) == d for n, d in words.items()), "another vocabulary: unpack.py sets the model's"
    share = shares(text, sizes["pair_rows"], **pair)
    if "pair" in config:  # and not twice
        share = share / np.maximum(shares(text, sizes["pair_rows"], **config["pair"]), 1e-6)
    sections["net.pair.scale"] = believed(np.frombuffer(sections["net.pair.scale"], np.uint16), share)
    return sizes | {"pair": pair}, list(sections.items())


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", type=pathlib.Path, required=True)
    net = ap.add_mutually_exclusive_group(required=True)
    net.add_argument("--run", type=pathlib.Path, help="what train.py left")
    net.add_argument("--net-of", type=pathlib.Path, help="a model whose net is taken")
    ap.add_argument("--ngram", type=pathlib.Path, required=True)
    ap.add_argument("--card", type=pathlib.Path, default=pathlib.Path(__file__).parent / "card.json")
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--version", default="2026.11.3")
    args = ap.parse_args()
    text = training.Text(args.work)
    extra = json.loads(args.card.read_text("utf-8"))
    before = container.read(args.net_of, "restore") if args.net_of else None
    sizes, net_part = taken(before, text, extra["pair"]) if before else trained(args, text, extra["pair"])
    pair = sizes.pop("pair")
    config = sizes | extra["search"] | {"pair": pair}
    sections = [("config", json.dumps(config).encode())] + text_sections(text) + net_part + ngram_sections(args.ngram)
    sections = {n: d if isinstance(d, bytes) else np.ascontiguousarray(d).tobytes() for n, d in sections}
    container.write(args.out, "restore", card(args, text, before), sections)
    print(f"{args.out}: {args.out.stat().st_size} bytes; " + ", ".join(f"{n} {len(d)}" for n, d in sections.items() if len(d) > 100_000))


if __name__ == "__main__":
    main()
