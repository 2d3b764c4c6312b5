// SPDX-License-Identifier: Apache-2.0
// train_linear.cc — trains a linear classifier on hashed features: multinomial logistic regression by AdaGrad.
//
//   train_linear --features language --labels vi,en,… --slots 30000 --in train.tsv --out folder [options]
//
// Rows of the input: label <tab> source <tab> weight <tab> text. Writes folder/weights, folder/fingerprints and
// folder/config.json, the sections of a model (docs/formats/linear-model.md). One thread, seeded: the same input gives
// the same bytes with the same compiler. The features are the product's own (src/text/features.cc).
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <numeric>
#include <random>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "dau/unicode/normalize.h"
#include "text/features.h"
#include "text/linear_model.h"

namespace {
using dau::text::Feature;
using dau::text::LinearModel;

[[noreturn]] void fail(const std::string& message) {
  std::cerr << "train_linear: error: " << message << '\n';
  std::exit(2);
}

struct Options {
  std::map<std::string, std::string> values = {{"epochs", "4"},    {"rate", "0.5"}, {"decay", "1e-6"},
                                               {"min-count", "3"}, {"seed", "1"},   {"min-sources", "1"},
                                               {"drop", "0"}};

  Options(int argc, char** argv) {
    for (int i = 1; i + 1 < argc; i += 2) values[std::string(argv[i]).substr(2)] = argv[i + 1];
  }
  const std::string& text(const std::string& name) const {
    const auto found = values.find(name);
    if (found == values.end()) fail("--" + name + " is missing");
    return found->second;
  }
  double number(const std::string& name) const { return std::stod(text(name)); }
};

std::vector<std::string> split(const std::string& line, char at, std::size_t most) {
  std::vector<std::string> fields;
  std::size_t begin = 0;
  while (fields.size() + 1 < most) {
    const std::size_t end = line.find(at, begin);
    if (end == std::string::npos) break;
    fields.push_back(line.substr(begin, end - begin));
    begin = end + 1;
  }
  fields.push_back(line.substr(begin));
  return fields;
}

struct Row {
  std::uint8_t label;
  std::uint16_t source;
  float weight;
  std::vector<Feature> features;  // later: indices into the chosen features
};

struct Corpus {
  std::vector<std::string> labels;
  std::vector<Row> rows;
};

Corpus read(const Options& options) {
  const bool language = options.text("features") == "language";
  Corpus corpus{split(options.text("labels"), ',', SIZE_MAX), {}};
  std::unordered_map<std::string, std::uint16_t> sources;
  std::ifstream file(options.text("in"));
  if (!file) fail("cannot read " + options.text("in"));
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> f = split(line, '\t', 4);
    if (f.size() != 4) fail("a row has not four fields: " + line);
    const auto label = std::find(corpus.labels.begin(), corpus.labels.end(), f[0]);
    if (label == corpus.labels.end()) fail("an unknown label: " + f[0]);
    Row row{static_cast<std::uint8_t>(label - corpus.labels.begin()),
            sources.try_emplace(f[1], static_cast<std::uint16_t>(sources.size())).first->second,
            std::stof(f[2]),
            {}};
    const std::string text = dau::unicode::to_nfc(f[3]);
    if (language)
      dau::text::append_language_features(text, row.features);
    else
      dau::text::append_register_features(text, row.features);
    row.features.shrink_to_fit();
    corpus.rows.push_back(std::move(row));
  }
  return corpus;
}

// How much each feature tells about the label: Σ over labels p(label, feature) ln (p(label | feature) / p(label)).
std::vector<Feature> choose(const Corpus& corpus, std::size_t most, const Options& options) {
  const std::size_t labels = corpus.labels.size();
  const auto min_count = static_cast<std::uint32_t>(options.number("min-count"));
  const auto min_sources = static_cast<int>(options.number("min-sources"));
  struct Count {
    std::uint32_t rows = 0;
    std::uint16_t last_source = 0xFFFF;
    int sources = 0;
    std::vector<float> of_label;
  };
  // First only how many rows there are of each: most are rare.
  std::unordered_map<Feature, std::uint32_t> rows_with;
  const auto each_once = [](const Row& row, auto&& use) {
    std::vector<Feature> once = row.features;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    for (const Feature f : once) use(f);
  };
  std::vector<double> total(labels);
  for (const Row& row : corpus.rows) {
    each_once(row, [&](Feature f) { ++rows_with[f]; });
    total[row.label] += static_cast<double>(row.weight);
  }
  std::unordered_map<Feature, Count> counts;
  std::vector<const Row*> by_source;
  for (const Row& row : corpus.rows) by_source.push_back(&row);
  std::stable_sort(by_source.begin(), by_source.end(), [](auto* a, auto* b) { return a->source < b->source; });
  for (const Row* row : by_source)
    each_once(*row, [&](Feature f) {
      if (rows_with[f] < min_count) return;
      Count& count = counts[f];
      count.of_label.resize(labels);
      count.of_label[row->label] += row->weight;
      if (count.sources == 0 || count.last_source != row->source) ++count.sources;
      count.last_source = row->source;
    });
  const double all = std::accumulate(total.begin(), total.end(), 0.0);
  std::vector<std::pair<double, Feature>> ranked;
  for (const auto& [feature, count] : counts) {
    if (count.sources < min_sources) continue;
    const double sum = std::accumulate(count.of_label.begin(), count.of_label.end(), 0.0);
    double gain = 0;
    for (std::size_t l = 0; l < labels; ++l)
      if (count.of_label[l] > 0)
        gain += static_cast<double>(count.of_label[l]) / all *
                std::log(static_cast<double>(count.of_label[l]) / sum / (total[l] / all));
    ranked.emplace_back(-gain, feature);
  }
  std::sort(ranked.begin(), ranked.end());
  std::cerr << "train_linear: " << rows_with.size() << " features, " << ranked.size() << " often enough\n";
  std::vector<Feature> chosen;
  for (std::size_t i = 0; i < ranked.size() && i < most; ++i) chosen.push_back(ranked[i].second);
  return chosen;
}

// A place for each chosen feature, the telling ones first; those that find none are left out.
struct Table {
  std::size_t slots;
  std::vector<std::uint16_t> fingerprints;
  std::vector<Feature> placed;  // of each row; meaningful where the fingerprint is not 0

  Table(const std::vector<Feature>& chosen, std::size_t slot_count)
      : slots(slot_count), fingerprints(slot_count + LinearModel::kProbes - 1), placed(fingerprints.size()) {
    for (const Feature f : chosen) place(f);
  }

  void place(Feature f) {
    const std::size_t first = dau::text::slot_of(f, slots);
    for (std::size_t row = first; row < first + LinearModel::kProbes; ++row) {
      if (fingerprints[row] == dau::text::fingerprint_of(f)) return;  // looks the same: share it
      if (fingerprints[row] != 0) continue;
      fingerprints[row] = dau::text::fingerprint_of(f);
      placed[row] = f;
      return;
    }
  }

  // As LinearModel::add looks it up.
  std::size_t find(Feature f) const {
    const std::size_t first = dau::text::slot_of(f, slots);
    for (std::size_t row = first; row < first + LinearModel::kProbes; ++row)
      if (fingerprints[row] == dau::text::fingerprint_of(f)) return row;
    return SIZE_MAX;
  }
};

class Trainer {
 public:
  Trainer(Corpus& corpus, const Table& table, const Options& options)
      : corpus_(corpus),
        labels_(corpus.labels.size()),
        rate_(static_cast<float>(options.number("rate"))),
        decay_(static_cast<float>(options.number("decay"))),
        drop_(options.number("drop")),
        random_(static_cast<std::uint64_t>(options.number("seed"))),
        weights_(table.fingerprints.size() * labels_),
        squares_(weights_.size(), 1e-4f) {
    for (Row& row : corpus_.rows) {
      std::vector<Feature> rows;
      for (const Feature f : row.features)
        if (const std::size_t at = table.find(f); at != SIZE_MAX) rows.push_back(static_cast<Feature>(at));
      row.features = std::move(rows);
    }
  }

  void epoch() {
    std::vector<std::uint32_t> order(corpus_.rows.size());
    std::iota(order.begin(), order.end(), 0u);
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random_() % i]);
    double loss = 0, weight = 0;
    for (const std::uint32_t i : order) {
      const Row& row = corpus_.rows[i];
      loss += step(row);
      weight += static_cast<double>(row.weight);
    }
    std::cerr << "train_linear: loss " << loss / weight << '\n';
  }

  const std::vector<float>& weights() const { return weights_; }

 private:
  double step(const Row& row) {
    kept_.clear();
    const auto limit = static_cast<std::uint64_t>(drop_ * 4294967296.0);
    for (const Feature f : row.features)
      if (limit == 0 || (random_() & 0xFFFFFFFFu) >= limit) kept_.push_back(f);
    if (kept_.empty()) return 0;
    const float x = 1.0f / std::sqrt(static_cast<float>(kept_.size()));
    p_.assign(labels_, 0.0f);
    for (const Feature f : kept_)
      for (std::size_t l = 0; l < labels_; ++l) p_[l] += weights_[f * labels_ + l];
    const float best = *std::max_element(p_.begin(), p_.end());
    float total = 0;
    for (float& p : p_) total += p = std::exp((p - best) * x);
    for (float& p : p_) p /= total;
    const double loss = -std::log(std::max(1e-12f, p_[row.label])) * row.weight;
    p_[row.label] -= 1.0f;
    for (float& p : p_) p *= row.weight * x;
    for (const Feature f : kept_)
      for (std::size_t l = 0; l < labels_; ++l) {
        float& w = weights_[f * labels_ + l];
        float& s = squares_[f * labels_ + l];
        const float g = p_[l] + decay_ * w;
        s += g * g;
        w -= rate_ * g / std::sqrt(s);
      }
    return loss;
  }

  Corpus& corpus_;
  std::size_t labels_;
  float rate_, decay_;
  double drop_;
  std::mt19937_64 random_;
  std::vector<float> weights_, squares_;
  std::vector<float> p_;
  std::vector<Feature> kept_;
};

// int8: the largest weights are cut off at 4.5 standard deviations of those that are not zero.
float quantise(const std::vector<float>& weights, std::vector<std::int8_t>& out) {
  double squares = 0, count = 0;
  float largest = 0;
  for (const float w : weights) {
    squares += static_cast<double>(w) * static_cast<double>(w);
    count += w != 0 ? 1 : 0;
    largest = std::max(largest, std::abs(w));
  }
  const float most = std::min(largest, static_cast<float>(6 * std::sqrt(squares / std::max(count, 1.0))));
  const float scale = most > 0 ? most / 127 : 1;
  for (const float w : weights)
    out.push_back(static_cast<std::int8_t>(std::clamp(std::lround(w / scale), -127L, 127L)));
  return scale;
}

template <class T>
void write(const std::string& path, const std::vector<T>& values) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size() * sizeof(T)));
}
}  // namespace

int main(int argc, char** argv) {
  const Options options(argc, argv);
  const auto slots = static_cast<std::size_t>(options.number("slots"));
  Corpus corpus = read(options);
  std::cerr << "train_linear: " << corpus.rows.size() << " rows\n";
  const Table table(choose(corpus, slots, options), slots);
  Trainer trainer(corpus, table, options);
  for (int i = 0; i < static_cast<int>(options.number("epochs")); ++i) trainer.epoch();
  std::vector<std::int8_t> weights;
  const float scale = quantise(trainer.weights(), weights);
  const std::string out = options.text("out") + "/";
  write(out + "weights", weights);
  write(out + "fingerprints", table.fingerprints);
  std::ofstream(out + "scale") << scale << '\n';
  std::cerr << "train_linear: scale " << scale << '\n';
}
