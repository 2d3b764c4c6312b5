// SPDX-License-Identifier: Apache-2.0
// scores.cc — what the two scorers of a restore model say about the training text, for the scripts beside this file.
//
//   restore_scores net MODEL FOLDER       writes FOLDER/net.f32: −ln p of what was meant, for each token; 0 without a
//   choice restore_scores trigram MODEL FOLDER   writes FOLDER/trigram.u8: the costs of each token's candidates among
//   its true
//                                         neighbours, in sixteenths of a nat above the cheapest
//
// FOLDER holds, as scores.py writes them: lines.u32 (where each line begins, and the end), base.u16, feature.u8,
// form.u16 (what was meant, 65535 without candidates), word.u16 (the trigram's word), sign.u8 (the trigram's sign
// before the token, 255: none), times.u8 (how often the line was counted), and for trigram also without.u8: for each
// trigram of the model its cost had one, two or four occurrences not been counted, 255 where nothing would be left of
// it. With those a line is scored as if it had not been counted itself.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "dau/model/container.h"
#include "nn/exact_math.h"
#include "nn/kernels.h"
#include "nn/section.h"
#include "text/restore_model.h"

namespace dau::text {
namespace {
constexpr std::uint16_t kNoForm = 65535;
constexpr std::uint8_t kNoSign = 255, kGone = 255;

template <class T>
std::vector<T> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(in), {}};
  std::vector<T> out(bytes.size() / sizeof(T));
  if (!out.empty()) std::memcpy(out.data(), bytes.data(), out.size() * sizeof(T));
  return out;
}

template <class T>
void write(const std::string& path, const std::vector<T>& values) {
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}

struct Text {
  std::vector<std::uint32_t> lines;
  std::vector<std::uint16_t> base, form, word;
  std::vector<std::uint8_t> feature, sign, times;

  explicit Text(const std::string& folder)
      : lines(read<std::uint32_t>(folder + "/lines.u32")),
        base(read<std::uint16_t>(folder + "/base.u16")),
        form(read<std::uint16_t>(folder + "/form.u16")),
        word(read<std::uint16_t>(folder + "/word.u16")),
        feature(read<std::uint8_t>(folder + "/feature.u8")),
        sign(read<std::uint8_t>(folder + "/sign.u8")),
        times(read<std::uint8_t>(folder + "/times.u8")) {}

  // Whether all arrays have one length and every number in them means something to `model`.
  bool fits(const RestoreModel& model) const {
    const std::size_t tokens = base.size();
    if (form.size() != tokens || word.size() != tokens || feature.size() != tokens || sign.size() != tokens)
      return false;
    if (lines.empty() || lines.back() != tokens || !std::is_sorted(lines.begin(), lines.end())) return false;
    if (times.size() + 1 != lines.size()) return false;
    const auto begins = model.container.section("vocab.base.begin");  // one more than there are bases
    const std::size_t bases = begins ? begins->size() / sizeof(std::uint32_t) - 1 : 0;
    for (std::size_t i = 0; i < tokens; ++i)
      if (base[i] >= bases || !fits(model.vocabulary, i)) return false;
    return true;
  }

 private:
  bool fits(const Vocabulary& vocabulary, std::size_t i) const {
    if (word[i] >= vocabulary.words()) return false;
    if (sign[i] != kNoSign && sign[i] >= Vocabulary::kFirstForm) return false;
    if (form[i] == kNoForm) return true;
    const std::size_t first = vocabulary.first_form(base[i]);
    return form[i] >= first && form[i] < first + vocabulary.form_count(base[i]);
  }
};

// −ln p of the candidate `target`.
float loss(const float* logits, std::size_t count, std::size_t target) {
  const float top = *std::max_element(logits, logits + count);
  float sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += nn::exact_exp(logits[i] - top);
  return nn::exact_log(sum) + top - logits[target];
}

void score_net(const RestoreModel& model, const Text& text, const std::string& folder) {
  std::vector<float> out(text.base.size(), 0.0f), logits;
  std::vector<nn::NetToken> tokens;
  std::vector<std::uint32_t> first;
  std::vector<std::uint8_t> count;
  nn::NetScratch scratch;
  for (std::size_t line = 0; line + 1 < text.lines.size(); ++line) {
    const std::size_t begin = text.lines[line], end = text.lines[line + 1];
    tokens.clear();
    first.clear();
    count.clear();
    for (std::size_t i = begin; i < end; ++i) {
      tokens.push_back({text.base[i], text.feature[i]});
      first.push_back(model.vocabulary.first_form(text.base[i]));
      const bool open = text.form[i] != kNoForm;
      count.push_back(open ? static_cast<std::uint8_t>(model.vocabulary.form_count(text.base[i])) : std::uint8_t{0});
    }
    model.net.score(tokens, first, count, nn::kernels(), scratch, logits);
    const float* at = logits.data();
    for (std::size_t i = begin; i < end; at += count[i - begin], ++i)
      if (count[i - begin] > 0) out[i] = loss(at, count[i - begin], text.form[i] - first[i - begin]);
  }
  write(folder + "/net.f32", out);
}

// The trigram's costs where the true words stand on both sides of a candidate.
class Neighbourhood {
 public:
  // `words`: the third words of the model's trigrams; `without`: three costs of each, or empty.
  Neighbourhood(const nn::Trigram& trigram, std::span<const nn::WordId> words, std::span<const std::uint8_t> without)
      : trigram_(trigram), words_(words), without_(without) {}

  // Cost of w after (u, v). `times` > 0: as if so many of these had not been counted.
  std::int32_t cost(nn::WordId u, nn::WordId v, nn::WordId w, unsigned times) const {
    const std::int32_t bigram = trigram_.bigram(v, w);
    const nn::Trigram::Context context = trigram_.context(u, v);
    if (times == 0) return trigram_.trigram(context, w, bigram);
    const auto end = words_.begin() + context.end;
    const auto at = std::lower_bound(words_.begin() + context.begin, end, w);
    if (at == end || *at != w) return context.back_off + bigram;
    const std::size_t column = times >= 4 ? 2 : times >= 2 ? 1 : 0;
    const std::uint8_t left = without_[column * words_.size() + static_cast<std::size_t>(at - words_.begin())];
    return left == kGone ? context.back_off + bigram : left;
  }

 private:
  const nn::Trigram& trigram_;
  std::span<const nn::WordId> words_;
  std::span<const std::uint8_t> without_;
};

Result<void> score_trigram(const RestoreModel& model, const Text& text, const std::string& folder) {
  const std::vector<std::uint8_t> without = read<std::uint8_t>(folder + "/without.u8");
  const std::size_t trigrams = without.size() / 3;
  DAU_TRY(const auto words, nn::whole_section<nn::WordId>(model.container, "ngram.trigram.word", trigrams));
  const Neighbourhood near(model.trigram, words, without);
  std::vector<std::uint8_t> out;
  std::vector<nn::WordId> sequence;
  std::vector<std::size_t> place;
  std::vector<std::int32_t> costs;
  for (std::size_t line = 0; line + 1 < text.lines.size(); ++line) {
    const std::size_t begin = text.lines[line], end = text.lines[line + 1];
    sequence.assign(2, Vocabulary::kBegin);  // as the search sees it: two begins, then words and signs
    place.clear();
    for (std::size_t i = begin; i < end; ++i) {
      if (text.sign[i] != kNoSign && text.sign[i] != Vocabulary::kBegin) sequence.push_back(text.sign[i]);
      place.push_back(sequence.size());
      sequence.push_back(text.word[i]);
    }
    for (std::size_t i = begin; i < end; ++i) {
      if (text.form[i] == kNoForm) continue;
      const std::size_t at = place[i - begin], last = std::min(at + 2, sequence.size() - 1);
      const std::size_t count = model.vocabulary.form_count(text.base[i]),
                        first = model.vocabulary.first_form(text.base[i]);
      costs.clear();
      for (std::size_t f = first; f < first + count; ++f) {
        sequence[at] = Vocabulary::form_word(f);
        std::int32_t sum = 0;
        for (std::size_t k = at; k <= last; ++k)
          sum += near.cost(sequence[k - 2], sequence[k - 1], sequence[k], f == text.form[i] ? text.times[line] : 0u);
        costs.push_back(sum);
      }
      sequence[at] = text.word[i];
      const std::int32_t least = *std::min_element(costs.begin(), costs.end());
      for (const std::int32_t c : costs) out.push_back(static_cast<std::uint8_t>(std::min(c - least, 255)));
    }
  }
  write(folder + "/trigram.u8", out);
  return {};
}

Result<void> run(const std::string& what, const std::string& path, const std::string& folder) {
  DAU_TRY(model::Container container, model::Container::open(path, "restore"));
  DAU_TRY(const RestoreModel model, RestoreModel::from(std::move(container)));
  const Text text(folder);
  if (!text.fits(model)) return Error{Errc::invalid_argument, "the arrays do not fit the model", folder};
  if (what == "trigram") return score_trigram(model, text, folder);
  score_net(model, text, folder);
  return {};
}
}  // namespace
}  // namespace dau::text

int main(int argc, char** argv) {
  const std::string what = argc == 4 ? argv[1] : "";
  if (what != "net" && what != "trigram") {
    std::fprintf(stderr, "usage: restore_scores net|trigram MODEL FOLDER\n");
    return 2;
  }
  const auto done = dau::text::run(what, argv[2], argv[3]);
  if (!done) std::fprintf(stderr, "error: %s: %s\n", done.error().at.c_str(), done.error().message.c_str());
  return done ? 0 : 1;
}
