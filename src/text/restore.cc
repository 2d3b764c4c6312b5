// SPDX-License-Identifier: Apache-2.0
// restore.cc — the story of a line: tokens → net scores → lattice of candidates → best path → edits.
#include "dau/text/restore.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "dau/unicode/normalize.h"
#include "text/candidates.h"
#include "text/edited_line.h"
#include "text/lattice.h"
#include "text/pieces.h"
#include "text/restore_model.h"
#include "text/self_test.h"
#include "text/typed.h"

namespace dau::text {
namespace {
// One piece of a line on its way to edits; kept by each thread from line to line.
class PieceRestorer {
 public:
  // Calls sink(Edit&&) for each edit, in order; spans count from the piece's begin.
  template <class Sink>
  void run(const RestoreModel& model, std::string_view piece, unicode::TonePlacement placement,
           const RestoreOptions& options, Sink&& sink) {
    candidates_.build(model, piece, options);
    const Lattice& lattice = candidates_.lattice();
    const float weight = options.scorers == Scorers::net ? 0.0f : model.weights.ngram;
    constexpr std::int32_t kCostPerUnit = kCostPerNat / nn::Trigram::kUnitsPerNat;
    PathSearch& search = search_.emplace(model.trigram, to_cost(weight * static_cast<float>(kCostPerUnit)));
    const std::vector<std::uint8_t>& path = search.best_path(lattice);
    const bool weigh = options.posteriors || options.alternatives > 0 || options.min_confidence > 0;
    posterior_ = weigh ? &search.posteriors(lattice) : nullptr;
    for (std::size_t i = 0; i < candidates_.tokens().tokens.size(); ++i) {
      auto edit = edit_of(model, piece, i, path[candidates_.column(i)], placement, options);
      if (edit) sink(std::move(*edit));
    }
  }

 private:
  float posterior(std::size_t column, std::size_t choice) const {
    return posterior_ == nullptr ? 1.0f : std::min(1.0f, (*posterior_)[candidates_.lattice().begin(column) + choice]);
  }

  std::optional<Edit> edit_of(const RestoreModel& model, std::string_view piece, std::size_t token, std::size_t choice,
                              unicode::TonePlacement placement, const RestoreOptions& options) const {
    const std::size_t column = candidates_.column(token);
    const Lattice& lattice = candidates_.lattice();
    if (lattice.at(column, choice).form == kFixed) return std::nullopt;
    const Token& t = candidates_.tokens().tokens[token];
    const std::string_view typed = piece.substr(t.begin, t.end - t.begin);
    const auto write = [&](std::size_t i) {
      return with_marks(typed, model.vocabulary.form(lattice.at(column, i).form), placement);
    };
    Edit edit{{t.begin, t.end}, write(choice), posterior(column, choice), {}};
    const bool ambiguous = options.alternatives > 0 && lattice.size(column) > 1;
    if ((edit.replacement == typed && !ambiguous) || edit.confidence < options.min_confidence) return std::nullopt;
    for (std::size_t i = 0; options.alternatives > 0 && i < lattice.size(column); ++i)
      edit.alternatives.push_back({write(i), posterior(column, i)});
    keep_best(edit, static_cast<std::size_t>(options.alternatives));
    return edit;
  }

  // The likeliest `limit` alternatives. The replacement stays among them: it is of the best path, which need not go
  // through the likeliest candidate of each column.
  static void keep_best(Edit& edit, std::size_t limit) {
    std::vector<Alternative>& all = edit.alternatives;
    std::stable_sort(all.begin(), all.end(),
                     [](const Alternative& a, const Alternative& b) { return a.posterior > b.posterior; });
    if (all.size() <= limit) return;
    all.resize(limit);
    const auto kept = [&](const Alternative& a) { return a.text == edit.replacement; };
    if (std::none_of(all.begin(), all.end(), kept)) all.back() = {edit.replacement, edit.confidence};
  }

  CandidateLattice candidates_;
  std::optional<PathSearch> search_;
  const std::vector<float>* posterior_ = nullptr;
};

// Calls sink(Edit&&) for each edit of `line`, in order.
template <class Sink>
Result<void> restore_line(const RestoreModel& model, std::string_view line, const RestoreOptions& options,
                          Sink&& sink) {
  thread_local PieceRestorer restorer;
  DAU_CHECK(validate(options));
  DAU_CHECK(unicode::check_utf8(line));
  std::optional<unicode::MappedText> normalised;
  if (!unicode::is_nfc(line)) normalised = unicode::to_nfc_mapped(line);
  const std::string_view text = normalised ? std::string_view(normalised->text) : line;
  const unicode::TonePlacement placement = placement_for(text, options.tone);
  Pieces pieces(text);
  while (const auto piece = pieces.next()) {
    const auto place = [&](Edit&& edit) {
      edit.span = {edit.span.begin + piece->begin, edit.span.end + piece->begin};
      if (normalised) edit.span = normalised->map.original(edit.span);
      sink(std::move(edit));
    };
    restorer.run(model, text.substr(piece->begin, piece->end - piece->begin), placement, options, place);
  }
  return {};
}
}  // namespace

struct Restorer::Impl {
  RestoreModel model;
};

Restorer::Restorer(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Restorer::Restorer(Restorer&&) noexcept = default;
Restorer& Restorer::operator=(Restorer&&) noexcept = default;
Restorer::~Restorer() = default;

Result<Restorer> Restorer::open(const std::string& path) {
  DAU_TRY(model::Container container, model::Container::open(path, "restore"));
  return from(std::move(container));
}

Result<Restorer> Restorer::from(model::Container container) {
  const std::string path(container.path());
  DAU_TRY(RestoreModel model, of_file(RestoreModel::from(std::move(container)), path));
  Restorer restorer(std::make_unique<const Impl>(Impl{std::move(model)}));
  DAU_CHECK(self_test_to(restorer.container(),
                         [&](std::string_view line, std::string& out) { return restorer.restore_to(line, out); }));
  return restorer;
}

const model::Container& Restorer::container() const noexcept { return impl_->model.container; }

Result<std::vector<Edit>> Restorer::restore(std::string_view line, const RestoreOptions& options) const {
  std::vector<Edit> edits;
  DAU_CHECK(restore_line(impl_->model, line, options, [&](Edit&& edit) { edits.push_back(std::move(edit)); }));
  return edits;
}

Result<void> Restorer::restore_each(std::string_view line, const std::function<void(Edit&&)>& sink,
                                    const RestoreOptions& options) const {
  return restore_line(impl_->model, line, options, sink);
}

Result<void> Restorer::restore_to(std::string_view line, std::string& out, const RestoreOptions& options) const {
  EditedLine copy(line, out);
  DAU_CHECK(
      restore_line(impl_->model, line, options, [&](const Edit& edit) { copy.add(edit.span, edit.replacement); }));
  copy.end();
  return {};
}

std::string apply_edits(std::string_view line, const std::vector<Edit>& edits) { return edited(line, edits); }

Result<void> validate(const RestoreOptions& options) {
  const auto bad = [](const char* name, const char* range) {
    return Error{Errc::invalid_argument, std::string(name) + " is out of range: " + range, name};
  };
  if (!(options.min_confidence >= 0 && options.min_confidence <= 1)) return bad("min_confidence", "0 to 1");
  if (options.alternatives < 0 || options.alternatives > 255) return bad("alternatives", "0 to 255");
  if (options.beam < 1 || options.beam > 16) return bad("beam", "1 to 16");
  return {};
}
}  // namespace dau::text
