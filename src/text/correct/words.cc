// SPDX-License-Identifier: Apache-2.0
// words.cc — see words.h.
#include "text/correct/words.h"

#include <algorithm>
#include <limits>
#include <string>

#include "dau/unicode/case.h"
#include "dau/unicode/syllable.h"
#include "nn/exact_math.h"
#include "text/protected.h"
#include "text/typed.h"

namespace dau::text {
namespace {
constexpr Cost kCostPerUnit = kCostPerNat / nn::Trigram::kUnitsPerNat;
// A bare word is surely missing its marks when a marked form of it is this much likelier.
constexpr std::int32_t kSurelyMarked = 3 * nn::Trigram::kUnitsPerNat;

bool opens_sentence(const Token& t) { return t.gap == Gap::start || t.gap == Gap::stop; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Letters and digits in one: 1àm, 1à, kh0ng, Vie65t. A3, H2O, 5kg, 100m are names and measures.
bool could_be_scanned_or_keyed(const TypedWord& w, bool capitals) {
  std::size_t digits = 0, lowers = 0, leading = 0;
  for (std::size_t i = 0; i < w.size; ++i) {
    const TypedChar& c = w.chars[i];
    digits += is_digit(c.base);
    leading += is_digit(c.base) && leading == i;
    lowers += !is_digit(c.base) && (capitals || !c.upper);
  }
  const std::size_t letters = w.size - digits;
  if (leading > 1 || digits > 4) return false;
  if (w.size == 2 && leading == 1 && w.carries_marks()) return true;
  if (w.size <= 3 && letters == 1 && lowers == 1)  // c0, o73
    return leading == 0 && (w.chars[1].base == '0' || w.chars[0].base == 'o');
  if (leading == 0 && letters >= 2 && lowers >= 1) return true;  // H0i
  return lowers >= 2 || (letters >= 1 && w.carries_marks());
}

// 2O24: digits with letters that look like digits, and which a scanner makes of them. A letter with marks looks like
// none, and B0 or S0 is rather Bộ, Sở.
bool could_be_number(const TypedWord& w) {
  std::size_t digits = 0;
  if (w.carries_marks() || w.chars[0].base == 'b' || w.chars[0].base == 's') return false;
  for (std::size_t i = 0; i < w.size; ++i) {
    const TypedChar& c = w.chars[i];
    const bool looks = c.base == 'o' || c.base == 'l' || ((c.base == 'i' || c.base == 's' || c.base == 'b') && c.upper);
    if (!is_digit(c.base) && !looks) return false;
    digits += is_digit(c.base);
  }
  return w.size >= 2 && digits >= 1;
}

// Where the tone stands is part of how a word is written: uà is no ùa.
bool tone_in_place(const TypedWord& w, const Form& form) {
  for (std::size_t i = 0; i < w.size; ++i)
    if (w.chars[i].seen.tone != unicode::Tone::level) return i == form.tone_at_old || i == form.tone_at_new;
  return true;
}

// a) of a list, .gif of a file: letters that stand for themselves.
bool is_item_or_ending(std::string_view piece, const Token& t) {
  constexpr std::string_view kOpening = " (,;*'\"";
  const auto at = [&](std::size_t i) { return i < piece.size() ? piece[i] : ' '; };  // i wraps before the begin
  const bool letter = t.base_end - t.base_begin == 1;
  if (letter && at(t.end) == ')' && (at(t.begin - 1) == ' ' || at(t.begin - 1) == '(')) return true;
  return at(t.begin - 1) == '.' && kOpening.find(at(t.begin - 2)) != std::string_view::npos;
}

Cost nats_of_rate(float rate) {
  return to_cost(-nn::exact_log(std::clamp(rate, 1e-6f, 0.98f)) * static_cast<float>(kCostPerNat));
}
}  // namespace

Cost rank_of(const CorrectModel& model, const Suggestion& s) {
  return s.cost + model.restore.trigram.unigram(s.word) * kCostPerUnit * 3 / 4;
}

Cost LineWords::cost_of_unknown(const CorrectModel& model, std::string_view text, const Token& t) const {
  const CorrectCosts& costs = model.costs;
  const std::string lower = unicode::to_lower(text);
  const std::string word = unicode::place_tones(lower, unicode::TonePlacement::old_style);
  Cost cost = costs.unseen + costs.letter * static_cast<Cost>(t.base_end - t.base_begin);
  if (const auto seen = model.seen.cost(word)) cost = std::min(cost, costs.seen + *seen * kCostPerUnit);
  if (unicode::parse_syllable(lower)) cost = std::min(cost, costs.syllable);
  if (t.case_class == CaseClass::title && !opens_sentence(t)) cost -= costs.capital;
  return std::max(cost, 0);
}

void LineWords::judge_known(const CorrectModel& model, LineWord& w) {
  const Vocabulary& vocabulary = model.restore.vocabulary;
  const std::size_t forms = vocabulary.form_count(w.base);
  if (forms == 0) {
    if (w.base == Vocabulary::kUnknown || !w.bare) return;
    w.kind = LineWord::Kind::known;
    w.word = vocabulary.base_word(w.base);
    return;
  }
  std::array<TypedLetter, kMostTyped> typed;
  for (std::size_t i = 0; i < w.typed.size; ++i) typed[i] = {w.typed.chars[i].seen.mark, w.typed.chars[i].seen.tone};
  for (std::size_t f = vocabulary.first_form(w.base), end = f + forms; f < end; ++f) {
    if (!same_marks(typed.data(), vocabulary.form(f)) || !tone_in_place(w.typed, vocabulary.form(f))) continue;
    w.kind = LineWord::Kind::known;
    w.form = static_cast<std::int32_t>(f);
    w.word = Vocabulary::form_word(f);
    return;
  }
}

void LineWords::judge(const CorrectModel& model, std::string_view piece, std::size_t i, ProtectedChunks& protection) {
  const Token& t = tokens_.tokens[i];
  LineWord& w = words_[i];
  const std::string_view text = piece.substr(t.begin, t.end - t.begin);
  if (t.kind == TokenKind::number) w.word = Vocabulary::kNumber;
  if (t.kind == TokenKind::other) w.word = Vocabulary::kOther;
  const bool covered = protection.covers(t.begin);
  if (t.kind == TokenKind::number || covered || !w.typed.read(text)) return;
  w.bare = !w.typed.carries_marks();
  const std::string bases = w.typed.bases();
  if (t.kind == TokenKind::other) {
    w.scanned_number = could_be_number(w.typed);
    if (w.scanned_number) w.stands = model.costs.unseen / 2;
    if (w.scanned_number && is_digit(bases[0])) return;
    if (!could_be_scanned_or_keyed(w.typed, capitals_)) return;
    w.kind = LineWord::Kind::unknown;
    w.stands = model.costs.unseen + model.costs.letter * static_cast<Cost>(w.typed.size);
    return;
  }
  w.base = model.restore.vocabulary.find_base(bases);
  w.word = w.bare ? model.restore.vocabulary.base_word(w.base) : Vocabulary::kUnknown;
  judge_known(model, w);
  if (w.kind == LineWord::Kind::fixed) {
    w.word = Vocabulary::kUnknown;
    w.stands = cost_of_unknown(model, text, t);
    w.kind = LineWord::Kind::unknown;
  }
  // Acronyms, and names written like iPhone.
  const bool acronym =
      t.case_class == CaseClass::upper && w.typed.size > 1 && !capitals_ && (w.bare || w.typed.size < 3);
  const bool mixed_name = t.case_class == CaseClass::mixed && (w.typed.uppers > 2 || w.typed.size < 3);
  if (acronym || mixed_name) w.kind = LineWord::Kind::fixed;
  // A capital alone is a name or a label; but O that opens a sentence may be Ở.
  const bool may_be_word = bases == "o" && opens_sentence(t) && t.end < piece.size() && piece[t.end] == ' ';
  if (w.typed.size == 1 && t.case_class != CaseClass::lower && !may_be_word) w.kind = LineWord::Kind::fixed;
  if (is_item_or_ending(piece, t)) w.kind = LineWord::Kind::fixed;
}

// English and its like: words that stood in the training text or a word list, but are no Vietnamese syllables.
void LineWords::close_foreign_sentences(const CorrectModel& model, std::string_view piece) {
  const std::vector<Token>& tokens = tokens_.tokens;
  for (std::size_t begin = 0, end = 0; begin < tokens.size(); begin = end) {
    std::size_t words = 0, foreign = 0, strange = 0, marked = 0;
    for (end = begin; end < tokens.size() && (end == begin || !opens_sentence(tokens[end])); ++end) {
      const Token& t = tokens[end];
      const LineWord& w = words_[end];
      const bool scanned = t.kind == TokenKind::other && w.kind == LineWord::Kind::unknown;
      if ((t.kind != TokenKind::word && !scanned) || t.base_end - t.base_begin < 2) continue;
      ++words;
      strange += scanned;
      marked += !w.bare;
      if (!w.bare || scanned) continue;
      const std::string_view base = tokens_.base(t);
      const bool possible = unicode::parse_syllable(base).has_value();
      const bool plain = w.kind == LineWord::Kind::known && w.form == Suggestion::kPlain;
      if (possible) continue;
      const bool seen = plain || model.seen.cost(unicode::to_lower(piece.substr(t.begin, t.end - t.begin)));
      ++(seen ? foreign : strange);
    }
    if (foreign < 2 || strange * 2 > foreign || marked * 3 > words || foreign * 5 < words * 2) continue;
    for (std::size_t i = begin; i < end; ++i)
      if (words_[i].bare) words_[i].kind = LineWord::Kind::fixed;
  }
}

void LineWords::set_rates(const CorrectModel& model, ChannelSet channels, const std::array<int, kChannels>& slips,
                          int words, int marked) {
  const float strength = static_cast<float>(model.costs.strength) / static_cast<float>(kCostPerNat);
  rates_.channels = channels;
  for (std::size_t c = 0; c < kChannels; ++c) {
    const float before = nn::exact_exp(-static_cast<float>(model.costs.rare[c]) / static_cast<float>(kCostPerNat));
    const auto n = static_cast<float>(c == static_cast<std::size_t>(Channel::marks) ? marked : words);
    const float rate = (static_cast<float>(slips[c]) + before * strength) / (n + strength);
    rates_.entry[c] = nats_of_rate(rate);
    if (c == static_cast<std::size_t>(Channel::marks)) rates_.bare_stays = nats_of_rate(1 - rate);
  }
}

// A bare word of which a marked form is far likelier.
bool LineWords::surely_unmarked(const CorrectModel& model, const LineWord& w) const {
  if (w.kind != LineWord::Kind::known || !w.bare || w.form < 0) return false;
  const Vocabulary& vocabulary = model.restore.vocabulary;
  std::int32_t best = std::numeric_limits<std::int32_t>::max();
  const std::size_t first = vocabulary.first_form(w.base);
  for (std::size_t f = first; f < first + vocabulary.form_count(w.base); ++f)
    best = std::min(best, model.restore.trigram.unigram(Vocabulary::form_word(f)));
  return model.restore.trigram.unigram(w.word) - best >= kSurelyMarked;
}

// Which channel a word outside the vocabulary came through, when that is likelier than that it is meant as it stands.
std::optional<Channel> LineWords::slip_of_unknown(const CorrectModel& model, std::string_view text, const LineWord& w,
                                                  ChannelSet channels) {
  const auto& chat = model.lexicons.chat(unicode::to_lower(text));
  if (!chat.empty() && channels.has(Channel::chat)) {
    if (chat[0].kind == ChatEntry::Kind::sure) return Channel::chat;
    if (chat[0].kind == ChatEntry::Kind::dialect) return std::nullopt;
  }
  found_.clear();
  search_.run(model, rates_, w.typed, 1, found_);
  const auto best = std::ranges::min_element(found_, {}, [&](const Suggestion& s) { return rank_of(model, s); });
  const Cost stands = w.stands + model.restore.trigram.unigram(w.word) * kCostPerUnit * 3 / 4;
  if (best == found_.end() || rank_of(model, *best) > stands) return std::nullopt;
  return best->channel;
}

// Nobody saw what raw keys became, so slips among them stayed.
void LineWords::cap_rates_of_keys(int keyed, int words) {
  rates_.keyed = keyed > 1 && keyed * 3 >= words;
  if (!rates_.keyed) return;
  const auto cap = [&](Channel c, Cost most) {
    Cost& entry = rates_.entry[static_cast<std::size_t>(c)];
    entry = std::min(entry, most);
  };
  cap(Channel::keys, kCostPerNat);
  cap(Channel::typo, 4 * kCostPerNat);
  cap(Channel::marks, 3 * kCostPerNat);
}

void LineWords::count_evidence(const CorrectModel& model, std::string_view piece, ChannelSet channels) {
  std::array<int, kChannels> slips{};
  const auto count = [&](Channel c) -> int& { return slips[static_cast<std::size_t>(c)]; };
  rates_.keyed = false;
  set_rates(model, channels, slips, 0, 0);
  int words = 0, marked = 0;
  for (std::size_t i = 0; i < words_.size(); ++i) {
    const LineWord& w = words_[i];
    const Token& t = tokens_.tokens[i];
    const bool scanned = w.scanned_number && w.typed.size > 2 && is_digit(w.typed.chars[0].base);
    if (!scanned && t.kind != TokenKind::word && w.kind == LineWord::Kind::fixed) continue;
    ++words;
    if (scanned) {
      ++count(Channel::ocr);
      continue;
    }
    std::optional<Channel> slip;
    if (surely_unmarked(model, w)) slip = Channel::marks;
    if (w.kind == LineWord::Kind::unknown)
      slip = slip_of_unknown(model, piece.substr(t.begin, t.end - t.begin), w, channels);
    marked += (w.bare ? 0 : 1) + (slip == Channel::marks ? 1 : 0);
    if (slip) ++count(*slip);
  }
  set_rates(model, channels, slips, words, marked);
  cap_rates_of_keys(count(Channel::keys), words);
  if (std::ranges::all_of(slips, [](int n) { return n == 0; }))
    for (Cost& entry : rates_.entry) entry += model.costs.quiet;
  letters_slip_ = count(Channel::typo) + count(Channel::ocr) + count(Channel::regional) + count(Channel::keys) > 0;
  marks_slip_ = count(Channel::marks) > 0;
  chats_ = count(Channel::chat) > 0;
}

void LineWords::read(const CorrectModel& model, std::string_view piece, ChannelSet channels) {
  tokenise(piece, tokens_);
  words_.assign(tokens_.tokens.size(), {});
  std::size_t uppers = 0, cased = 0;
  for (const Token& t : tokens_.tokens) {
    if (t.kind == TokenKind::number || t.end - t.begin < 2) continue;
    ++cased;
    uppers += t.case_class == CaseClass::upper;
  }
  capitals_ = cased > 2 && uppers * 2 > cased;
  ProtectedChunks protection(piece);
  for (std::size_t i = 0; i < words_.size(); ++i) judge(model, piece, i, protection);
  close_foreign_sentences(model, piece);
  count_evidence(model, piece, channels);
}
}  // namespace dau::text
