// SPDX-License-Identifier: Apache-2.0
// context_net_test.cc — the net against a plain one written from the format's page, under every kernel table.
#include "nn/context_net.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <optional>

#include "testing/tiny_model.h"

namespace dau::nn {
namespace {
using testing::TinyBlock;
using testing::TinyLayer;
using testing::TinyNet;

struct Opened {
  std::vector<std::byte> bytes;
  std::optional<model::Container> container;
  std::optional<ContextNet> net;
};

Opened open(const model::Contents& contents, const NetShape& shape) {
  Opened o;
  o.bytes = *model::to_bytes(contents);
  o.container.emplace(*model::Container::view(o.bytes));
  auto net = ContextNet::open(*o.container, shape);
  if (!net) {
    EXPECT_EQ(net.error().code, Errc::corrupt);
    return o;
  }
  o.net.emplace(*std::move(net));
  return o;
}

model::Contents contents_of(const TinyNet& net) {
  return {"restore", testing::tiny_restore_model().card, testing::sections_of(net)};
}

struct Line {
  std::vector<NetToken> tokens;
  std::vector<std::uint32_t> first;
  std::vector<std::uint8_t> count;
};

Line random_line(const NetShape& s, std::size_t length, std::mt19937& random) {
  Line line;
  for (std::size_t i = 0; i < length; ++i) {
    line.tokens.push_back(
        {static_cast<std::uint16_t>(random() % s.bases), static_cast<std::uint8_t>(random() % kFeatures)});
    line.count.push_back(static_cast<std::uint8_t>(random() % 4));
    line.first.push_back(static_cast<std::uint32_t>(random() % (s.forms - 3)));
  }
  return line;
}

// The plain net: whole line, one loop inside the other; only the order of float sums is the product's.
using Row = std::vector<float>;

std::size_t pair_row(std::uint32_t a, std::uint32_t b, std::size_t rows) {
  std::uint32_t h = a * 0x9E3779B1u + b * 0x85EBCA77u;
  h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
  return (h ^ (h >> 13)) % rows;
}

Row embedding(const TinyNet& net, const std::vector<NetToken>& tokens, std::size_t i) {
  const NetShape& s = net.shape;
  Row x(s.width());
  const std::uint32_t before = i > 0 ? tokens[i - 1].base : 0, after = i + 1 < tokens.size() ? tokens[i + 1].base : 0;
  const std::size_t rows[2] = {pair_row(before, tokens[i].base, s.pair_rows),
                               pair_row(tokens[i].base, after, s.pair_rows)};
  for (std::size_t c = 0; c < s.width(); ++c) {
    x[c] = net.feature[tokens[i].feature * s.width() + c];
    if (c < s.base_width) {
      x[c] += static_cast<float>(net.base[tokens[i].base * s.base_width + c]) * net.base_scale[tokens[i].base];
      continue;
    }
    const std::size_t side = (c - s.base_width) / s.pair_width, at = (c - s.base_width) % s.pair_width;
    const std::uint8_t two = net.pair[(rows[side] * s.pair_width + at) / 2];
    const int value = (at % 2 == 0 ? two & 15 : two >> 4) - 8;
    x[c] += static_cast<float>(value) * std::bit_cast<float>(std::uint32_t{net.pair_scale[rows[side]]} << 16);
  }
  return x;
}

float sum_of(const Row& x) {
  float lane[16] = {}, a[8];
  for (std::size_t c = 0; c < x.size(); ++c) lane[c % 16] += x[c];
  for (std::size_t j = 0; j < 8; ++j) a[j] = lane[j] + lane[j + 8];
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

std::vector<int> norm(const Row& x, const Row& inverse_step) {
  const auto width = static_cast<float>(x.size());
  const float mean = sum_of(x) / width;
  Row squares(x.size());
  for (std::size_t c = 0; c < x.size(); ++c) squares[c] = (x[c] - mean) * (x[c] - mean);
  const float scale = 1.0f / std::sqrt(sum_of(squares) / width + 1e-5f);
  std::vector<int> q(x.size());
  for (std::size_t c = 0; c < x.size(); ++c)
    q[c] = static_cast<int>(std::clamp((x[c] - mean) * scale * inverse_step[c], -63.0f, 63.0f) + 64.5f);
  return q;
}

Row multiply(const std::vector<int>& in, const TinyLayer& layer) {
  Row out(layer.scale.size());
  for (std::size_t c = 0; c < out.size(); ++c) {
    int sum = 0;
    for (std::size_t k = 0; k < in.size(); ++k) sum += in[k] * layer.weight[c * in.size() + k];
    out[c] = static_cast<float>(sum) * layer.scale[c] + layer.bias[c];
  }
  return out;
}

std::vector<Row> after_block(const std::vector<Row>& x, const TinyBlock& block, const NetShape& s) {
  std::vector<Row> out = x;
  for (std::size_t t = 0; t < x.size(); ++t) {
    Row mixed = block.mix_bias;
    for (std::size_t j = 0; j < s.taps; ++j) {
      const auto at = static_cast<std::ptrdiff_t>(t + j) - static_cast<std::ptrdiff_t>(s.taps / 2);
      if (at < 0 || at >= static_cast<std::ptrdiff_t>(x.size())) continue;
      for (std::size_t c = 0; c < s.width(); ++c)
        mixed[c] += x[static_cast<std::size_t>(at)][c] * block.taps[j * s.width() + c];
    }
    std::vector<int> hidden;
    for (const float h : multiply(norm(mixed, block.inverse_step), block.up)) {
      const float up = std::clamp(h, 0.0f, 127.0f) + 0.5f;
      hidden.push_back(static_cast<int>(up));
    }
    const Row down = multiply(hidden, block.down);
    for (std::size_t c = 0; c < s.width(); ++c) out[t][c] += down[c];
  }
  return out;
}

void append_logits(const TinyNet& net, Row hidden, std::size_t first, std::size_t count, std::vector<float>& logits) {
  float top = 1e-9f;
  for (const float h : hidden) top = std::max(top, std::fabs(h));
  for (std::size_t f = first; f < first + count; ++f) {
    int dot = 0;
    for (std::size_t c = 0; c < hidden.size(); ++c)
      dot += (static_cast<int>(hidden[c] * (127.0f / top) + 128.5f) - 128) * net.form[f * hidden.size() + c];
    logits.push_back(static_cast<float>(dot) * (top / 127.0f * net.form_scale[f]) + net.form_bias[f]);
  }
}

std::vector<float> plain_score(const TinyNet& net, const Line& line) {
  std::vector<Row> x;
  for (std::size_t i = 0; i < line.tokens.size(); ++i) x.push_back(embedding(net, line.tokens, i));
  for (const TinyBlock& block : net.blocks) x = after_block(x, block, net.shape);
  std::vector<float> logits;
  for (std::size_t i = 0; i < x.size(); ++i) {
    Row hidden = multiply(norm(x[i], net.out_inverse_step), net.out);
    for (float& h : hidden) h += 0.0f;  // the product adds to zeros: −0 becomes +0
    append_logits(net, hidden, line.first[i], line.count[i], logits);
  }
  return logits;
}

// The number of tokens is the point: a line longer than a chunk, with more to see beyond its ends than there is.
TEST(ContextNet, EqualsThePlainNetUnderEveryTable) {
  std::mt19937 random(5);
  const NetShape shapes[] = {
      {50, 90, 16, 16, 32, 16, 1, 1, 32}, {50, 90, 32, 16, 64, 48, 3, 9, 32}, {50, 90, 64, 32, 64, 128, 2, 31, 64}};
  for (const NetShape& shape : shapes) {
    const TinyNet tiny = testing::random_net(shape, random);
    const Opened opened = open(contents_of(tiny), shape);
    ASSERT_TRUE(opened.net);
    for (const std::size_t length : {0u, 1u, 2u, 5u, 255u, 256u, 257u, 2000u}) {
      const Line line = random_line(shape, length, random);
      const std::vector<float> expected = plain_score(tiny, line);
      for (const Kernels* kernels : usable_kernels()) {
        NetScratch scratch;
        std::vector<float> logits = {1, 2, 3};
        opened.net->score(line.tokens, line.first, line.count, *kernels, scratch, logits);
        ASSERT_EQ(logits, expected) << kernels->name << ", " << length << " tokens";
      }
    }
  }
}

TEST(ContextNet, DoesNotRememberTheLineBefore) {
  std::mt19937 random(6);
  const NetShape shape{50, 90, 32, 16, 64, 48, 3, 9, 32};
  const Opened opened = open(contents_of(testing::random_net(shape, random)), shape);
  NetScratch used;
  std::vector<float> logits, again;
  for (const std::size_t length : {700u, 3u, 300u, 1u}) {
    const Line line = random_line(shape, length, random);
    NetScratch fresh;
    opened.net->score(line.tokens, line.first, line.count, kernels(), used, logits);
    opened.net->score(line.tokens, line.first, line.count, kernels(), fresh, again);
    EXPECT_EQ(logits, again);
  }
}

TEST(ContextNet, HoldsLogitsOfABrokenModel) {
  std::mt19937 random(7);
  const NetShape shape{50, 90, 16, 16, 32, 16, 2, 3, 32};
  const float values[] = {3e38f, -3e38f, INFINITY, -INFINITY, NAN};
  for (int round = 0; round < 40; ++round) {
    TinyNet tiny = testing::random_net(shape, random);
    std::vector<float>* floats[] = {&tiny.base_scale,
                                    &tiny.feature,
                                    &tiny.out_inverse_step,
                                    &tiny.form_scale,
                                    &tiny.form_bias,
                                    &tiny.out.scale,
                                    &tiny.out.bias,
                                    &tiny.blocks[0].taps,
                                    &tiny.blocks[0].up.scale,
                                    &tiny.blocks[1].down.bias,
                                    &tiny.blocks[1].inverse_step};
    for (float& x : *floats[random() % std::size(floats)])
      if (random() % 3 == 0) x = values[random() % std::size(values)];
    const Opened opened = open(contents_of(tiny), shape);
    const Line line = random_line(shape, 20, random);
    NetScratch scratch;
    std::vector<float> logits;
    opened.net->score(line.tokens, line.first, line.count, kernels(), scratch, logits);
    for (const float logit : logits) ASSERT_TRUE(logit >= -kMostLogit && logit <= kMostLogit) << logit;
  }
}

TEST(ContextNet, RejectsShapesThatCannotBe) {
  std::mt19937 random(8);
  const NetShape good{50, 90, 16, 16, 32, 16, 1, 3, 32};
  const model::Contents contents = contents_of(testing::random_net(good, random));
  ASSERT_TRUE(open(contents, good).net);
  const auto rejected = [&](std::size_t NetShape::*member, std::size_t value) {
    NetShape shape = good;
    shape.*member = value;
    return !open(contents, shape).net;
  };
  for (const std::size_t bad : {0u, 8u, 17u, 1u << 14})
    for (auto member : {&NetShape::base_width, &NetShape::pair_width, &NetShape::hidden, &NetShape::out_width})
      EXPECT_TRUE(rejected(member, bad)) << bad;
  for (const std::size_t bad : {0u, 2u, 33u}) EXPECT_TRUE(rejected(&NetShape::taps, bad));
  for (const std::size_t bad : {0u, 2u, 25u}) EXPECT_TRUE(rejected(&NetShape::blocks, bad));
  for (const std::size_t bad : {0u, 33u, 64u, 1u << 23}) EXPECT_TRUE(rejected(&NetShape::pair_rows, bad));
  for (const std::size_t bad : {0u, 49u, 51u, 65536u}) EXPECT_TRUE(rejected(&NetShape::bases, bad));
  for (const std::size_t bad : {0u, 89u, 91u, 65536u}) EXPECT_TRUE(rejected(&NetShape::forms, bad));
  EXPECT_TRUE(rejected(&NetShape::out_width, 48));
}

TEST(ContextNet, RejectsSectionsOfAnotherSize) {
  std::mt19937 random(9);
  const NetShape shape{50, 90, 16, 16, 32, 16, 2, 3, 32};
  const TinyNet tiny = testing::random_net(shape, random);
  for (const auto& section : testing::sections_of(tiny)) {
    model::Contents longer = contents_of(tiny), shorter = contents_of(tiny), missing = contents_of(tiny);
    testing::section_of(longer, section.name).bytes.push_back(std::byte{0});
    testing::section_of(shorter, section.name).bytes.pop_back();
    testing::section_of(missing, section.name).name = "elsewhere";
    EXPECT_FALSE(open(longer, shape).net) << section.name;
    EXPECT_FALSE(open(shorter, shape).net) << section.name;
    EXPECT_FALSE(open(missing, shape).net) << section.name;
  }
}
}  // namespace
}  // namespace dau::nn
