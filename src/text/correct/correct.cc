// SPDX-License-Identifier: Apache-2.0
// correct.cc — the story of a line: words judged → suggestions of the channels → slots → best path → the net's second
// opinion on marks → corrections.
#include "dau/text/correct.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "dau/unicode/normalize.h"
#include "text/correct/correct_model.h"
#include "text/correct/punctuation.h"
#include "text/correct/rescore.h"
#include "text/correct/slots.h"
#include "text/edited_line.h"
#include "text/pieces.h"
#include "text/self_test.h"
#include "text/typed.h"

namespace dau::text {
namespace {
// One piece of a line on its way to corrections; kept by each thread from line to line.
class PieceCorrector {
 public:
  // Calls sink(Correction&&) for each, in order; spans count from the piece's begin.
  template <class Sink>
  void run(const CorrectModel& model, std::string_view piece, unicode::TonePlacement placement,
           const CorrectOptions& options, Sink&& sink) {
    piece_ = piece;
    placement_ = placement;
    words_.read(model, piece, options.channels);
    if (words_.words().empty()) return;
    slots_.build(model, words_, piece);
    weigh_ = options.posteriors || options.min_confidence > 0;
    search(model);
    decide_marks(model);
    const Punctuation punctuation(piece, words_);
    const bool spacing = options.channels.has(Channel::spacing);
    const auto hand_on = [&](std::optional<Correction> c) {
      if (c && c->confidence >= options.min_confidence) sink(std::move(*c));
    };
    for (const Unit& unit : slots_.units()) {
      if (spacing) hand_on(space(punctuation, unit.first_word));
      hand_on(correction(model, unit));
    }
    if (spacing) hand_on(space(punctuation, words_.words().size()));
  }

 private:
  static void add_single(Lattice& lattice, nn::WordId word) {
    lattice.add({word, 0, 0});
    lattice.end_column();
  }

  static void add_gap(Lattice& lattice, Gap gap) {
    if (gap == Gap::comma || gap == Gap::symbol) add_single(lattice, Vocabulary::kComma);
    if (gap == Gap::stop || gap == Gap::colon || gap == Gap::quote) add_single(lattice, Vocabulary::kStop);
  }

  // The first search: all suggestions, under the trigram.
  void search(const CorrectModel& model) {
    build([&](std::size_t slot, std::size_t k) { return slots_.slots()[slot].suggestions[k].cost; });
    PathSearch& path = first_.emplace(model.restore.trigram, model.costs.trigram / nn::Trigram::kUnitsPerNat);
    take(path.best_path(lattice_));
    if (weigh_) take_confidence(path.posteriors(lattice_), [](std::size_t) { return true; });
  }

  // The second: the letters as they were chosen, marks weighed by net and trigram.
  void decide_marks(const CorrectModel& model) {
    columns_.clear();
    for (std::size_t c = 0; c < lattice_.columns(); ++c) columns_.push_back(lattice_.at(c, path_[c]).word);
    rescorer_.run(model, slots_.slots(), places_, choice_, columns_);
    if (!rescorer_.any()) return;
    const std::vector<std::uint8_t> chosen = choice_;
    build([&](std::size_t slot, std::size_t k) {
      if (rescorer_.open(slot)) return rescorer_.costs(slot)[k];
      return k == chosen[slot] ? Cost{0} : Cost{-1};
    });
    PathSearch& path = second_.emplace(model.restore.trigram, model.costs.trigram_with_net / nn::Trigram::kUnitsPerNat);
    take(path.best_path(lattice_));
    if (weigh_) take_confidence(path.posteriors(lattice_), [&](std::size_t slot) { return rescorer_.open(slot); });
  }

  // cost(slot, suggestion): negative for one that is out.
  template <class CostOf>
  void build(CostOf&& cost) {
    lattice_.clear();
    places_.clear();
    add_single(lattice_, Vocabulary::kBegin);
    add_single(lattice_, Vocabulary::kBegin);
    for (const Unit& unit : slots_.units()) {
      const Token& t = words_.tokens().tokens[unit.first_word];
      add_gap(lattice_, t.gap);
      for (std::size_t s = unit.first_slot; s < unit.first_slot + unit.slots; ++s) {
        const bool first = s == unit.first_slot;
        const Slot& slot = slots_.slots()[s];
        places_.push_back({static_cast<std::uint32_t>(lattice_.columns()), feature(t, slot, first)});
        for (std::size_t k = 0; k < slot.suggestions.size(); ++k) {
          const Cost c = cost(s, k);
          if (c >= 0) lattice_.add({slot.suggestions[k].word, static_cast<std::uint16_t>(k), c});
        }
        lattice_.end_column();
      }
    }
  }

  static std::uint8_t feature(const Token& t, const Slot& slot, bool first) {
    const bool word = t.kind == TokenKind::word;
    const auto gap = static_cast<unsigned>(first ? t.gap : Gap::space);
    const unsigned letter_case = word ? static_cast<unsigned>(slot.letter_case) : 0;
    return static_cast<std::uint8_t>(gap * 4 + letter_case);
  }

  void take(const std::vector<std::uint8_t>& path) {
    path_ = path;
    choice_.resize(slots_.slots().size());
    for (std::size_t s = 0; s < choice_.size(); ++s) {
      const std::size_t column = places_[s].column;
      choice_[s] = static_cast<std::uint8_t>(lattice_.at(column, path_[column]).form);
    }
  }

  template <class Wanted>
  void take_confidence(const std::vector<float>& posteriors, Wanted&& wanted) {
    confidence_.resize(slots_.slots().size(), 1.0f);
    for (std::size_t s = 0; s < confidence_.size(); ++s)
      if (wanted(s))
        confidence_[s] = std::min(1.0f, posteriors[lattice_.begin(places_[s].column) + path_[places_[s].column]]);
  }

  static std::optional<Correction> space(const Punctuation& punctuation, std::size_t word) {
    auto good = punctuation.between(word);
    if (!good) return std::nullopt;
    return Correction{punctuation.gap(word), *std::move(good), Channel::spacing, 1};
  }

  static std::string as_number(const TypedWord& word) {
    std::string out;
    for (std::size_t i = 0; i < word.size; ++i) {
      const char c = word.chars[i].base;
      out += c == 'o' ? '0' : c == 'l' || c == 'i' ? '1' : c == 's' ? '5' : c == 'b' ? '8' : c;
    }
    return out;
  }

  // A capital I that was a small l: Iại is lại, at the begin of a sentence perhaps Lại.
  Case written_case(const Unit& unit, std::size_t s, std::uint16_t base, const CorrectModel& model) const {
    const Case seen = slots_.slots()[s].letter_case;
    if (seen != Case::title || s != unit.first_slot) return seen;
    const Token& t = words_.tokens().tokens[unit.first_word];
    const bool opens = t.gap == Gap::start || t.gap == Gap::stop;
    const bool scanned = piece_[t.begin] == 'I' && model.restore.vocabulary.base_text(base)[0] == 'l';
    return scanned && !opens ? Case::lower : seen;
  }

  std::string write(const CorrectModel& model, const Unit& unit, std::size_t s) const {
    const Slot& slot = slots_.slots()[s];
    const Suggestion& chosen = slot.suggestions[choice_[s]];
    if (chosen.form == Suggestion::kNumber) return as_number(words_.words()[unit.first_word].typed);
    const Vocabulary& vocabulary = model.restore.vocabulary;
    const Form* form = chosen.form >= 0 ? &vocabulary.form(static_cast<std::size_t>(chosen.form)) : nullptr;
    return spell(vocabulary.base_text(chosen.base), form, written_case(unit, s, chosen.base, model), placement_);
  }

  std::optional<Correction> correction(const CorrectModel& model, const Unit& unit) const {
    const std::vector<Token>& tokens = words_.tokens().tokens;
    const Suggestion& chosen = slots_.slots()[unit.first_slot].suggestions[choice_[unit.first_slot]];
    if (chosen.stands && unit.words == 1 && unit.slots == 1) return std::nullopt;
    Correction c{{tokens[unit.first_word].begin, tokens[unit.first_word + unit.words - 1].end}, {}, chosen.channel, 1};
    if (unit.channel) c.channel = *unit.channel;
    for (std::size_t s = unit.first_slot; s < unit.first_slot + unit.slots; ++s) {
      if (s > unit.first_slot) c.replacement += ' ';
      c.replacement += write(model, unit, s);
      if (weigh_) c.confidence = std::min(c.confidence, confidence_[s]);
    }
    if (unit.sign != 0) c.replacement += unit.sign;
    if (c.replacement == piece_.substr(c.span.begin, c.span.end - c.span.begin)) return std::nullopt;
    return c;
  }

  std::string_view piece_;
  unicode::TonePlacement placement_ = unicode::TonePlacement::old_style;
  bool weigh_ = false;
  LineWords words_;
  LineSlots slots_;
  Lattice lattice_;
  std::vector<SlotPlace> places_;
  std::vector<std::uint8_t> path_, choice_;
  std::vector<nn::WordId> columns_;
  std::vector<float> confidence_;
  std::optional<PathSearch> first_, second_;
  MarksRescorer rescorer_;
};

template <class Sink>
Result<void> correct_line(const CorrectModel& model, std::string_view line, const CorrectOptions& options,
                          Sink&& sink) {
  thread_local PieceCorrector corrector;
  DAU_CHECK(validate(options));
  DAU_CHECK(unicode::check_utf8(line));
  std::optional<unicode::MappedText> normalised;
  if (!unicode::is_nfc(line)) normalised = unicode::to_nfc_mapped(line);
  const std::string_view text = normalised ? std::string_view(normalised->text) : line;
  const unicode::TonePlacement placement = placement_for(text, options.tone);
  Pieces pieces(text);
  while (const auto piece = pieces.next()) {
    const auto place = [&](Correction&& c) {
      c.span = {c.span.begin + piece->begin, c.span.end + piece->begin};
      if (normalised) c.span = normalised->map.original(c.span);
      if (line.substr(c.span.begin, c.span.end - c.span.begin) != c.replacement) sink(std::move(c));
    };
    corrector.run(model, text.substr(piece->begin, piece->end - piece->begin), placement, options, place);
  }
  return {};
}
}  // namespace

struct Corrector::Impl {
  CorrectModel model;
};

Corrector::Corrector(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Corrector::Corrector(Corrector&&) noexcept = default;
Corrector& Corrector::operator=(Corrector&&) noexcept = default;
Corrector::~Corrector() = default;

Result<Corrector> Corrector::open(const std::string& correct_path, const std::string& restore_path) {
  DAU_TRY(model::Container correct, model::Container::open(correct_path, "correct"));
  DAU_TRY(model::Container restore, model::Container::open(restore_path, "restore"));
  return from(std::move(correct), std::move(restore));
}

Result<Corrector> Corrector::from(model::Container correct, model::Container restore) {
  const std::string path(correct.path());
  DAU_TRY(CorrectModel model, of_file(CorrectModel::from(std::move(correct), std::move(restore)), path));
  Corrector corrector(std::make_unique<const Impl>(Impl{std::move(model)}));
  DAU_CHECK(self_test_to(corrector.container(),
                         [&](std::string_view line, std::string& out) { return corrector.correct_to(line, out); }));
  return corrector;
}

const model::Container& Corrector::container() const noexcept { return impl_->model.container; }

Result<std::vector<Correction>> Corrector::correct(std::string_view line, const CorrectOptions& options) const {
  std::vector<Correction> corrections;
  DAU_CHECK(correct_line(impl_->model, line, options, [&](Correction&& c) { corrections.push_back(std::move(c)); }));
  return corrections;
}

Result<void> Corrector::correct_each(std::string_view line, const std::function<void(Correction&&)>& sink,
                                     const CorrectOptions& options) const {
  return correct_line(impl_->model, line, options, sink);
}

Result<void> Corrector::correct_to(std::string_view line, std::string& out, const CorrectOptions& options) const {
  EditedLine copy(line, out);
  DAU_CHECK(correct_line(impl_->model, line, options, [&](const Correction& c) { copy.add(c.span, c.replacement); }));
  copy.end();
  return {};
}

std::string apply_corrections(std::string_view line, const std::vector<Correction>& corrections) {
  return edited(line, corrections);
}
}  // namespace dau::text
