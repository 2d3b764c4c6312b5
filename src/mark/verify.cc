// SPDX-License-Identifier: Apache-2.0
// verify.cc — from an asset to a verdict: find the store, read it, check the manifest that counts.
#include "dau/mark/verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"
#include "base/json.h"
#include "base/printable.h"
#include "mark/check.h"
#include "mark/container.h"

namespace dau::mark {
namespace {
Report& invalid(Report& report, std::string_view code, std::string_view why) {
  report.verdict = Verdict::invalid;
  report.statuses.push_back({std::string(code), "", to_printable(why), StatusKind::failure});
  return report;
}

// The last manifest of the store counts (15.5.1).
const Box* active_manifest(const Box& store) {
  const Box* last = nullptr;
  for (const Box& child : store.children)
    if (child.is_super() && manifest_kind(child) != ManifestKind::other) last = &child;
  return last;
}

bool label_twice(const Box& store) {
  std::vector<std::string_view> labels;
  for (const Box& child : store.children)
    if (child.is_super()) labels.push_back(child.label);
  std::ranges::sort(labels);
  return std::ranges::adjacent_find(labels) != labels.end();
}

void judge(Report& report, Checked checked, const Box& active) {
  for (Status& status : checked.statuses) status.explanation = to_printable(status.explanation);
  report.statuses.insert(report.statuses.end(), checked.statuses.begin(), checked.statuses.end());
  report.active_manifest = std::string(active.label);
  report.signer = std::move(checked.signer);
  report.signed_at = std::move(checked.signed_at);
  report.title = std::move(checked.title);
  report.generator = std::move(checked.generator);
  report.disclosure = std::move(checked.disclosure);
  report.profile = std::move(checked.profile);
  report.actions = std::move(checked.actions);
  report.source_types = std::move(checked.source_types);
  report.gathered_types = std::move(checked.gathered_types);
  report.ingredients = std::move(checked.ingredients);
  report.ai_in_ingredients = checked.ai_in_ingredients;
  const bool failed =
      std::ranges::any_of(report.statuses, [](const Status& one) { return one.kind == StatusKind::failure; });
  report.verdict = failed ? Verdict::invalid : checked.trusted ? Verdict::trusted : Verdict::valid;
  if (failed) return;
  const bool stated = std::ranges::any_of(report.source_types, is_ai_source);
  if (stated || std::ranges::none_of(report.gathered_types, is_ai_source)) report.ai_generated = stated;
}

std::string_view kind_name(StatusKind kind) {
  return kind == StatusKind::success ? "success" : kind == StatusKind::failure ? "failure" : "informational";
}
}  // namespace

std::string_view verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::trusted:
      return "trusted";
    case Verdict::valid:
      return "valid";
    case Verdict::invalid:
      return "invalid";
    case Verdict::none:
      break;
  }
  return "none";
}

Result<Report> verify(std::string_view asset, const std::string& name, std::optional<std::string_view> sidecar,
                      const VerifyOptions& options) {
  Trust trust;
  trust.now = options.now ? *options.now : seconds_now();
  if (!options.trust_pem.empty()) {
    DAU_TRY(trust.anchors, Certificate::from_pem(options.trust_pem, options.trust_name));
  }
  Report report;
  Format format = format_of(asset, name);
  Found found;
  if (const Container* const container = container_of(format)) {
    auto looked = container->find(asset, name);
    if (!looked && !sidecar) {
      const std::string why = looked.error().message + ", " + looked.error().at;
      // A broken file that nowhere speaks of a manifest is a broken file, not a false mark.
      if (asset.find("c2pa") != std::string_view::npos || asset.find("caBX") != std::string_view::npos)
        return invalid(report, "general.error", why);
      report.format = std::string(format_name(format));
      report.statuses.push_back({"general.error", "", to_printable(why), StatusKind::informational});
      return report;
    }
    if (looked) found = *std::move(looked);
  }
  // A text of any kind may have the store in characters that nobody sees.
  if (found.stores.empty() && found.fault.empty() && (format == Format::other || format == Format::structured_text)) {
    DAU_TRY(Found hidden, kPlainText.find(asset, name));
    if (!hidden.stores.empty() || !hidden.fault.empty()) {
      found = std::move(hidden);
      format = Format::plain_text;
    }
  }
#if defined(DAU_MARK_ALONE)
  if (format == Format::pdf && !sidecar) return Error{Errc::unsupported, "this build reads no PDF", name};
#endif
  report.format = std::string(format_name(format));
  if (!sidecar && !found.fault.empty()) return invalid(report, found.fault, found.explanation);
  if (!sidecar && found.stores.size() > 1 && format != Format::pdf)
    return invalid(report, "general.error", "more than one manifest store in the file: which counts is not told");
  if (!sidecar && found.stores.empty()) return report;

  const FoundStore* const own = sidecar ? nullptr : &found.stores.back();
  const std::string_view bytes = sidecar ? *sidecar : own->bytes();
  report.sidecar = sidecar.has_value();
  report.store_bytes = bytes.size();
  const auto store = read_store(bytes, "manifest store");
  if (!store) return invalid(report, "general.error", store.error().message + ", " + store.error().at);
  const Box* const active = active_manifest(*store);
  if (active == nullptr) return invalid(report, "claim.missing", "the store has no manifest");
  if (label_twice(*store)) return invalid(report, "general.error", "two manifests of one label");
  judge(report, check_manifests(*store, *active, {asset, format, &found, own}, trust), *active);
  return report;
}

std::string to_json(const Report& report, const std::string& name) {
  json::Value out = {{"file", name}, {"verdict", std::string(verdict_name(report.verdict))}};
  out["ai_generated"] = report.ai_generated ? json::Value(*report.ai_generated) : json::Value();
  out["ai_in_ingredients"] = report.ai_in_ingredients;
  out["format"] = report.format;
  out["sidecar"] = report.sidecar;
  out["source_types"] = report.source_types;
  out["gathered_source_types"] = report.gathered_types;
  out["active_manifest"] = report.active_manifest;
  out["title"] = report.title;
  out["generator"] = report.generator;
  out["signer"] = nullptr;
  if (report.signer)
    out["signer"] = {{"common_name", report.signer->common_name},
                     {"organization", report.signer->organization},
                     {"issuer", report.signer->issuer},
                     {"serial", report.signer->serial},
                     {"algorithm", report.signer->algorithm},
                     {"not_before", to_rfc3339(report.signer->not_before)},
                     {"not_after", to_rfc3339(report.signer->not_after)}};
  out["signed_at"] = report.signed_at.empty() ? json::Value() : json::Value(report.signed_at);
  out["actions"] = json::Value::array();
  for (const Action& action : report.actions) {
    json::Value one = {{"action", action.action}};
    if (!action.source_type.empty()) one["digitalSourceType"] = action.source_type;
    if (!action.when.empty()) one["when"] = action.when;
    if (!action.agent.empty()) one["softwareAgent"] = action.agent;
    if (!action.description.empty()) one["description"] = action.description;
    out["actions"].push_back(std::move(one));
  }
  out["ingredients"] = json::Value::array();
  for (const IngredientSummary& one : report.ingredients)
    out["ingredients"].push_back(
        {{"title", one.title}, {"relationship", one.relationship}, {"manifest", one.manifest}});
  const auto object = [](const std::string& text) {
    auto value = text.empty() ? Result<json::Value>(json::Value()) : json::parse(text);
    return value ? *std::move(value) : json::Value();
  };
  out["ai_disclosure"] = object(report.disclosure);
  out["vn_ai_mark"] = object(report.profile);
  out["reasons"] = json::Value::array();
  for (const Status& status : report.statuses)
    out["reasons"].push_back({{"code", status.code},
                              {"kind", std::string(kind_name(status.kind))},
                              {"where", status.where},
                              {"explanation", status.explanation}});
  out["store_bytes"] = report.store_bytes;
  return json::dump(out);
}
}  // namespace dau::mark
