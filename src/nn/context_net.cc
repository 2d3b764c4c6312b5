// SPDX-License-Identifier: Apache-2.0
// context_net.cc — reading the net's tensors, and running it over a line in chunks.
#include "nn/context_net.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>

#include "nn/section.h"

namespace dau::nn {
namespace {
constexpr std::size_t kChunk = 256;    // tokens whose result is kept; a halo of what they can see lies around them
constexpr std::size_t kGemmRows = 64;  // tokens multiplied at once, so that their sums stay in the cache

Error bad_shape(const char* what) { return Error{Errc::corrupt, std::string("context net: ") + what}; }

Result<void> check_shape(const NetShape& s) {
  const auto whole = [](std::size_t n) { return n > 0 && n <= 8192 && n % kLanes == 0; };
  if (!whole(s.base_width) || !whole(s.pair_width) || !whole(s.hidden) || !whole(s.out_width))
    return bad_shape("a width is not a multiple of 16 in 16 … 8192");
  if (s.out_width % 32 != 0) return bad_shape("the output width is not a multiple of 32");
  if (s.taps % 2 == 0 || s.taps > 31) return bad_shape("taps are not odd and at most 31");
  if (s.blocks == 0 || s.blocks > 24) return bad_shape("blocks are not 1 … 24");
  if (!std::has_single_bit(s.pair_rows) || s.pair_rows > (1u << 22))
    return bad_shape("pair rows are not a power of two");
  if (s.bases == 0 || s.bases > 65535 || s.forms == 0 || s.forms > 65535) return bad_shape("too many bases or forms");
  return {};
}

// The tensors of one section, one after the other, each on a multiple of 64 bytes.
class Tensors {
 public:
  explicit Tensors(ByteReader reader) : reader_(std::move(reader)) {}
  template <class T>
  Result<std::span<const T>> next(std::size_t count, std::string_view what) {
    DAU_CHECK(reader_.skip_padding(64, what));
    return reader_.take_array<T>(count, what);
  }
  Result<void> end() const { return reader_.expect_end(); }

 private:
  ByteReader reader_;
};

}  // namespace

Result<ContextNet::Block> ContextNet::open_block(const model::Container& container, const NetShape& s,
                                                 std::size_t index) {
  DAU_TRY(ByteReader reader, section_reader(container, "net." + std::to_string(index)));
  Tensors t(std::move(reader));
  Block b;
  const std::size_t width = s.width();
  DAU_TRY(b.inverse_step, t.next<float>(width, "inverse steps"));
  DAU_TRY(b.taps, t.next<float>(s.taps * width, "taps"));
  DAU_TRY(b.mix_bias, t.next<float>(width, "mix bias"));
  DAU_TRY(b.up, t.next<std::int8_t>(width * s.hidden, "up"));
  DAU_TRY(b.up_scale, t.next<float>(s.hidden, "up scale"));
  DAU_TRY(b.up_bias, t.next<float>(s.hidden, "up bias"));
  DAU_TRY(b.down, t.next<std::int8_t>(s.hidden * width, "down"));
  DAU_TRY(b.down_scale, t.next<float>(width, "down scale"));
  DAU_TRY(b.down_bias, t.next<float>(width, "down bias"));
  DAU_CHECK(t.end());
  b.up_light = light_octets(b.up, width, s.hidden);
  b.down_light = light_octets(b.down, s.hidden, width);
  b.down_rows = unpacked(b.down, s.hidden, width);
  return b;
}

Result<ContextNet> ContextNet::open(const model::Container& container, const NetShape& s) {
  DAU_CHECK(check_shape(s));
  ContextNet net;
  net.shape_ = s;
  const std::size_t width = s.width();
  DAU_TRY(net.base_, whole_section<std::int8_t>(container, "net.base", s.bases * s.base_width));
  DAU_TRY(net.base_scale_, whole_section<float>(container, "net.base.scale", s.bases));
  DAU_TRY(net.pair_, whole_section<std::uint8_t>(container, "net.pair", s.pair_rows * s.pair_width / 2));
  DAU_TRY(net.pair_scale_, whole_section<std::uint16_t>(container, "net.pair.scale", s.pair_rows));
  DAU_TRY(net.feature_, whole_section<float>(container, "net.feature", kFeatures * width));
  for (std::size_t i = 0; i < s.blocks; ++i) {
    DAU_TRY(Block block, open_block(container, s, i));
    net.blocks_.push_back(std::move(block));
  }
  DAU_TRY(ByteReader reader, section_reader(container, "net.out"));
  Tensors t(std::move(reader));
  DAU_TRY(net.out_inverse_step_, t.next<float>(width, "inverse steps"));
  DAU_TRY(net.out_, t.next<std::int8_t>(width * s.out_width, "out"));
  DAU_TRY(net.out_scale_, t.next<float>(s.out_width, "out scale"));
  DAU_TRY(net.out_bias_, t.next<float>(s.out_width, "out bias"));
  DAU_CHECK(t.end());
  net.out_light_ = light_octets(net.out_, width, s.out_width);
  DAU_TRY(net.form_, whole_section<std::int8_t>(container, "net.form", s.forms * s.out_width));
  DAU_TRY(net.form_scale_, whole_section<float>(container, "net.form.scale", s.forms));
  DAU_TRY(net.form_bias_, whole_section<float>(container, "net.form.bias", s.forms));
  return net;
}

// Same as pair_rows() in training/restore/net.py.
std::uint32_t ContextNet::pair_row(std::uint32_t a, std::uint32_t b) const noexcept {
  std::uint32_t h = a * 0x9E3779B1u + b * 0x85EBCA77u;
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  return (h ^ (h >> 13)) & static_cast<std::uint32_t>(shape_.pair_rows - 1);
}

void ContextNet::embed(std::span<const NetToken> line, std::size_t begin, std::size_t end, const Kernels& k,
                       float* x) const {
  const std::size_t half = shape_.pair_width / 2, width = shape_.width();
  for (std::size_t i = begin; i < end; ++i, x += width) {
    const float* feature = &feature_[std::min<std::size_t>(line[i].feature, kFeatures - 1) * width];
    std::copy(feature, feature + width, x);
    k.add_row_i8(&base_[line[i].base * shape_.base_width], base_scale_[line[i].base], shape_.base_width, x);
    const std::uint32_t before = i > 0 ? line[i - 1].base : 0, after = i + 1 < line.size() ? line[i + 1].base : 0;
    const std::uint32_t rows[2] = {pair_row(before, line[i].base), pair_row(line[i].base, after)};
    for (std::size_t side = 0; side < 2; ++side) {
      const auto scale = std::bit_cast<float>(static_cast<std::uint32_t>(pair_scale_[rows[side]]) << 16);
      float* out = x + shape_.base_width + side * shape_.pair_width;
      k.add_row_i4(&pair_[rows[side] * half], scale, shape_.pair_width, out);
    }
  }
}

// s.acc: `rows` rows of s.middle times the block's second layer. ReLU leaves some 8 % of them above 0.
void ContextNet::multiply_down(const Block& block, std::size_t rows, const Kernels& k, NetScratch& s) const {
  const std::size_t width = shape_.width();
  if (k.sparse_u7i8 == nullptr || width % 32 != 0)
    return k.gemm_u7i8(s.middle.data(), rows, shape_.hidden, block.down.data(), block.down_light.data(), width,
                       s.acc.data());
  for (std::size_t r = 0; r < rows; ++r)
    k.sparse_u7i8(&s.middle[r * shape_.hidden], shape_.hidden, block.down_rows.data(), width, &s.acc[r * width]);
}

void ContextNet::run_block(const Block& block, std::size_t rows, const Kernels& k, NetScratch& s) const {
  const std::size_t width = shape_.width(), half = shape_.taps / 2;
  const float* seen[31];
  for (std::size_t t = 0; t < rows; ++t) {
    for (std::size_t j = 0; j < shape_.taps; ++j) {
      const std::size_t at = t + j;  // half too far, so that it stays unsigned
      seen[j] = at < half || at - half >= rows ? nullptr : &s.x[(at - half) * width];
    }
    k.mix(seen, shape_.taps, block.taps.data(), block.mix_bias.data(), width, s.row.data());
    k.norm_quantise(s.row.data(), width, block.inverse_step.data(), &s.in[t * width]);
  }
  for (std::size_t t = 0; t < rows; t += kGemmRows) {
    const std::size_t n = std::min(kGemmRows, rows - t);
    k.gemm_u7i8(&s.in[t * width], n, width, block.up.data(), block.up_light.data(), shape_.hidden, s.acc.data());
    for (std::size_t r = 0; r < n; ++r)
      k.relu_quantise(&s.acc[r * shape_.hidden], block.up_scale.data(), block.up_bias.data(), shape_.hidden,
                      &s.middle[r * shape_.hidden]);
    multiply_down(block, n, k, s);
    for (std::size_t r = 0; r < n; ++r)
      k.add_scaled(&s.acc[r * width], block.down_scale.data(), block.down_bias.data(), width, &s.x[(t + r) * width]);
  }
}

// Rows [begin, begin + rows) of the chunk to the width of the forms.
void ContextNet::project(std::size_t begin, std::size_t rows, const Kernels& k, NetScratch& s) const {
  const std::size_t width = shape_.width();
  std::fill_n(s.hidden.begin(), rows * shape_.out_width, 0.0f);
  for (std::size_t r = 0; r < rows; ++r)
    k.norm_quantise(&s.x[(begin + r) * width], width, out_inverse_step_.data(), &s.in[r * width]);
  for (std::size_t t = 0; t < rows; t += kGemmRows) {
    const std::size_t n = std::min(kGemmRows, rows - t);
    k.gemm_u7i8(&s.in[t * width], n, width, out_.data(), out_light_.data(), shape_.out_width, s.acc.data());
    for (std::size_t r = 0; r < n; ++r)
      k.add_scaled(&s.acc[r * shape_.out_width], out_scale_.data(), out_bias_.data(), shape_.out_width,
                   &s.hidden[(t + r) * shape_.out_width]);
  }
}

namespace {
// x held to ±limit; NaN, which only a broken model brings about, becomes −limit.
float held(float x, float limit) {
  x = x > -limit ? x : -limit;
  return x < limit ? x : limit;
}

// h ≈ q · step, |q| ≤ 127; gives the step.
float quantise_symmetric(const float* h, std::size_t n, std::int8_t* q) {
  float top = 1e-9f;
  for (std::size_t i = 0; i < n; ++i) top = std::max(top, std::fabs(h[i]));
  const float scale = 127.0f / top;
  for (std::size_t i = 0; i < n; ++i)  // + 128.5 makes it positive, so that truncation rounds
    q[i] = static_cast<std::int8_t>(static_cast<std::int32_t>(held(h[i] * scale, 127.0f) + 128.5f) - 128);
  return top / 127.0f;
}
}  // namespace

void ContextNet::score(std::span<const NetToken> tokens, std::span<const std::uint32_t> first,
                       std::span<const std::uint8_t> count, const Kernels& k, NetScratch& s,
                       std::vector<float>& logits) const {
  logits.clear();
  const std::size_t width = shape_.width(), halo = shape_.blocks * (shape_.taps / 2);
  const std::size_t most = std::min(tokens.size(), kChunk + 2 * halo);
  s.x.resize(most * width);
  s.in.resize(most * width);
  s.row.resize(width);
  s.hidden.resize(kChunk * shape_.out_width);
  s.middle.resize(kGemmRows * shape_.hidden);
  s.acc.resize(kGemmRows * std::max({width, shape_.hidden, shape_.out_width}));
  std::vector<std::int8_t> q(shape_.out_width);
  for (std::size_t begin = 0; begin < tokens.size(); begin += kChunk) {
    const std::size_t end = std::min(begin + kChunk, tokens.size());
    const std::size_t low = begin > halo ? begin - halo : 0, high = std::min(end + halo, tokens.size());
    embed(tokens, low, high, k, s.x.data());
    for (const Block& block : blocks_) run_block(block, high - low, k, s);
    project(begin - low, end - begin, k, s);
    for (std::size_t i = begin; i < end; ++i) {
      if (count[i] == 0) continue;
      const float step = quantise_symmetric(&s.hidden[(i - begin) * shape_.out_width], shape_.out_width, q.data());
      for (std::size_t f = first[i]; f < first[i] + count[i]; ++f) {
        const std::int32_t dot = k.dot_i8(q.data(), &form_[f * shape_.out_width], shape_.out_width);
        logits.push_back(held(static_cast<float>(dot) * (step * form_scale_[f]) + form_bias_[f], kMostLogit));
      }
    }
  }
}
}  // namespace dau::nn
