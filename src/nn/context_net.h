// SPDX-License-Identifier: Apache-2.0
// context_net.h — the convolutional net that scores the candidates of each syllable from the letters around it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "dau/model/container.h"
#include "dau/result.h"
#include "nn/kernels.h"

namespace dau::nn {
// Sizes of a net, from the model's "config" section.
struct NetShape {
  std::size_t bases = 0, forms = 0;
  std::size_t base_width = 0, pair_width = 0, pair_rows = 0;
  std::size_t hidden = 0, blocks = 0, taps = 0, out_width = 0;
  std::size_t width() const noexcept { return base_width + 2 * pair_width; }
};

// What the net sees of one token.
struct NetToken {
  std::uint16_t base;    // 0 … bases − 1
  std::uint8_t feature;  // gap class · 4 + case class, below kFeatures
};
inline constexpr std::size_t kFeatures = 36;
// Logits are held to ± this, so that costs made of them fit 32 bits whatever the model holds.
inline constexpr float kMostLogit = 10000.0f;

// Working memory of one thread; grows to some 2 MB and stays.
struct NetScratch {
  std::vector<float> x, row, hidden;
  std::vector<std::uint8_t> in, middle;
  std::vector<std::int32_t> acc;
};

// Immutable; reads the container's bytes, which must outlive it. Method: docs/methods/restore.md.
class ContextNet {
 public:
  // Errors: corrupt, when a section's size does not fit `shape` or `shape` cannot be.
  static Result<ContextNet> open(const model::Container& container, const NetShape& shape);

  // Logits of candidates. `tokens`: one line. Token i's candidates are forms [first[i], first[i] + count[i]); their
  // logits follow each other in `logits` in the order of tokens. Tokens without candidates cost nothing at the output.
  // Cost: about width · hidden · 2 · blocks int8 multiplications a token. Does not depend on how a line is cut.
  void score(std::span<const NetToken> tokens, std::span<const std::uint32_t> first,
             std::span<const std::uint8_t> count, const Kernels& kernels, NetScratch& scratch,
             std::vector<float>& logits) const;

 private:
  struct Block {
    std::span<const float> taps, mix_bias, inverse_step;
    std::span<const std::int8_t> up, down;
    std::span<const float> up_scale, up_bias, down_scale, down_bias;
    std::vector<std::uint8_t> up_light, down_light;  // light_octets()
    std::vector<std::int8_t> down_rows;              // unpacked; most of what goes into it is 0
  };

  static Result<Block> open_block(const model::Container& container, const NetShape& shape, std::size_t index);
  void embed(std::span<const NetToken> line, std::size_t begin, std::size_t end, const Kernels& k, float* x) const;
  void run_block(const Block& block, std::size_t rows, const Kernels& k, NetScratch& s) const;
  void multiply_down(const Block& block, std::size_t rows, const Kernels& k, NetScratch& s) const;
  void project(std::size_t begin, std::size_t rows, const Kernels& k, NetScratch& s) const;
  std::uint32_t pair_row(std::uint32_t a, std::uint32_t b) const noexcept;

  NetShape shape_;
  std::span<const std::int8_t> base_;
  std::span<const float> base_scale_;
  std::span<const std::uint8_t> pair_;
  std::span<const std::uint16_t> pair_scale_;  // bfloat16
  std::span<const float> feature_;
  std::vector<Block> blocks_;
  std::span<const float> out_inverse_step_;
  std::span<const std::int8_t> out_;
  std::vector<std::uint8_t> out_light_;
  std::span<const float> out_scale_, out_bias_;
  std::span<const std::int8_t> form_;
  std::span<const float> form_scale_, form_bias_;
};
}  // namespace dau::nn
