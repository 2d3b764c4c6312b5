// SPDX-License-Identifier: Apache-2.0
// label.cc — which words, and on what.
#include "dau/mark/label.h"

#include "base/yaml.h"
#include "mark/label_parts.h"
#include "mark/profile.h"

namespace dau::mark {
namespace {
Result<json::Value> wording() { return yaml::parse(builtin_mark_file("vn-label-1.yaml"), "vn-label-1.yaml"); }
}  // namespace

Result<std::string> label_text(const LabelOptions& options) {
  if (!options.text.empty()) return options.text;
  DAU_TRY(const json::Value data, wording());
  const json::Value& words = data["wording"][options.origin == Origin::created ? "created" : "edited"];
  const auto vi = words["vi"].get<std::string>();
  const auto en = words["en"].get<std::string>();
  if (options.language == "vi") return vi;
  if (options.language == "en") return en;
  if (options.language == "both") return vi + " · " + en;
  return Error{Errc::invalid_argument, "vi, en or both is wanted", "language"};
}

Result<std::string> label(std::string_view asset, const std::string& name, const LabelOptions& options) {
  DAU_TRY(const std::string text, label_text(options));
  switch (format_of(asset, name)) {
#if !defined(DAU_MARK_ALONE)
    case Format::png:
      return label_png(asset, text, options.top, name);
    case Format::jpeg: {
      DAU_TRY(Image image, read_jpeg(asset, name));
      draw_label(image, text, options.top);
      return write_jpeg(image, name);
    }
    case Format::pdf:
      return label_pdf(asset, text, options.top, name);
#endif
    case Format::wav:
      return label_wav(asset, options.cue, name);
    case Format::html:
      return label_html(asset, text, options);
    default:
      break;
  }
  return Error{Errc::unsupported, "a format that gets no label here", name};
}

Result<std::string> label_card(int width, const LabelOptions& options) {
  if (width < 16 || width > 16'384) return Error{Errc::invalid_argument, "16 to 16384 pixels are wanted", "width"};
  DAU_TRY(const std::string text, label_text(options));
#if defined(DAU_MARK_ALONE)
  return Error{Errc::unsupported, "this build draws no text", "card"};
#else
  return card_png(width, text);
#endif
}

Result<std::vector<Exemption>> label_exemptions() {
  DAU_TRY(const json::Value data, wording());
  std::vector<Exemption> out;
  for (const json::Value& one : data["exemptions"])
    out.push_back({one["clause"].get<std::string>(), one["vi"].get<std::string>(), one["en"].get<std::string>()});
  return out;
}
}  // namespace dau::mark
