// SPDX-License-Identifier: Apache-2.0
#include "text/forms/cardinal.h"

#include <algorithm>

namespace dau::text::forms {
namespace {
constexpr std::string_view kDigits[] = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};

class Speaker {
 public:
  Speaker(std::string& out, const SpokenOptions& options) : out_(out), options_(options) {}

  // Digits without leading zeros, not empty. A number is read in parts of nine digits, each but the last with tỷ
  // behind it: 10^18 is một tỷ tỷ.
  void number(std::string_view digits) {
    if (digits.size() > 9) {
      number(digits.substr(0, digits.size() - 9));
      word("tỷ");
      digits.remove_prefix(digits.size() - 9);
    }
    for (std::size_t size = (digits.size() - 1) % 3 + 1; !digits.empty(); size = 3) {
      group(digits.substr(0, size), digits.size() > 3, digits.size() == 3);
      if (digits.substr(0, size).find_first_not_of('0') != digits.npos) {
        if (digits.size() > 6)
          word("triệu");
        else if (digits.size() > 3)
          word(south() ? "ngàn" : "nghìn");
      }
      digits.remove_prefix(size);
    }
  }

 private:
  bool south() const { return options_.region == Region::south; }
  bool nemo() const { return options_.convention == FormConvention::nemo; }

  void word(std::string_view text) {
    if (!out_.empty() && out_.back() != ' ') out_ += ' ';
    out_ += text;
  }

  // One to three digits. A group behind others says its empty hundreds: một nghìn không trăm linh năm; nemo does not,
  // and says linh before the last digit only: một nghìn linh năm, một triệu năm nghìn.
  void group(std::string_view digits, bool more, bool last) {
    const int value = std::stoi(std::string(digits));
    if (value == 0) return;
    const int hundreds = value / 100, rest = value % 100;
    const bool inner = digits.size() == 3 && said_;
    if (hundreds > 0 || (inner && !nemo())) {
      word(kDigits[hundreds]);
      word("trăm");
    }
    const bool after_hundreds = hundreds > 0 || (inner && !nemo());
    if (rest > 0 && rest < 10) {
      if (after_hundreds || (nemo() && inner && last && !more)) word(south() ? "lẻ" : "linh");
      word(kDigits[rest]);
    } else if (rest > 0) {
      tens(rest / 10, rest % 10);
    }
    said_ = true;
  }

  void tens(int ten, int one) {
    if (ten == 1) {
      word("mười");
    } else {
      word(kDigits[ten]);
      word("mươi");
    }
    if (one == 0) return;
    if (one == 5)
      word("lăm");
    else if (one == 1 && ten > 1)
      word("mốt");
    else if (one == 4 && ten > 1 && !south())
      word("tư");
    else
      word(kDigits[one]);
  }

  std::string& out_;
  const SpokenOptions& options_;
  bool said_ = false;  // a group before this one was said
};
}  // namespace

void append_digits(std::string& out, std::string_view digits) {
  for (const char c : digits) {
    if (c < '0' || c > '9') continue;
    if (!out.empty() && out.back() != ' ') out += ' ';
    out += kDigits[c - '0'];
  }
}

void append_cardinal(std::string& out, std::string_view digits, const SpokenOptions& options) {
  const std::size_t first = digits.find_first_not_of('0');
  if (first == digits.npos) return append_digits(out, "0");
  digits.remove_prefix(first);
  if (digits.size() > kLongestCardinal) return append_digits(out, digits);
  Speaker(out, options).number(digits);
}
}  // namespace dau::text::forms
