// SPDX-License-Identifier: Apache-2.0
// detect.cc — which reading of some bytes is Vietnamese: its marked words are syllables, the common ones above all.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <unordered_set>

#include "dau/unicode/case.h"
#include "dau/unicode/legacy.h"
#include "dau/unicode/marks.h"
#include "dau/unicode/syllable.h"
#include "dau/unicode/utf8.h"
#include "unicode/misread.h"

namespace dau::unicode {
namespace {
constexpr std::size_t kSample = std::size_t{64} << 10;  // bytes that detect() looks at
constexpr std::size_t kLineSample = 4096;               // … and a Detector, of each line
constexpr int kCommon = 3, kSyllable = 1, kNoWord = -3;
constexpr int kNever = -1000000;
constexpr int kMemory = 60;  // evidence of earlier lines that is kept
constexpr int kWeight = 12;  // … and how much of it counts for a line
constexpr int kClear = 3;    // evidence that it takes to read UTF-8 as something else
constexpr int kClearViqr = 6;

// Marked syllables that nearly every page has. Source: written for this project (CC0-1.0), not counted in any corpus;
// not yet reviewed by native speakers.
constexpr std::string_view kCommonSyllables[] = {
    "và",    "là",   "của",   "có",    "được",   "không", "một",    "những", "các",   "người",  "này",  "để",
    "đã",    "với",  "đến",   "đó",    "từ",     "về",    "như",    "khi",   "năm",   "ngày",   "việt", "nước",
    "nhà",   "nhân", "đầu",   "thể",   "phải",   "nhiều", "trên",   "tại",   "hay",   "còn",    "bị",   "vì",
    "tôi",   "ông",  "bà",    "thì",   "mà",     "cũng",  "lại",    "rất",   "đi",    "ở",      "sẽ",   "làm",
    "việc",  "công", "hội",   "xã",    "chủ",    "nghĩa", "độc",    "lập",   "tự",    "hạnh",   "phúc", "quốc",
    "chính", "định", "luật",  "điều",  "khoản",  "quy",   "hà",     "nội",   "hồ",    "chí",    "minh", "thành",
    "phố",   "tỉnh", "huyện", "tiếng", "trường", "đại",   "học",    "số",    "thứ",   "hai",    "bốn",  "sáu",
    "bảy",   "mười", "trước", "sau",   "giờ",    "bộ",    "cơ",     "quan",  "đồng",  "nhất",   "nào",  "ấy",
    "đây",   "vào",  "nữa",   "nếu",   "thế",    "gì",    "chúng",  "họ",    "mới",   "lớn",    "nhỏ",  "cả",
    "hết",   "đều",  "biết",  "nói",   "thấy",   "kinh",  "tế",     "động",  "cộng",  "hòa",    "hoà",  "nam",
    "đất",   "đảng", "cứ",    "vẫn",   "bằng",   "theo",  "giữa",   "dưới",  "ngoài", "trường", "thời", "gian",
    "lý",    "lệ",   "bản",   "chức",  "tổ",     "quản",  "phương", "hợp",   "hiện",  "thực",   "tác",  "quyết",
    "nghị",  "đề",   "xuất",  "sản",   "dụng",   "sử",    "kết",    "quả",   "đạt",   "mỗi",    "cấp",  "sở",
    "đường", "cần",  "muốn",  "nhưng", "rồi",    "đang",  "mình",   "bạn",   "chị",   "bác",    "cháu", "mẹ",
    "bố",
};

const std::unordered_set<std::string_view>& common_syllables() {
  static const std::unordered_set<std::string_view> set(std::begin(kCommonSyllables), std::end(kCommonSyllables));
  return set;
}

// One stretch of letters and marks.
class Word {
 public:
  void add(char32_t c) {
    marked_ |= c >= 0x80;
    odd_ |= lower_seen_ && is_upper(c);
    lower_seen_ |= is_lower(c);
    if (text_.size() < 32) append_utf8(text_, to_lower(c));
  }
  int score() const {
    if (!marked_) return 0;
    if (odd_ || !parse_syllable(text_)) return kNoWord;
    return common_syllables().contains(text_) ? kCommon : kSyllable;
  }

 private:
  std::string text_;
  bool marked_ = false, odd_ = false, lower_seen_ = false;
};

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != 0) || (c >= 0x7F && c < 0xA0);
}

// Symbols of Latin-1 that stand for letters in misread text: no word has one inside.
bool is_symbol(char32_t c) { return c >= 0xA1 && c < 0x100 && !is_letter(c); }

// How Vietnamese UTF-8 looks; each marked word counts.
int score(std::string_view text) {
  int sum = 0;
  Word word;
  bool inside = false;  // a letter before
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    i += point.size;
    if (is_letter(point.value) || is_combining(point.value)) {
      word.add(point.value);
      inside = true;
      continue;
    }
    sum += word.score();
    word = Word();
    if (is_control(point.value) || point.value == 0xFFFD) sum += kNoWord;
    if (inside && is_symbol(point.value) && point.value != 0xBB && point.value != 0xB0) sum += kNoWord;
    inside = false;
  }
  return sum + word.score();
}

bool is_ascii(std::string_view bytes) {
  return std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// A letter that only Unicode text has: ă đ ĩ ũ ơ ư and U+1EA0–U+1EFF.
bool has_unicode_letter(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    if (point.value >= 0x100 && has_mark(point.value)) return true;
    i += point.size;
  }
  return false;
}

bool has_misread_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    if (point.value >= 0x80 && misread_byte(point.value) >= 0) return true;
    i += point.size;
  }
  return false;
}

// A lead byte of UTF-8 and what may follow it, each taken for a character: Ã and then a symbol, for à.
bool has_misread_utf8(std::string_view text) {
  int before = -1;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = decode_at(text, i);
    const int byte = point.value < 0x80 ? -1 : misread_byte(point.value);
    if (before >= 0xC2 && byte >= 0x80 && byte < 0xC0) return true;
    before = byte;
    i += point.size;
  }
  return false;
}

// A vowel with a letter mark, or a word with dd: what no other ASCII text has much of.
bool has_viqr_letter(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = static_cast<char>(text[i] | 0x20), next = text[i + 1];
    if ((next == '^' && (c == 'a' || c == 'e' || c == 'o')) || (next == '(' && c == 'a') ||
        (next == '+' && (c == 'o' || c == 'u')))
      return true;
    const bool begins = i == 0 || !is_letter(static_cast<unsigned char>(text[i - 1]));
    if (c == 'd' && (next | 0x20) == 'd' && begins) return true;
  }
  return false;
}

// Dashes and the like, which are capitals in VISCII (– is Ờ) but mostly mean themselves.
int count_dashes(std::string_view text) {
  int count = 0;
  for (std::size_t i = text.find("\xE2\x80"); i != std::string_view::npos; i = text.find("\xE2\x80", i + 3)) ++count;
  return count;
}

int score_of(std::string_view bytes, Reading reading) {
  const auto text = decode(bytes, reading);
  if (!text) return kNever;
  const bool dashes = reading == Reading{Encoding::viscii, true};
  return score(*text) - (dashes ? kCommon * count_dashes(bytes) : 0);
}

std::size_t index_of(Reading reading) {
  return 2 * static_cast<std::size_t>(reading.encoding) + (reading.misread ? 1 : 0);
}

// In the order in which they are preferred.
constexpr Encoding kEightBit[] = {Encoding::tcvn3, Encoding::vni, Encoding::cp1258, Encoding::viscii};

struct Scored {
  Reading reading;
  int score;
};

// The readings that the bytes allow, with their scores; the first is the one to fall back to.
class Candidates {
 public:
  explicit Candidates(std::string_view bytes) {
    if (is_ascii(bytes)) {
      add({}, 0);
      if (has_viqr_letter(bytes)) add(bytes, {Encoding::viqr, false});
    } else if (find_invalid_utf8(bytes)) {
      for (const Encoding encoding : kEightBit) add(bytes, {encoding, false});
    } else {
      add_utf8(bytes);
    }
  }
  const std::array<Scored, 8>& all() const { return all_; }
  std::size_t size() const { return size_; }

 private:
  // Where a word is Vietnamese in Unicode already, what else there is may be foreign; only UTF-8 misread goes with it.
  void add_utf8(std::string_view text) {
    const bool unicode = has_unicode_letter(text), twice = has_misread_utf8(text);
    if (unicode && !twice) return add({}, kClear);
    if (!has_misread_character(text)) return add({}, 0);
    add({}, unicode ? std::max(score(text), kClear) : score(text));
    if (!unicode)
      for (const Encoding encoding : kEightBit) add(text, {encoding, true});
    if (twice) add(text, {Encoding::utf8, true});
  }
  void add(std::string_view bytes, Reading reading) { add(reading, score_of(bytes, reading)); }
  void add(Reading reading, int points) { all_[size_++] = {reading, points}; }

  std::array<Scored, 8> all_{};
  std::size_t size_ = 0;
};

// The bytes up to `limit`, less what may have been cut in two.
std::string_view sample(std::string_view bytes, std::size_t limit) {
  if (bytes.size() <= limit) return bytes;
  const std::size_t end = bytes.substr(0, limit).find_last_of(" \t\r\n");
  if (end != std::string_view::npos && end > limit / 2) return bytes.substr(0, end);
  std::size_t cut = limit;
  while (cut > limit - 4 && (static_cast<unsigned char>(bytes[cut]) & 0xC0) == 0x80) --cut;
  return bytes.substr(0, cut);
}

// How sure a reading must be to displace UTF-8.
int needed(Reading reading, int utf8_score) {
  if (reading.encoding == Encoding::viqr) return kClearViqr;
  return std::max(utf8_score + 1, kClear);
}

struct Choice {
  Scored best, second;
};

// `bonus(reading)`: what is known of it already.
template <class Bonus>
Choice choose(const Candidates& candidates, Bonus bonus) {
  const bool utf8 = candidates.all()[0].reading == Reading{};
  Choice choice{{{}, utf8 ? candidates.all()[0].score : 0}, {{}, kNever}};
  bool found = utf8;
  for (std::size_t i = utf8 ? 1 : 0; i < candidates.size(); ++i) {
    Scored scored = candidates.all()[i];
    if (scored.score == kNever) continue;
    scored.score += bonus(scored.reading);
    const bool enough = utf8 ? scored.score >= needed(scored.reading, candidates.all()[0].score) : scored.score > 0;
    if (!enough || (found && scored.score <= choice.best.score)) {
      if (scored.score > choice.second.score) choice.second = scored;
      continue;
    }
    if (found && choice.best.score > choice.second.score) choice.second = choice.best;
    choice.best = scored;
    found = true;
  }
  return choice;
}
}  // namespace

Reading reading_of(std::string_view line, Encoding encoding) {
  if (encoding == Encoding::utf8 || encoding == Encoding::viqr) return {encoding, false};
  if (is_ascii(line) || find_invalid_utf8(line)) return {encoding, false};
  const std::string_view text = sample(line, kLineSample);
  if (has_unicode_letter(text)) return {};
  const int as_it_is = score(text), misread = score_of(text, {encoding, true});
  if (has_misread_character(text) && misread != kNever && misread >= as_it_is) return {encoding, true};
  // Bytes of the encoding can be UTF-8 by chance: ươ of VISCII is one character of another script.
  return score_of(text, {encoding, false}) > std::max(as_it_is, 0) ? Reading{encoding, false} : Reading{};
}

Guess detect(std::string_view bytes) {
  const std::string_view text = sample(bytes, kSample);
  const Candidates candidates(text);
  const auto [best, second] = choose(candidates, [](Reading) { return 0; });
  if (best.reading == Reading{} && find_invalid_utf8(text)) return {best.reading, 0.0};
  if (second.score == kNever) return {best.reading, 1.0};
  if (best.reading == Reading{} && best.score >= 0) return {best.reading, second.score > best.score ? 0.5 : 1.0};
  const int lead = std::max(best.score - std::max(second.score, 0), 0);
  return {best.reading, static_cast<double>(lead) / (lead + 2.0)};
}

Reading Detector::next(std::string_view line) {
  const std::string_view text = sample(line, kLineSample);
  const Candidates candidates(text);
  const auto choice = choose(candidates, [&](Reading reading) { return std::min(seen_[index_of(reading)], kWeight); });
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    const auto& [reading, points] = candidates.all()[i];
    int& seen = seen_[index_of(reading)];
    if (!is_ascii(text) || reading.encoding == Encoding::viqr)
      seen = points == kNever ? std::max(seen - kWeight, 0) : std::clamp(seen + points, 0, kMemory);
  }
  return choice.best.reading;
}
}  // namespace dau::unicode
