// SPDX-License-Identifier: Apache-2.0
// syllable_table.cc — the inventory.
//
// Source: written for this project from the published orthography of standard Vietnamese (quốc ngữ); no dictionary was
// copied. Licence of the tables: CC0-1.0. Not yet reviewed by native speakers. Loan spellings (Đắk, Kon, xtê-rê-ô) are
// left out on purpose; interjections and rare rhymes that real text has (ừm, xoong, bâng khuâng, khuỷu) are in.
#include "unicode/syllable_table.h"

#include <algorithm>
#include <array>

#include "dau/unicode/utf8.h"

namespace dau::unicode {
namespace {
// How an onset chooses its rhymes.
enum class Choice : std::uint8_t {
  empty,   // none: iê is written yê (yên), and y stands alone (ý)
  plain,   // any rhyme but those in y
  with_y,  // also y alone, which names and Sino-Vietnamese words write for i: ly, Mỹ, Thy
  c,       // not before e ê i; what sounds like c + glide is written qu
  back,    // g ng: not before e ê i
  front,   // gh ngh: only before e ê i
  k,       // only before e ê i y
  gi,      // gi + i loses one i
  qu,      // the u is the glide: quà = qu + a, quyên = qu + yên
};

struct Onset {
  std::string_view spelling;
  Choice choice;
};

constexpr Onset kOnsets[] = {
    {"", Choice::empty},    {"b", Choice::plain},  {"c", Choice::c},      {"ch", Choice::plain},  {"d", Choice::with_y},
    {"g", Choice::back},    {"gh", Choice::front}, {"gi", Choice::gi},    {"h", Choice::with_y},  {"k", Choice::k},
    {"kh", Choice::plain},  {"l", Choice::with_y}, {"m", Choice::with_y}, {"n", Choice::with_y},  {"ng", Choice::back},
    {"ngh", Choice::front}, {"nh", Choice::plain}, {"p", Choice::plain},  {"ph", Choice::plain},  {"qu", Choice::qu},
    {"r", Choice::plain},   {"s", Choice::with_y}, {"t", Choice::with_y}, {"th", Choice::with_y}, {"tr", Choice::plain},
    {"v", Choice::with_y},  {"x", Choice::plain},  {"đ", Choice::plain},
};

// Sorted by their bytes. ych ynh yt stand after qu only.
constexpr std::string_view kRhymes[] = {
    "a",   "ac",  "ach",  "ai",   "am",  "an",   "ang", "anh", "ao",   "ap",   "at",   "au",   "ay",   "e",
    "ec",  "em",  "en",   "eng",  "eo",  "ep",   "et",  "i",   "ia",   "ich",  "im",   "in",   "inh",  "ip",
    "it",  "iu",  "iêc",  "iêm",  "iên", "iêng", "iêp", "iêt", "iêu",  "o",    "oa",   "oac",  "oach", "oai",
    "oam", "oan", "oang", "oanh", "oao", "oap",  "oat", "oay", "oc",   "oe",   "oem",  "oen",  "oeo",  "oet",
    "oi",  "om",  "on",   "ong",  "ooc", "oong", "op",  "ot",  "oăc",  "oăm",  "oăn",  "oăng", "oăt",  "u",
    "ua",  "uc",  "ui",   "um",   "un",  "ung",  "up",  "ut",  "uy",   "uya",  "uych", "uyn",  "uynh", "uyp",
    "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê",   "uêch", "uênh", "uêu",  "uôc",  "uôi",
    "uôm", "uôn", "uông", "uôt",  "uơ",  "y",    "ych", "ynh", "yt",   "yêm",  "yên",  "yêng", "yêt",  "yêu",
    "âc",  "âm",  "ân",   "âng",  "âp",  "ât",   "âu",  "ây",  "ê",    "êch",  "êm",   "ên",   "ênh",  "êp",
    "êt",  "êu",  "ô",    "ôc",   "ôi",  "ôm",   "ôn",  "ông", "ôp",   "ôt",   "ôông", "ăc",   "ăm",   "ăn",
    "ăng", "ăp",  "ăt",   "ơ",    "ơi",  "ơm",   "ơn",  "ơp",  "ơt",   "ư",    "ưa",   "ưc",   "ưi",   "ưm",
    "ưn",  "ưng", "ưt",   "ưu",   "ươc", "ươi",  "ươm", "ươn", "ương", "ươp",  "ươt",  "ươu",
};
static_assert(std::ranges::is_sorted(kRhymes), "split_syllable() searches by bisection");

constexpr std::size_t kOnsetCount = std::size(kOnsets), kRhymeCount = std::size(kRhymes);

constexpr bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, text) != list.end();
}

constexpr bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::ranges::any_of(list, [&](std::string_view prefix) { return text.starts_with(prefix); });
}

// The number of vowel letters at the front.
std::size_t count_vowels(std::string_view rhyme) noexcept {
  std::size_t count = 0;
  for (std::size_t i = 0; i < rhyme.size(); ++count) {
    const CodePoint point = decode_at(rhyme, i);
    if (!starts_with_any(rhyme.substr(i), {"a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y"})) break;
    i += point.size;
  }
  return count;
}

bool ends_in_vowel(std::string_view rhyme) noexcept {
  return !starts_with_any(rhyme.substr(rhyme.size() - 1), {"c", "g", "h", "m", "n", "p", "t"});
}

// A vowel with a letter mark takes the tone, the last of them where there are two (ươ); of three plain vowels the
// middle one does; of two, the second before a consonant and the first at the end of the syllable.
std::uint8_t tone_place(std::string_view rhyme) noexcept {
  const std::size_t vowels = count_vowels(rhyme);
  std::uint8_t place = vowels == 3 || (vowels == 2 && !ends_in_vowel(rhyme)) ? 1 : 0;
  std::uint8_t letter = 0;
  for (std::size_t i = 0; i < rhyme.size(); ++letter) {
    const CodePoint point = decode_at(rhyme, i);
    if (point.size > 1) place = letter;
    i += point.size;
  }
  return place;
}

std::array<RhymeInfo, kRhymeCount> make_infos() noexcept {
  std::array<RhymeInfo, kRhymeCount> infos{};
  for (std::size_t i = 0; i < kRhymeCount; ++i) {
    const std::string_view rhyme = kRhymes[i];
    const bool stopped = rhyme.ends_with('c') || rhyme.ends_with("ch") || rhyme.ends_with('p') || rhyme.ends_with('t');
    infos[i] = {stopped, is_one_of(rhyme, {"oa", "oe", "uy"}), tone_place(rhyme)};
  }
  return infos;
}

bool is_front(std::string_view rhyme) noexcept { return starts_with_any(rhyme, {"e", "ê", "i"}); }
bool is_y(std::string_view rhyme) noexcept { return rhyme.starts_with('y'); }
bool has_glide(std::string_view rhyme) noexcept {
  return starts_with_any(rhyme, {"oa", "oă", "oe", "uâ", "uê", "uơ", "uy"});
}

// giê is written for gi + iê, so of the rhymes in ê only the bare one (Giê-su) follows gi; gia is gi + a, giu gi + u.
bool fits_gi(std::string_view rhyme) noexcept {
  return !is_y(rhyme) && rhyme != "ia" && rhyme != "iu" && (rhyme == "ê" || !rhyme.starts_with("ê"));
}

bool fits_qu(std::string_view rhyme) noexcept {
  return starts_with_any(rhyme, {"a", "ă", "â", "e", "ê", "ơ"}) ||
         is_one_of(rhyme, {"i", "ich", "inh", "it", "o", "ôc", "y", "ych", "yên", "yêt", "ynh", "yt"});
}

bool fits_empty(std::string_view rhyme) noexcept {
  return !rhyme.starts_with("iê") && !is_one_of(rhyme, {"ych", "ynh", "yt"});
}

bool fits_choice(Choice choice, std::string_view rhyme) noexcept {
  switch (choice) {
    case Choice::empty:
      return fits_empty(rhyme);
    case Choice::plain:
      return !is_y(rhyme);
    case Choice::with_y:
      return !is_y(rhyme) || rhyme == "y";
    case Choice::c:
      return !is_front(rhyme) && !is_y(rhyme) && !has_glide(rhyme);
    case Choice::back:
      return !is_front(rhyme) && !is_y(rhyme);
    case Choice::front:
      return is_front(rhyme);
    case Choice::k:
      return is_front(rhyme) || rhyme == "y";
    case Choice::gi:
      return fits_gi(rhyme);
    case Choice::qu:
      return fits_qu(rhyme);
  }
  return false;
}

using FitTable = std::array<std::array<bool, kRhymeCount>, kOnsetCount>;
FitTable make_fits() noexcept {
  FitTable table{};
  for (std::size_t onset = 0; onset < kOnsetCount; ++onset)
    for (std::size_t rhyme = 0; rhyme < kRhymeCount; ++rhyme)
      table[onset][rhyme] = fits_choice(kOnsets[onset].choice, kRhymes[rhyme]);
  return table;
}

constexpr auto kSpellings = [] {
  std::array<std::string_view, kOnsetCount> spellings{};
  std::ranges::transform(kOnsets, spellings.begin(), &Onset::spelling);
  return spellings;
}();

constexpr std::size_t kGi = static_cast<std::size_t>(std::ranges::find(kSpellings, "gi") - kSpellings.begin());

std::optional<std::size_t> find_rhyme(std::string_view text) noexcept {
  const auto found = std::ranges::lower_bound(kRhymes, text);
  if (found == std::end(kRhymes) || *found != text) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(kRhymes));
}
}  // namespace

std::span<const std::string_view> onsets() noexcept { return kSpellings; }
std::span<const std::string_view> rhymes() noexcept { return kRhymes; }

const RhymeInfo& rhyme_info(std::size_t rhyme) noexcept {
  static const auto infos = make_infos();
  return infos[rhyme];
}

bool fits(std::size_t onset, std::size_t rhyme) noexcept {
  static const FitTable table = make_fits();
  return table[onset][rhyme];
}

std::string_view written_onset(std::size_t onset, std::size_t rhyme) noexcept {
  const bool drops_i = kOnsets[onset].choice == Choice::gi && kRhymes[rhyme].starts_with('i');
  return drops_i ? std::string_view("g") : kSpellings[onset];
}

namespace {
// `text` as this onset, written this way, and a rhyme.
std::optional<OnsetRhyme> split_after(std::string_view text, std::size_t onset, std::string_view spelling) noexcept {
  if (!spelling.empty() && (text.empty() || text[0] != spelling[0] || !text.starts_with(spelling))) return std::nullopt;
  const auto rhyme = find_rhyme(text.substr(spelling.size()));
  if (!rhyme || !fits(onset, *rhyme) || written_onset(onset, *rhyme) != spelling) return std::nullopt;
  return OnsetRhyme{static_cast<std::uint8_t>(onset), static_cast<std::uint8_t>(*rhyme)};
}
}  // namespace

std::optional<OnsetRhyme> split_syllable(std::string_view text) noexcept {
  for (std::size_t onset = 0; onset < kOnsetCount; ++onset)
    if (const auto parts = split_after(text, onset, kSpellings[onset])) return parts;
  return split_after(text, kGi, "g");
}
}  // namespace dau::unicode
