// SPDX-License-Identifier: Apache-2.0
// forms.h — what spoken.h and written.h share: the kinds of forms, and the edits that change one form into the other.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/result.h"
#include "dau/unicode/utf8.h"

namespace dau::text {
using unicode::Span;

// What a span is. The names of --kinds and of the member "kind" in JSON are those of the enumerators.
enum class FormKind : std::uint8_t {
  cardinal,
  ordinal,
  decimal,
  fraction,
  date,
  time,
  money,
  measure,
  percent,
  range,
  phone,
  roman,
  document,  // numbers of documents and plates, codes of letters and digits
  acronym,
  electronic,  // URLs, e-mail and IP addresses
  score,
  address,
  sign,
};
inline constexpr std::size_t kFormKinds = 18;

DAU_API std::string_view name(FormKind kind) noexcept;

// A set of kinds, one bit each.
using FormKinds = std::uint32_t;
inline constexpr FormKinds kAllFormKinds = (FormKinds{1} << kFormKinds) - 1;
inline constexpr FormKinds only(FormKind kind) { return FormKinds{1} << static_cast<unsigned>(kind); }

// Reads "date,time". Errors: invalid_argument, at = "kinds", for a name that is no kind, and for none at all.
DAU_API Result<FormKinds> parse_form_kinds(std::string_view names);

// `standard` is what a Vietnamese reader expects; `nemo` follows the grammars of NeMo-text-processing, for comparison.
// The differences stand in docs/methods/forms.md.
enum class FormConvention : std::uint8_t { standard, nemo };

struct FormEdit {
  Span span;  // what to replace: bytes of the line as given
  FormKind kind;
  std::string replacement;  // NFC UTF-8
};

// Returns `line` with `edits`, which were made for this same line, carried out.
DAU_API std::string apply_edits(std::string_view line, const std::vector<FormEdit>& edits);

// Appends {"text": …, "edits": [{"begin", "end", "kind", "from", "to"}, …]}. `offset` maps a span's bound to the bytes
// that the caller was given, where these differ from `line`; it is asked in ascending order.
DAU_API void append_json(std::string& out, std::string_view line, const std::vector<FormEdit>& edits,
                         const std::function<std::size_t(std::size_t)>& offset = {});
}  // namespace dau::text
