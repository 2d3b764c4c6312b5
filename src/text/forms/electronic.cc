// SPDX-License-Identifier: Apache-2.0
// electronic.cc — e-mail addresses and URLs: an@example.vn → an a còng example chấm v n.
#include "dau/unicode/case.h"
#include "text/forms/cardinal.h"
#include "text/forms/lexicon.h"
#include "text/forms/scan.h"

namespace dau::text::forms {
namespace {
constexpr std::string_view kMarks = ".-_/:@?=&#%+~";

std::string_view mark_name(char c) {
  switch (c) {
    case '.':
      return "chấm";
    case '-':
      return "gạch ngang";
    case '_':
      return "gạch dưới";
    case '/':
      return "gạch chéo";
    case ':':
      return "hai chấm";
    case '@':
      return "a còng";
    case '?':
      return "chấm hỏi";
    case '=':
      return "bằng";
    case '&':
      return "và";
    case '#':
      return "thăng";
    case '%':
      return "phần trăm";
    case '+':
      return "cộng";
    case '~':
      return "ngã";
    default:
      return {};
  }
}

bool part_of_address(char c) { return ascii_letter(c) || digit(c) || kMarks.find(c) != kMarks.npos; }

// The address without the marks that end the sentence.
std::size_t address_end(const Scan& scan, std::size_t at) {
  std::size_t end = at;
  while (end - at < 2048 && part_of_address(scan.at(end))) ++end;
  while (end > at && (!ascii_letter(scan.text[end - 1]) && !digit(scan.text[end - 1]) && scan.text[end - 1] != '/'))
    --end;
  return end;
}

bool known_domain(std::string_view host) {
  const std::size_t point = host.rfind('.');
  return point != host.npos && point > 0 && domains().contains(host.substr(point + 1));
}

void spell(std::string& words, std::string_view letters) {
  for (const char c : letters) append_word(words, std::string_view(&c, 1));
}

// A word is said as one; www, short runs and those without a vowel letter by letter.
void say_letters(std::string& words, std::string_view run, bool last) {
  const auto domain = domains().find(run);
  if (domain != domains().end() && last) {
    if (domain->second.reading == "spell")
      spell(words, run);
    else
      append_word(words, run);
    return;
  }
  const bool vowel = run.find_first_of("aeiouyAEIOUY") != run.npos;
  if (run.size() < 2 || !vowel || run == "https")
    spell(words, run);
  else
    append_word(words, run);
}

std::string say_address(std::string_view text) {
  std::string words;
  const std::size_t host_end =
      std::min(text.find_first_of("/?#", text.find("://") == text.npos ? 0 : text.find("://") + 3), text.size());
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i).starts_with("://")) {
      append_word(words, "hai chấm sẹc sẹc");
      i += 3;
    } else if (ascii_letter(text[i])) {
      std::size_t end = i;
      while (end < text.size() && ascii_letter(text[end])) ++end;
      say_letters(words, text.substr(i, end - i), i > 0 && text[i - 1] == '.' && end <= host_end);
      i = end;
    } else {
      if (digit(text[i]))
        append_digits(words, text.substr(i, 1));
      else
        append_word(words, mark_name(text[i]));
      ++i;
    }
  }
  return words;
}
}  // namespace

bool is_address(std::string_view text) {
  if (text.find("://") != text.npos) return true;
  const std::string_view host = text.substr(0, text.find_first_of("/?#"));
  const std::size_t at = host.find('@');
  if (at != host.npos)
    return at > 0 && at + 1 < host.size() && host.find('.', at) != host.npos && host.rfind('@') == at;
  return host.starts_with("www.") || (known_domain(host) && host.find(':') == host.npos);
}

MaybeReading electronic_at(const Scan& scan, std::size_t at) {
  if (scan.nemo() || scan.inside_word(at)) return std::nullopt;
  if (!ascii_letter(scan.at(at)) && !digit(scan.at(at))) return std::nullopt;
  const std::size_t end = address_end(scan, at);
  const std::string_view text = scan.text.substr(at, end - at);
  if (text.size() < 4 || word_byte(scan.at(end)) || !is_address(text)) return std::nullopt;
  return Reading{end, FormKind::electronic, say_address(text)};
}
}  // namespace dau::text::forms
