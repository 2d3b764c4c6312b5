// SPDX-License-Identifier: Apache-2.0
// tiny_model.cc — numbers out of a seeded generator, laid out as the format says.
#include "testing/tiny_model.h"

#include <algorithm>
#include <bit>
#include <span>
#include <stdexcept>

#include "base/bytes.h"

namespace dau::testing {
namespace {
constexpr std::size_t kSpecials = 4, kSigns = 6;

template <class T>
void append(std::vector<std::byte>& bytes, const std::vector<T>& values) {
  const auto raw = std::as_bytes(std::span(values));
  bytes.insert(bytes.end(), raw.begin(), raw.end());
}

template <class T>
model::NamedBytes section(std::string name, const std::vector<T>& values) {
  model::NamedBytes out{std::move(name), {}};
  append(out.bytes, values);
  return out;
}

// Appends values on a multiple of 64 bytes.
template <class T>
void append_tensor(std::vector<std::byte>& bytes, const std::vector<T>& values) {
  bytes.resize((bytes.size() + 63) / 64 * 64);
  append(bytes, values);
}

// [outputs][inputs] → [outputs / 16][inputs / 4][16][4].
std::vector<std::int8_t> packed(const std::vector<std::int8_t>& weight, std::size_t inputs) {
  std::vector<std::int8_t> out;
  const std::size_t outputs = weight.size() / inputs;
  for (std::size_t c = 0; c < outputs; c += 16)
    for (std::size_t k = 0; k < inputs; k += 4)
      for (std::size_t lane = 0; lane < 16; ++lane)
        for (std::size_t i = 0; i < 4; ++i) out.push_back(weight[(c + lane) * inputs + k + i]);
  return out;
}

void append_layer(std::vector<std::byte>& bytes, const TinyLayer& layer) {
  append_tensor(bytes, packed(layer.weight, layer.weight.size() / layer.scale.size()));
  append_tensor(bytes, layer.scale);
  append_tensor(bytes, layer.bias);
}

// Numbers that do not depend on the standard library.
class Chance {
 public:
  explicit Chance(std::mt19937& random) : random_(random) {}

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  float between(float low, float high) { return low + (high - low) * static_cast<float>(below(4096)) / 4096.0f; }
  std::vector<float> floats(std::size_t n, float low, float high) {
    std::vector<float> out(n);
    for (float& x : out) x = between(low, high);
    return out;
  }
  std::vector<std::int8_t> int8(std::size_t n) {
    std::vector<std::int8_t> out(n);
    for (auto& x : out) x = static_cast<std::int8_t>(static_cast<int>(below(255)) - 127);
    return out;
  }
  std::vector<std::uint8_t> bytes(std::size_t n, std::uint32_t limit = 256) {
    std::vector<std::uint8_t> out(n);
    for (auto& x : out) x = static_cast<std::uint8_t>(below(limit));
    return out;
  }
  TinyLayer layer(std::size_t inputs, std::size_t outputs, float scale) {
    TinyLayer out{int8(inputs * outputs), floats(outputs, scale / 2, scale), floats(outputs, -4 * scale, 4 * scale)};
    return out;
  }

 private:
  std::mt19937& random_;
};
}  // namespace

TinyNet random_net(const nn::NetShape& s, std::mt19937& random) {
  Chance chance(random);
  TinyNet net;
  net.shape = s;
  const std::size_t width = s.width();
  net.base = chance.int8(s.bases * s.base_width);
  net.base_scale = chance.floats(s.bases, 0.005f, 0.02f);
  net.pair = chance.bytes(s.pair_rows * s.pair_width / 2);
  for (const float scale : chance.floats(s.pair_rows, 0.02f, 0.2f))
    net.pair_scale.push_back(static_cast<std::uint16_t>(std::bit_cast<std::uint32_t>(scale) >> 16));
  net.feature = chance.floats(nn::kFeatures * width, -1, 1);
  for (std::size_t i = 0; i < s.blocks; ++i) {
    TinyBlock block{chance.floats(width, 10, 30),
                    chance.floats(s.taps * width, -0.5f, 0.5f),
                    chance.floats(width, -0.2f, 0.2f),
                    {},
                    {}};
    block.up = chance.layer(width, s.hidden, 0.02f);
    block.down = chance.layer(s.hidden, width, 0.0005f);
    net.blocks.push_back(std::move(block));
  }
  net.out_inverse_step = chance.floats(width, 10, 30);
  net.out = chance.layer(width, s.out_width, 0.0005f);
  net.form = chance.int8(s.forms * s.out_width);
  net.form_scale = chance.floats(s.forms, 0.0002f, 0.001f);  // logits some units apart: a choice, not a verdict
  net.form_bias = chance.floats(s.forms, -1, 1);
  return net;
}

std::vector<model::NamedBytes> sections_of(const TinyNet& net) {
  std::vector<model::NamedBytes> out;
  out.push_back(section("net.base", net.base));
  out.push_back(section("net.base.scale", net.base_scale));
  out.push_back(section("net.pair", net.pair));
  out.push_back(section("net.pair.scale", net.pair_scale));
  out.push_back(section("net.feature", net.feature));
  for (std::size_t i = 0; i < net.blocks.size(); ++i) {
    const TinyBlock& block = net.blocks[i];
    model::NamedBytes bytes{"net." + std::to_string(i), {}};
    for (const auto* tensor : {&block.inverse_step, &block.taps, &block.mix_bias}) append_tensor(bytes.bytes, *tensor);
    append_layer(bytes.bytes, block.up);
    append_layer(bytes.bytes, block.down);
    out.push_back(std::move(bytes));
  }
  model::NamedBytes last{"net.out", {}};
  append_tensor(last.bytes, net.out_inverse_step);
  append_layer(last.bytes, net.out);
  out.push_back(std::move(last));
  out.push_back(section("net.form", net.form));
  out.push_back(section("net.form.scale", net.form_scale));
  out.push_back(section("net.form.bias", net.form_bias));
  return out;
}

TinyTrigram random_trigram(std::size_t words, std::size_t bigrams, std::size_t trigrams, std::mt19937& random) {
  Chance chance(random);
  TinyTrigram t;
  t.unigram_cost = chance.bytes(words);
  t.unigram_back_off = chance.bytes(words, 255);
  const auto word = [&] { return static_cast<std::uint16_t>(chance.below(static_cast<std::uint32_t>(words))); };
  std::vector<std::array<std::uint16_t, 2>> pairs;
  for (std::size_t i = 0; i < bigrams; ++i) {
    pairs.push_back({word(), word()});
    t.bigrams[pairs.back()] = {chance.bytes(1).front(), chance.bytes(1).front()};
  }
  for (std::size_t i = 0; i < trigrams && !pairs.empty(); ++i) {
    const auto& pair = pairs[chance.below(static_cast<std::uint32_t>(pairs.size()))];
    t.trigrams[{pair[0], pair[1], word()}] = chance.bytes(1).front();
  }
  return t;
}

namespace {
// The arrays of the bigrams, and for each that has trigrams where these begin.
struct TrigramArrays {
  std::vector<std::uint32_t> bigram_begin, parent_begin, rank;
  std::vector<std::uint16_t> bigram_word, trigram_word;
  std::vector<std::uint8_t> bigram_cost, bigram_back_off, trigram_cost;
  std::vector<std::uint64_t> has;
};

void add_trigrams(const TinyTrigram& t, std::uint16_t u, std::uint16_t v, std::size_t bigram, TrigramArrays& a) {
  auto at = t.trigrams.lower_bound({u, v, 0});
  if (at == t.trigrams.end() || at->first[0] != u || at->first[1] != v) return;
  a.has[bigram / 64] |= std::uint64_t{1} << (bigram % 64);
  a.parent_begin.push_back(static_cast<std::uint32_t>(a.trigram_word.size()));
  for (; at != t.trigrams.end() && at->first[0] == u && at->first[1] == v; ++at) {
    a.trigram_word.push_back(at->first[2]);
    a.trigram_cost.push_back(at->second);
  }
}

TrigramArrays arrays_of(const TinyTrigram& t) {
  TrigramArrays a;
  a.has.resize((t.bigrams.size() + 63) / 64);
  for (const auto& [pair, bigram] : t.bigrams) {
    while (a.bigram_begin.size() <= pair[0]) a.bigram_begin.push_back(static_cast<std::uint32_t>(a.bigram_word.size()));
    add_trigrams(t, pair[0], pair[1], a.bigram_word.size(), a);
    a.bigram_word.push_back(pair[1]);
    a.bigram_cost.push_back(bigram.cost);
    a.bigram_back_off.push_back(bigram.back_off);
  }
  a.bigram_begin.resize(t.unigram_cost.size() + 1, static_cast<std::uint32_t>(a.bigram_word.size()));
  a.parent_begin.push_back(static_cast<std::uint32_t>(a.trigram_word.size()));
  std::uint32_t bits = 0;
  for (const std::uint64_t word : a.has) {
    a.rank.push_back(bits);
    bits += static_cast<std::uint32_t>(std::popcount(word));
  }
  return a;
}
}  // namespace

std::vector<model::NamedBytes> sections_of(const TinyTrigram& t) {
  const TrigramArrays a = arrays_of(t);
  std::vector<std::uint32_t> block;
  std::vector<std::uint16_t> offset;
  for (std::size_t i = 0; i < a.parent_begin.size(); ++i) {
    if (i % 16 == 0) block.push_back(a.parent_begin[i]);
    offset.push_back(static_cast<std::uint16_t>(a.parent_begin[i] - block.back()));
  }
  std::vector<model::NamedBytes> out;
  out.push_back(section("ngram.unigram.cost", t.unigram_cost));
  out.push_back(section("ngram.unigram.bo", t.unigram_back_off));
  out.push_back(section("ngram.bigram.begin", a.bigram_begin));
  out.push_back(section("ngram.bigram.word", a.bigram_word));
  out.push_back(section("ngram.bigram.cost", a.bigram_cost));
  out.push_back(section("ngram.bigram.bo", a.bigram_back_off));
  out.push_back(section("ngram.bigram.has", a.has));
  out.push_back(section("ngram.bigram.rank", a.rank));
  out.push_back(section("ngram.trigram.block", block));
  out.push_back(section("ngram.trigram.offset", offset));
  out.push_back(section("ngram.trigram.word", a.trigram_word));
  out.push_back(section("ngram.trigram.cost", a.trigram_cost));
  return out;
}

std::vector<model::NamedBytes> sections_of(const std::vector<TinyWord>& words) {
  std::string text;
  std::vector<std::uint32_t> base_begin, form_begin, first(kSpecials, 0);
  const auto put = [&](std::vector<std::uint32_t>& begins, const std::string& word) {
    begins.push_back(static_cast<std::uint32_t>(text.size()));
    text += word;
  };
  const auto end = [&](std::vector<std::uint32_t>& begins) {
    begins.push_back(static_cast<std::uint32_t>(text.size()));
  };
  for (const char* special : {"<pad>", "<num>", "<other>", "<unk>"}) put(base_begin, special);
  for (const TinyWord& word : words) put(base_begin, word.base);
  end(base_begin);
  std::uint32_t forms = 0;
  for (const TinyWord& word : words) {
    first.push_back(forms);
    forms += static_cast<std::uint32_t>(word.forms.size());
    for (const std::string& form : word.forms) put(form_begin, form);
  }
  end(form_begin);
  first.push_back(forms);
  std::vector<model::NamedBytes> out;
  out.push_back(section("vocab.text", std::vector<char>(text.begin(), text.end())));
  out.push_back(section("vocab.base.begin", base_begin));
  out.push_back(section("vocab.form.begin", form_begin));
  out.push_back(section("vocab.first", first));
  return out;
}

const std::vector<TinyWord>& tiny_words() {
  static const std::vector<TinyWord> words = {
      {"toi", {"tôi", "tới", "tối", "tội", "toi", "tồi", "tỏi", "tời"}},
      {"la", {"là", "lạ", "la", "lá", "lả", "lã"}},
      {"nguoi", {"người", "nguội", "nguôi", "nguoi"}},
      {"viet", {"việt", "viết", "viet"}},
      {"nam", {"năm", "nam", "nắm", "nằm", "nấm"}},
      {"dang", {"đang", "dạng", "đảng", "đáng", "dáng", "dang", "đăng", "đắng", "đằng", "dâng", "đấng", "đặng"}},
      {"hoc", {"học", "hóc", "hộc", "hoc"}},
      {"di", {"đi", "di", "dì", "dị"}},
      {"an", {"an", "ăn", "ân", "án", "ấn", "ẩn"}},
      {"hoa", {"hoa", "hóa", "hòa", "họa", "hỏa"}},
      {"thuy", {"thủy", "thúy", "thuy", "thụy", "thùy"}},
      {"khoe", {"khỏe", "khoe", "khóe"}},
      {"uy", {"ủy", "uy", "úy"}},
      {"quy", {"quy", "quý", "quỹ", "quỷ"}},
      {"nghieng", {"nghiêng", "nghieng"}},
      {"duong", {"đường", "dương", "dưỡng", "đương", "dượng", "duong"}},
      {"da", {"đã", "da", "đá", "dạ", "đa"}},
      {"khong", {"không", "khống", "khong"}},
      {"co", {"có", "cơ", "cô", "cổ", "cỡ", "cờ", "co", "cỏ"}},
      {"o", {"ở", "ô", "ơ", "o", "ồ", "ổ"}},
      {"va", {"và", "va", "vã", "vá"}},
      {"ca", {"cả", "cá", "ca", "cà"}},
      {"xin", {}},
      {"sao", {}},
      {"mail", {}},
      {"ñandu", {}},
      {"иван", {}},
  };
  return words;
}

std::size_t count_forms(const std::vector<TinyWord>& words) {
  std::size_t forms = 0;
  for (const TinyWord& word : words) forms += word.forms.size();
  return forms;
}

namespace {
model::Card tiny_card() {
  model::Card card;
  card.name = "restore";
  card.version = "0";
  card.summary = "numbers out of a seed, for tests";
  card.licence = "CC0-1.0";
  card.command = "tests/testing/tiny_model.cc";
  card.created = "2026-01-01T00:00:00Z";
  card.form = "NFC, tones in the old style";
  return card;
}

std::string config_of(const nn::NetShape& s) {
  const auto member = [](const char* name, std::size_t n) {
    return std::string("\"") + name + "\": " + std::to_string(n) + ", ";
  };
  return "{" + member("bases", s.bases) + member("forms", s.forms) + member("base_width", s.base_width) +
         member("pair_width", s.pair_width) + member("pair_rows", s.pair_rows) + member("hidden", s.hidden) +
         member("blocks", s.blocks) + member("taps", s.taps) + member("out_width", s.out_width) +
         "\"net_weight\": 0.75, \"ngram_weight\": 0.5, \"prune\": 8}";
}

void move_into(std::vector<model::NamedBytes>& all, std::vector<model::NamedBytes> some) {
  std::move(some.begin(), some.end(), std::back_inserter(all));
}
}  // namespace

model::Contents tiny_restore_model(std::uint32_t seed) {
  std::mt19937 random(seed);
  const std::size_t bases = kSpecials + tiny_words().size(), forms = count_forms(tiny_words());
  const auto bare = static_cast<std::size_t>(
      std::count_if(tiny_words().begin(), tiny_words().end(), [](const TinyWord& word) { return word.forms.empty(); }));
  const nn::NetShape shape{bases, forms, 16, 16, 64, 32, 2, 3, 32};
  const std::string config = config_of(shape);
  model::Contents contents{
      "restore", tiny_card(), {section("config", std::vector<char>(config.begin(), config.end()))}};
  move_into(contents.sections, sections_of(tiny_words()));
  move_into(contents.sections, sections_of(random_net(shape, random)));
  move_into(contents.sections, sections_of(random_trigram(kSigns + forms + bare, 800, 2000, random)));
  return contents;
}

model::NamedBytes& section_of(model::Contents& contents, const std::string& name) {
  for (model::NamedBytes& section : contents.sections)
    if (section.name == name) return section;
  throw std::invalid_argument("no section " + name);
}
}  // namespace dau::testing
