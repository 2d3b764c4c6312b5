# SPDX-License-Identifier: Apache-2.0
"""Train the context net on what prepare.py left.

  python3 train.py --work work/ --out run/ --minutes 90        # a CPU with bfloat16 matrix units, or a GPU

Seeded; writes run/last.pt often and goes on from it when called again; run/log.tsv holds the loss, and the syllable
accuracy on the development split by register. The learning rate falls to zero over --tokens (or --minutes), and
training stops early when the development accuracy has not risen for --patience checks. --start goes on from a net that
unpack.py took out of a model; --beside trains the net as one factor of the product that the search maximises, with what
scores.py wrote of the trigram as the other.
"""
import argparse
import json
import math
import pathlib
import random
import time

import numpy as np
import torch

import net as nets
import tokens as tk

# How often a line of a register is seen in one pass. Three quarters of the clean text are legal.
WEIGHTS = {
    "legal": 0.35, "encyclopaedic": 1.0, "literary": 1.5, "literary/children": 2.0, "religious": 0.4,
    "conversational": 4.0, "business": 2.0, "technical": 1.5, "labels": 1.0, "labels/ui": 2.0,
    "administrative": 1.0, "news/literary": 4.0, "english": 0.8, "mixed": 0.8, "code": 0.8,
}
TRANSLATED = 0.4  # machine translations count this much of their register's weight


def weight_of(source, weights=WEIGHTS):
    """How often a line of a source is seen in one pass."""
    weight = weights[source["register"]]
    return weight * TRANSLATED if source["machine_translated"] else weight


class Text:
    """All lines as arrays of base, form and feature, with the register weight of each."""

    def __init__(self, work, weights=WEIGHTS):
        v = json.loads((work / "vocab.json").read_text("utf-8"))
        self.bases = v["bases"]
        base_id = {b: i for i, b in enumerate(v["bases"])}
        self.first = np.zeros(len(v["bases"]), np.int64)
        self.count = np.zeros(len(v["bases"]), np.int64)
        self.form_names = []
        form_id = {}
        for b, fs in v["forms"].items():
            self.first[base_id[b]], self.count[base_id[b]] = len(self.form_names), len(fs)
            form_id.update((f, len(self.form_names) + i) for i, f in enumerate(fs))
            self.form_names += fs
        to_base = np.full(len(v["words"]), 3, np.int32)
        to_form = np.full(len(v["words"]), -1, np.int32)
        for i, w in enumerate(v["words"]):
            to_base[i] = base_id.get(w if i < 4 else tk.strip_marks(w), 3)
            to_form[i] = form_id.get(w, -1) if i >= 4 else -1
        parts = {k: [] for k in ("base", "form", "feat", "start", "length", "inside", "dev", "weight", "register")}
        self.registers = sorted({s["register"].split("/")[0] for s in v["sources"]})
        at = 0
        for s in v["sources"]:
            d = np.load(work / (s["id"] + ".npz"))
            n = len(d["start"])
            parts["base"].append(to_base[d["word"]].astype(np.int16))
            parts["form"].append(to_form[d["word"]].astype(np.int16))
            parts["feat"].append(d["feat"])
            parts["start"].append(d["start"] + at)
            parts["length"].append(np.diff(np.append(d["start"], len(d["word"]))))
            parts["inside"].append(d["inside"])
            parts["dev"].append(d["dev"])
            parts["weight"].append(np.full(n, weight_of(s, weights), np.float32))
            parts["register"].append(np.full(n, self.registers.index(s["register"].split("/")[0]), np.int8))
            at += len(d["word"])
        for k, p in parts.items():
            setattr(self, k, np.concatenate(p))

    def pack(self, order, joined, rng, augment):
        """Lines `order` behind each other with pads between; `joined` lines follow the one before without a pad."""
        pads = np.where(joined, 0, nets.GAP)
        pads[0] = nets.GAP
        length = self.length[order]
        begin = np.cumsum(pads + length) - length
        total = int(begin[-1] + length[-1])
        where = np.full(total, -1, np.int64)
        inner = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        where[np.repeat(begin, length) + inner] = np.repeat(self.start[order], length) + inner
        live = where >= 0
        base = np.where(live, self.base[where], 0).astype(np.int16)
        form = np.where(live, self.form[where], -1).astype(np.int16)
        gap, case = self.feat[where] >> 2, self.feat[where] & 3
        gap[begin[joined]] = tk.STOP
        if augment:  # typists leave out capitals and signs, or hold the shift key down
            how = np.zeros(total, np.float32)
            how[np.repeat(begin, length) + inner] = np.repeat(rng.random(len(order), np.float32), length)
            case = np.where(how > 0.8, 0, np.where((how > 0.78) & (self.base[where] > 3), tk.UPPER, case))
            bare = (how > 0.9) & (gap != tk.START) & (gap != tk.HYPHEN)
            gap = np.where(bare, tk.SPACE, gap)
        feat = np.where(live, gap * 4 + case, 0).astype(np.int16)
        return base, form, feat, begin, where

    def epoch(self, seed):
        """One weighted pass over the training lines in random order, half of the sentences joined to paragraphs."""
        rng = np.random.default_rng(seed)
        join = self.inside & (rng.random(len(self.inside)) < 0.5)
        heads = np.flatnonzero(~join)
        tails = np.append(heads[1:], len(join))
        keep = ~self.dev[heads]
        heads, tails = heads[keep], tails[keep]
        w = self.weight[heads]
        times = np.floor(w + rng.random(len(w))).astype(np.int64)
        pick = np.repeat(np.arange(len(heads)), times)
        rng.shuffle(pick)
        size = (tails - heads)[pick]
        offset = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
        order = np.repeat(heads[pick], size) + offset
        base, form, feat, _, where = self.pack(order, offset > 0, rng, True)
        return base, form, feat, where


class Beside:
    """What the trigram says of each token's candidates among its true neighbours (scores.cc), as log-scores."""

    def __init__(self, folder, text):
        order = np.fromfile(folder / "order.u32", np.uint32)
        length = text.length[order]
        inner = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        at = np.repeat(text.start[order], length) + inner
        at = at[text.form[at] >= 0]
        count = text.count[text.base[at]]
        self.begin = np.full(len(text.base) + 1, -1, np.int64)
        self.begin[at] = np.cumsum(count) - count
        self.begin[-1] = -1  # where a pad lies
        self.costs = np.fromfile(folder / "trigram.u8", np.uint8)
        assert len(self.costs) == count.sum(), "trigram.u8 was made of another text"

    def scores(self, where, count):
        """float32 log-scores of the candidates of tokens `where`; 0 for those of which nothing is known."""
        begin = self.begin[where]
        inner = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        known = np.repeat(begin >= 0, count)
        costs = self.costs[np.where(known, np.repeat(begin, count) + inner, 0)]
        return np.where(known, costs * np.float32(-1 / 16), np.float32(0))


def to_batches(stream, batch, length, rows, seed):
    """Cuts the stream into [batch, length] windows; their order is random. Tensors live on the CPU."""
    n = len(stream[0]) // length
    cut = [torch.from_numpy(a[: n * length].reshape(n, length)) for a in stream]
    order = torch.randperm(n, generator=torch.Generator().manual_seed(seed))
    for i in range(0, n - batch + 1, batch):
        pick = order[i : i + batch]
        b, f, t, where = (a[pick].long() for a in cut)
        yield (*with_pairs(b, rows), t, f, where)


def with_pairs(b, rows):
    prev = torch.nn.functional.pad(b, (1, 0))[:, :-1]
    following = torch.nn.functional.pad(b, (0, 1))[:, 1:]
    return b, nets.pair_rows(prev, b, rows), nets.pair_rows(b, following, rows)


def cpu_flags():
    """What /proc/cpuinfo says that the CPU can do; empty elsewhere than on Linux."""
    path = pathlib.Path("/proc/cpuinfo")
    return path.read_text() if path.exists() else ""


class Job:
    def __init__(self, args):
        torch.manual_seed(args.seed)
        random.seed(args.seed)
        self.args = args
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        if args.threads:
            torch.set_num_threads(args.threads)
        self.text = Text(args.work, WEIGHTS | json.loads(args.weights))
        self.config = dict(bases=len(self.text.bases), forms=len(self.text.form_names), hidden=args.hidden,
                           blocks=args.blocks, pair_rows=args.pair_rows, base_width=args.base_width,
                           pair_width=args.pair_width, taps=args.taps)
        start = torch.load(args.start, map_location="cpu", weights_only=True) if args.start else None
        if start:
            self.config = start["config"]
        self.net = nets.ContextNet(**self.config)
        self.pair = start["pair"] if start else None  # with what shares() of export.py has been applied before the start
        if start:
            self.net.load_state_dict(start["net"])
        self.net.to(self.device)
        self.beside = Beside(args.beside, self.text) if args.beside else None
        # Without bfloat16 units a CPU is several times faster in float32.
        self.bfloat16 = self.device == "cuda" or "amx" in cpu_flags() or "avx512_bf16" in cpu_flags()
        self.loss = nets.candidate_loss(self.device)
        self.first = torch.from_numpy(self.text.first).to(self.device)
        self.count = torch.from_numpy(self.text.count).to(self.device)
        tables = [p for n, p in self.net.named_parameters() if n.split(".")[0] in ("base", "pair", "form", "feature")]
        rest = [p for n, p in self.net.named_parameters() if n.split(".")[0] not in ("base", "pair", "form", "feature")]
        self.optimiser = torch.optim.AdamW([dict(params=tables, weight_decay=0.0, scale=args.table_rate),
                                            dict(params=rest, weight_decay=0.01, scale=1.0)],
                                           lr=args.rate, betas=(0.9, 0.98), fused=True)
        self.body = torch.compile(self.net, dynamic=False) if args.compile else self.net
        self.step = self.epoch = self.seen = self.skip = 0
        self.spent = 0.0
        self.best, self.stale = 0.0, 0
        self.ema = {k: v.detach().clone() for k, v in self.net.state_dict().items()}

    # -- state ------------------------------------------------------------------------------------------------
    def save(self):
        args = {k: str(v) for k, v in vars(self.args).items()}
        state = dict(net=self.net.state_dict(), ema=self.ema, optimiser=self.optimiser.state_dict(), step=self.step,
                     epoch=self.epoch, seen=self.seen, skip=self.skip, spent=self.spent, best=self.best, stale=self.stale,
                     config=self.config, pair=self.pair, args=args)
        torch.save(state, self.args.out / "last.tmp")
        (self.args.out / "last.tmp").rename(self.args.out / "last.pt")

    def resume(self):
        path = self.args.out / "last.pt"
        if not path.exists():
            return
        s = torch.load(path, map_location=self.device, weights_only=True)
        self.net.load_state_dict(s["net"])
        self.optimiser.load_state_dict(s["optimiser"])
        self.ema, self.pair = s["ema"], s.get("pair")
        for k in ("step", "epoch", "seen", "skip", "spent", "best", "stale"):
            setattr(self, k, s[k])
        print(f"goes on from step {self.step}, {self.seen / 1e6:.1f} M tokens", flush=True)

    # -- one step ---------------------------------------------------------------------------------------------
    def progress(self):
        by_tokens = self.seen / self.args.tokens if self.args.tokens else 0
        by_time = self.spent / (self.args.minutes * 60) if self.args.minutes else 0
        return min(1.0, max(by_tokens, by_time))

    def rate(self):
        warm = min(1.0, (self.step + 1) / self.args.warm_steps)
        return self.args.rate * warm * (0.5 + 0.5 * math.cos(math.pi * self.progress())) + 1e-6

    def train_step(self, batch):
        base, left, right, feature, form, where = (t.to(self.device) for t in batch)
        for g in self.optimiser.param_groups:
            g["lr"] = self.rate() * g["scale"]
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bfloat16):
            hidden = self.body(base, left, right, feature, self.args.dropout)
        live = (form >= 0).view(-1)
        b = base.view(-1)[live]
        n = max(1, len(b))
        beside = ()
        if self.beside:
            scores = self.beside.scores(where.view(-1)[live].cpu().numpy(), self.count[b].cpu().numpy())
            beside = torch.from_numpy(scores).to(self.device), self.args.sharpness, self.args.alone
        loss = self.loss(hidden.reshape(-1, hidden.shape[-1])[live], self.net.form.weight, self.net.form_bias,
                         self.first[b], self.count[b], form.view(-1)[live] - self.first[b], *beside) / n
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        self.seen += int((base != 0).sum())
        if self.step % 10 == 0:
            keep = min(0.99, self.step / (self.step + 100))
            with torch.no_grad():
                for k, v in self.net.state_dict().items():
                    self.ema[k].lerp_(v, 1 - keep)
        return float(loss.detach())

    # -- development ------------------------------------------------------------------------------------------
    @torch.no_grad()
    def evaluate(self, limit=12000):
        """Share of ambiguous syllables right by register, on whole lines of the development split."""
        held = {k: v.detach().clone() for k, v in self.net.state_dict().items()}
        self.net.load_state_dict(self.ema)
        text, out = self.text, {}
        for r, name in enumerate(text.registers):
            order = np.flatnonzero(text.dev & (text.register == r))
            order = order[np.cumsum(text.length[order]) <= limit]
            if not len(order):
                continue
            base, form, feat, _, _ = text.pack(order, np.zeros(len(order), bool), None, False)
            b = torch.from_numpy(base).long().unsqueeze(0)
            b, left, right = with_pairs(b, self.net.pair_rows)
            with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bfloat16):
                h = self.net(*(t.to(self.device) for t in (b, left, right, torch.from_numpy(feat).long().unsqueeze(0))))[0]
            out[name] = self.accuracy(h.float().cpu().numpy(), base, form)
        self.net.load_state_dict(held)
        return out

    def accuracy(self, h, base, form):
        e, bias = self.net.form.weight.float().cpu().numpy(), self.net.form_bias.float().cpu().numpy()
        right = total = 0
        for i in np.flatnonzero(form >= 0):
            f, n = self.text.first[base[i]], self.text.count[base[i]]
            right += int(np.argmax(e[f : f + n] @ h[i] + bias[f : f + n]) == form[i] - f)
            total += 1
        return right / max(1, total)

    def check(self, loss):
        acc = self.evaluate()
        mean = sum(acc.values()) / len(acc)
        row = [self.step, self.epoch, round(self.seen / 1e6, 2), round(self.spent), round(loss, 4), round(100 * mean, 3)]
        with open(self.args.out / "log.tsv", "a", encoding="utf-8") as f:
            f.write("\t".join(map(str, row + [f"{k}={100 * v:.2f}" for k, v in acc.items()])) + "\n")
        print(f"  development {100 * mean:.2f}: " + " ".join(f"{k} {100 * v:.2f}" for k, v in acc.items()), flush=True)
        self.stale = 0 if mean > self.best else self.stale + 1
        self.best = max(self.best, mean)
        self.save()

    # -- the whole run ----------------------------------------------------------------------------------------
    def run(self):
        smooth, last_check = None, time.time()
        while self.progress() < 1 and self.stale < self.args.patience:
            stream = self.text.epoch(self.args.seed * 1000 + self.epoch)
            batches = to_batches(stream, self.args.batch, self.args.length, self.net.pair_rows, self.args.seed * 1000 + self.epoch)
            for i, batch in enumerate(batches):
                if i < self.skip:
                    continue
                began = time.time()
                loss = self.train_step(batch)
                self.spent += time.time() - began
                self.skip = i + 1
                smooth = loss if smooth is None else 0.98 * smooth + 0.02 * loss
                if self.step % 25 == 0:
                    print(f"step {self.step} pass {self.epoch} {self.seen / 1e6:.1f} M tokens, {self.seen / max(1, self.spent):.0f}/s, "
                          f"{100 * self.progress():.1f} %, rate {self.rate():.5f}, loss {smooth:.4f}", flush=True)
                if time.time() - last_check > self.args.check_minutes * 60:
                    self.check(smooth)
                    last_check = time.time()
                if self.progress() >= 1 or self.stale >= self.args.patience:
                    break
            else:
                self.epoch, self.skip = self.epoch + 1, 0
        self.check(smooth or 0.0)


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--work", type=pathlib.Path, required=True)
    ap.add_argument("--out", type=pathlib.Path, required=True)
    ap.add_argument("--tokens", type=float, default=0, help="tokens to see, 0: no limit")
    ap.add_argument("--minutes", type=float, default=90, help="minutes of steps, 0: no limit")
    ap.add_argument("--batch", type=int, default=64)
    ap.add_argument("--length", type=int, default=256)
    ap.add_argument("--hidden", type=int, default=512)
    ap.add_argument("--blocks", type=int, default=4)
    ap.add_argument("--taps", type=int, default=9)
    ap.add_argument("--base-width", type=int, default=128)
    ap.add_argument("--pair-width", type=int, default=64)
    ap.add_argument("--pair-rows", type=int, default=65536)
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--table-rate", type=float, default=1.0, help="the embeddings' rate is this many times the body's")
    ap.add_argument("--dropout", type=float, default=0.1, help="share of tokens whose pairs are hidden")
    ap.add_argument("--start", type=pathlib.Path, help="a net to go on from (unpack.py); its shape is taken")
    ap.add_argument("--beside", type=pathlib.Path, help="folder with trigram.u8 (scores.py): train the product")
    ap.add_argument("--sharpness", type=float, default=0.7, help="exponent of that product")
    ap.add_argument("--alone", type=float, default=0.2, help="share of the loss that is the net's own")
    ap.add_argument("--weights", default="{}", help="JSON: registers whose weight is another one")
    ap.add_argument("--warm-steps", type=int, default=300)
    ap.add_argument("--check-minutes", type=float, default=8)
    ap.add_argument("--patience", type=int, default=6)
    ap.add_argument("--threads", type=int, default=0)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--compile", action="store_true")
    args = ap.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    job = Job(args)
    job.resume()
    job.run()


if __name__ == "__main__":
    main()
