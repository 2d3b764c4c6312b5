# SPDX-License-Identifier: Apache-2.0
"""The context net of `dau restore`: which form of each typed syllable is meant, from the letters around it.

Input of a token: its base (letters without marks), the hashed pairs it makes with its neighbours, its gap and case
class. Body: blocks of depthwise convolution, LayerNorm and a two-layer perceptron with ReLU. Output: a score for each
candidate form of the base. The net never sees marks, so that its scores depend on the letters alone and restoring
twice changes nothing (docs/methods/restore.md).
"""
import torch
import torch.nn.functional as F
from torch import nn

PAD = 0
GAP = 4  # pads between two lines of a packed stream: half the width of a convolution, so that lines never mix
FEATURES = 9 * 4  # gap class × case class


def pair_rows(a, b, rows):
    """Row of the pair table for bases a, b (int64 tensors). `rows` is a power of two. Same in src/nn/context_net.cc."""
    h = (a * 0x9E3779B1 + b * 0x85EBCA77) & 0xFFFFFFFF
    h = ((h ^ (h >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return (h ^ (h >> 13)) & (rows - 1)


def plain_mix(x, mask, taps, bias):
    """LayerNorm(depthwise convolution of x·mask + bias). x: [batch, length, width]; mask: bool [batch, length]."""
    half, length = taps.shape[0] // 2, x.shape[1]
    padded = F.pad(x * mask.unsqueeze(-1), (0, 0, half, half))
    y = bias
    for k in range(taps.shape[0]):
        y = y + padded[:, k : k + length] * taps[k]
    return F.layer_norm(y, y.shape[-1:])


def mix(x, mask, taps, bias):
    if x.device.type == "cpu" and torch.is_grad_enabled():
        y = _CpuMix.apply(x, mask, taps, bias)
        return y if torch.is_autocast_enabled("cpu") else y.float()
    return plain_mix(x, mask, taps, bias)


def to_grid(rows, step):
    """Rows on the grid of int4 that they will be stored on; gradients pass as if they were not."""
    near = torch.clamp(torch.round(rows / step), -8, 7) * step
    return rows + (near - rows).detach()


class Block(nn.Module):
    def __init__(self, width, hidden, taps):
        super().__init__()
        self.taps = nn.Parameter(torch.randn(taps, width) * (0.5 / taps**0.5))
        self.bias = nn.Parameter(torch.zeros(width))
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)

    def forward(self, x, mask):
        y = mix(x, mask, self.taps, self.bias)
        return x + self.down(F.relu(self.up(y)))


class ContextNet(nn.Module):
    def __init__(self, bases, forms, base_width=128, pair_width=64, pair_rows=65536, hidden=512, blocks=4, taps=9,
                 out_width=128, pair_steps=False):
        """pair_steps: the steps of the pair rows' int4 are set, and training sees them (a net that begins with --start)."""
        super().__init__()
        width = base_width + 2 * pair_width
        self.pair_rows = pair_rows
        self.base = nn.Embedding(bases, base_width)
        self.pair = nn.Embedding(pair_rows, pair_width)
        self.feature = nn.Embedding(FEATURES, width)
        self.blocks = nn.ModuleList(Block(width, hidden, taps) for _ in range(blocks))
        self.out = nn.Linear(width, out_width)
        self.form = nn.Embedding(forms, out_width)
        self.form_bias = nn.Parameter(torch.zeros(forms))
        for e in (self.base, self.pair, self.feature):
            nn.init.normal_(e.weight, std=0.5)
        nn.init.normal_(self.form.weight, std=0.1)
        for b in self.blocks:
            nn.init.normal_(b.down.weight, std=0.02)
        self.register_buffer("pair_step", torch.ones(pair_rows, 1) if pair_steps else None)

    def pairs(self, rows):
        values = self.pair(rows)
        return values if self.pair_step is None else to_grid(values, self.pair_step[rows])

    def forward(self, base, left, right, feature, dropout=0.0):
        """base, left, right, feature: int64 [batch, length]; gives float [batch, length, out_width]."""
        mask = base != PAD
        pair = torch.cat((self.pairs(left), self.pairs(right)), -1)
        if dropout:
            pair = pair * (torch.rand(pair.shape[:2], device=pair.device) >= dropout).unsqueeze(-1)
        x = torch.cat((self.base(base), pair), -1) + self.feature(feature)
        for block in self.blocks:
            x = block(x, mask)
        return self.out(F.layer_norm(x, x.shape[-1:]))


def gathered_loss(hidden, form, form_bias, first, count, target, other=None, scale=1.0, alone=1.0):
    """Sum of −log p(target) over candidates [first, first + count) of each token; any device.

    hidden: [tokens, width]; first, count, target: int64 [tokens], target counted from `first`. other: log-scores that
    another model gives the candidates, those of one token behind those of the one before. With them the loss is that
    of the product of both, p ∝ exp(scale · (own + other)), for a share of 1 − alone; the rest is the net's own.
    """
    total = hidden.new_zeros((), dtype=torch.float32)
    begin = count.cumsum(0) - count
    edges = [0, 4, 8, 16, 32, 1 << 20]
    for low, high in zip(edges, edges[1:]):
        rows = ((count > low) & (count <= high)).nonzero().squeeze(-1)
        if not len(rows):
            continue
        n = count[rows]
        k = torch.arange(int(n.max()), device=n.device)
        live = k < n.unsqueeze(-1)
        index = torch.where(live, first[rows].unsqueeze(-1) + k, 0)
        score = (F.embedding(index, form) * hidden[rows].unsqueeze(1)).sum(-1).float() + form_bias[index]
        own = F.cross_entropy(score.masked_fill(~live, float("-inf")), target[rows], reduction="sum")
        if other is None:
            total = total + own
            continue
        both = scale * (score + other[torch.where(live, begin[rows].unsqueeze(-1) + k, 0)])
        both = F.cross_entropy(both.masked_fill(~live, float("-inf")), target[rows], reduction="sum")
        total = total + alone * own + (1 - alone) * both
    return total


# On a CPU the two operations below are bound by memory when written in PyTorch's own operations; these are the same
# in one pass each. tests/training/net_test.py compares them.
_CPU_SOURCE = r"""
#include <torch/extension.h>
#include <ATen/Parallel.h>
#include <cmath>
// Loss and its gradients in one pass over the candidates of each token.
std::vector<torch::Tensor> candidate_loss(torch::Tensor h, torch::Tensor e, torch::Tensor b,
                                          torch::Tensor first, torch::Tensor count, torch::Tensor target,
                                          torch::Tensor other, double scale, double alone) {
  const int64_t n = h.size(0), w = h.size(1);
  auto dh = torch::zeros_like(h), de = torch::zeros_like(e), db = torch::zeros_like(b);
  auto prob = torch::empty({count.sum().item<int64_t>()});
  auto at = (count.cumsum(0) - count).contiguous();
  auto losses = torch::empty({n});
  const float *H = h.data_ptr<float>(), *E = e.data_ptr<float>(), *B = b.data_ptr<float>();
  const int64_t *F = first.data_ptr<int64_t>(), *C = count.data_ptr<int64_t>(), *T = target.data_ptr<int64_t>(), *A = at.data_ptr<int64_t>();
  float *DH = dh.data_ptr<float>(), *DE = de.data_ptr<float>(), *DB = db.data_ptr<float>(), *P = prob.data_ptr<float>(), *L = losses.data_ptr<float>();
  const float *O = other.data_ptr<float>(), own = float(alone), both = float(1 - alone), sharp = float(scale);
  at::parallel_for(0, n, 64, [&](int64_t lo, int64_t hi) {
    std::vector<float> q;
    for (int64_t i = lo; i < hi; ++i) {
      float* p = P + A[i];
      const float* x = H + i * w;
      float top = -1e30f;
      for (int64_t k = 0; k < C[i]; ++k) {
        const float* r = E + (F[i] + k) * w;
        float s = 0;
        for (int64_t j = 0; j < w; ++j) s += r[j] * x[j];
        p[k] = s + B[F[i] + k];
        top = std::max(top, p[k]);
      }
      float z = 0;
      const float gold = p[T[i]];
      for (int64_t k = 0; k < C[i]; ++k) z += (p[k] = std::exp(p[k] - top));
      L[i] = std::log(z) + top - gold;
      if (both == 0) {
        for (int64_t k = 0; k < C[i]; ++k) p[k] = p[k] / z - (k == T[i]);
      } else {  // the product: own probabilities times those of the other model, sharpened or flattened
        q.resize(C[i]);
        float best = -1e30f, sum = 0;
        for (int64_t k = 0; k < C[i]; ++k) {
          q[k] = sharp * (std::log(p[k] + 1e-30f) + O[A[i] + k]);
          best = std::max(best, q[k]);
        }
        const float meant = q[T[i]];
        for (int64_t k = 0; k < C[i]; ++k) sum += (q[k] = std::exp(q[k] - best));
        L[i] = own * L[i] + both * (std::log(sum) + best - meant);
        for (int64_t k = 0; k < C[i]; ++k)
          p[k] = own * (p[k] / z - (k == T[i])) + both * sharp * (q[k] / sum - (k == T[i]));
      }
      float* d = DH + i * w;
      for (int64_t k = 0; k < C[i]; ++k) {
        const float* r = E + (F[i] + k) * w;
        for (int64_t j = 0; j < w; ++j) d[j] += p[k] * r[j];
      }
    }
  });
  const int64_t parts = at::get_num_threads();  // each thread owns the bases of one residue: no races, a fixed order
  at::parallel_for(0, parts, 1, [&](int64_t lo, int64_t hi) {
    for (int64_t part = lo; part < hi; ++part)
      for (int64_t i = 0; i < n; ++i) {
        if (F[i] % parts != part) continue;
        for (int64_t k = 0; k < C[i]; ++k) {
          float* r = DE + (F[i] + k) * w;
          const float g = P[A[i] + k];
          DB[F[i] + k] += g;
          for (int64_t j = 0; j < w; ++j) r[j] += g * H[i * w + j];
        }
      }
  });
  return {losses.sum(), dh, de, db};
}

static inline uint16_t to_bf16(float f) {
  uint32_t u; memcpy(&u, &f, 4);
  return (u + 0x7fff + ((u >> 16) & 1)) >> 16;
}
static inline float from_bf16(uint16_t h) {
  uint32_t u = uint32_t(h) << 16; float f; memcpy(&f, &u, 4); return f;
}

std::vector<torch::Tensor> mix_forward(torch::Tensor x, torch::Tensor mask, torch::Tensor taps, torch::Tensor bias) {
  const int64_t B = x.size(0), T = x.size(1), W = x.size(2), K = taps.size(0), half = K / 2;
  auto y = torch::empty({B, T, W}, x.options().dtype(torch::kBFloat16));
  auto scale = torch::empty({B, T}, x.options());
  const float *X = x.data_ptr<float>(), *D = taps.data_ptr<float>(), *Q = bias.data_ptr<float>();
  const bool* M = mask.data_ptr<bool>();
  uint16_t* Y = (uint16_t*)y.data_ptr(); float* S = scale.data_ptr<float>();
  at::parallel_for(0, B, 1, [&](int64_t lo, int64_t hi) {
    std::vector<float> row(W);
    for (int64_t b = lo; b < hi; ++b) for (int64_t t = 0; t < T; ++t) {
      float* r = row.data();
      for (int64_t c = 0; c < W; ++c) r[c] = Q[c];
      for (int64_t k = 0; k < K; ++k) {
        const int64_t u = t + k - half;
        if (u < 0 || u >= T || !M[b * T + u]) continue;
        const float *v = X + (b * T + u) * W, *d = D + k * W;
        for (int64_t c = 0; c < W; ++c) r[c] += v[c] * d[c];
      }
      float m = 0, q = 0;
      for (int64_t c = 0; c < W; ++c) m += r[c];
      m /= W;
      for (int64_t c = 0; c < W; ++c) q += (r[c] - m) * (r[c] - m);
      const float s = 1 / std::sqrt(q / W + 1e-5f);
      S[b * T + t] = s;
      uint16_t* o = Y + (b * T + t) * W;
      for (int64_t c = 0; c < W; ++c) o[c] = to_bf16((r[c] - m) * s);
    }
  });
  return {y, scale};
}

std::vector<torch::Tensor> mix_backward(torch::Tensor g, torch::Tensor y, torch::Tensor scale, torch::Tensor x, torch::Tensor mask, torch::Tensor taps) {
  const int64_t B = x.size(0), T = x.size(1), W = x.size(2), K = taps.size(0), half = K / 2;
  auto dx = torch::empty_like(x);
  auto dparts = torch::zeros({B, K + 1, W}, x.options());
  const uint16_t *G = (const uint16_t*)g.data_ptr(), *Y = (const uint16_t*)y.data_ptr();
  const float *S = scale.data_ptr<float>(), *X = x.data_ptr<float>(), *D = taps.data_ptr<float>();
  const bool* M = mask.data_ptr<bool>();
  float *DX = dx.data_ptr<float>(), *DP = dparts.data_ptr<float>();
  at::parallel_for(0, B, 1, [&](int64_t lo, int64_t hi) {
    std::vector<float> rows(T * W);
    for (int64_t b = lo; b < hi; ++b) {
      float* dp = DP + b * (K + 1) * W;
      for (int64_t t = 0; t < T; ++t) {  // through the norm
        const uint16_t *gg = G + (b * T + t) * W, *yy = Y + (b * T + t) * W;
        float* r = rows.data() + t * W;
        float mg = 0, mgy = 0;
        for (int64_t c = 0; c < W; ++c) { const float a = from_bf16(gg[c]); mg += a; mgy += a * from_bf16(yy[c]); }
        mg /= W; mgy /= W;
        const float s = S[b * T + t];
        for (int64_t c = 0; c < W; ++c) r[c] = s * (from_bf16(gg[c]) - mg - from_bf16(yy[c]) * mgy);
        for (int64_t c = 0; c < W; ++c) dp[K * W + c] += r[c];
      }
      for (int64_t u = 0; u < T; ++u) {  // through the taps
        float* o = DX + (b * T + u) * W;
        for (int64_t c = 0; c < W; ++c) o[c] = 0;
        if (!M[b * T + u]) continue;
        const float* v = X + (b * T + u) * W;
        for (int64_t k = 0; k < K; ++k) {
          const int64_t t = u - k + half;
          if (t < 0 || t >= T) continue;
          const float *r = rows.data() + t * W, *d = D + k * W;
          float* p = dp + k * W;
          for (int64_t c = 0; c < W; ++c) { o[c] += r[c] * d[c]; p[c] += r[c] * v[c]; }
        }
      }
    }
  });
  auto sum = dparts.sum(0);
  return {dx, sum.slice(0, 0, K).contiguous(), sum[K].contiguous()};
}
"""


_cpu = None


def cpu_operations():
    global _cpu
    if _cpu is None:
        from torch.utils.cpp_extension import load_inline

        _cpu = load_inline("dau_restore_cpu", _CPU_SOURCE, functions=["candidate_loss", "mix_forward", "mix_backward"],
                           extra_cflags=["-O3", "-march=native", "-ffast-math"])
    return _cpu


class _CpuMix(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, mask, taps, bias):
        x = x.float().contiguous()
        y, scale = cpu_operations().mix_forward(x, mask, taps, bias)
        ctx.save_for_backward(y, scale, x, mask, taps)
        return y

    @staticmethod
    def backward(ctx, g):
        y, scale, x, mask, taps = ctx.saved_tensors
        dx, dtaps, dbias = cpu_operations().mix_backward(g.to(torch.bfloat16).contiguous(), y, scale, x, mask, taps)
        return dx, None, dtaps, dbias


class _CpuLoss(torch.autograd.Function):
    @staticmethod
    def forward(ctx, hidden, form, form_bias, first, count, target, other=None, scale=1.0, alone=1.0):
        other, alone = (hidden.new_zeros(1, dtype=torch.float32), 1.0) if other is None else (other, alone)
        loss, dh, de, db = cpu_operations().candidate_loss(hidden.float().contiguous(), form, form_bias, first, count, target,
                                                           other, scale, alone)
        ctx.save_for_backward(dh, de, db)
        ctx.kind = hidden.dtype
        return loss

    @staticmethod
    def backward(ctx, g):
        dh, de, db = ctx.saved_tensors
        return (dh * g).to(ctx.kind), de * g, db * g, None, None, None, None, None, None


def candidate_loss(device):
    """The loss function for `device`: the plain one, or on a CPU the same in C++ (many times faster there)."""
    if device != "cpu":
        return gathered_loss
    return _CpuLoss.apply
