// SPDX-License-Identifier: Apache-2.0
// mark.cc — the C interface of content marks.
#include <memory>

#include "bindings/c/handles.h"
#include "dau/mark/add.h"
#include "dau/mark/verify.h"

struct dau_marker {
  dau::mark::AddOptions options;
};

namespace {
using dau::Errc;
using dau::Error;
using dau::Result;
using dau::bindings::guard;
using dau::bindings::need;
using dau::mark::AddOptions;

Result<bool> read_switch(std::string_view value, const char* option) {
  if (value == "true") return true;
  if (value == "false") return false;
  return Error{Errc::invalid_argument, "true or false is wanted", option};
}

Result<void> set_option(AddOptions& options, std::string_view option, const std::string& value) {
  constexpr std::pair<std::string_view, std::string AddOptions::*> kTexts[] = {
      {"source", &AddOptions::source_type}, {"title", &AddOptions::title},      {"provider", &AddOptions::provider},
      {"system", &AddOptions::system},      {"model", &AddOptions::model_name}, {"oversight", &AddOptions::oversight}};
  constexpr std::pair<std::string_view, bool AddOptions::*> kSwitches[] = {{"sidecar", &AddOptions::sidecar},
                                                                           {"invisible", &AddOptions::invisible_text},
                                                                           {"courtesy", &AddOptions::courtesy}};
  for (const auto& [name, member] : kTexts)
    if (name == option) {
      options.*member = value;
      return {};
    }
  for (const auto& [name, member] : kSwitches)
    if (name == option) {
      DAU_TRY(options.*member, read_switch(value, name.data()));
      return {};
    }
  if (option != "origin") return Error{Errc::invalid_argument, "there is no such option", std::string(option)};
  if (value != "created" && value != "edited")
    return Error{Errc::invalid_argument, "created or edited is wanted", "origin"};
  options.origin = value == "created" ? dau::mark::Origin::created : dau::mark::Origin::edited;
  return {};
}
}  // namespace

extern "C" {
int dau_mark_verify(const char* asset, size_t size, const char* name, const char* sidecar, size_t sidecar_size,
                    const char* trust_pem, dau_text** json, dau_error** error) {
  if (json != nullptr) *json = nullptr;
  return guard(error, [&]() -> Result<void> {
    if (size > 0) DAU_CHECK(need(asset, "asset"));
    DAU_CHECK(need(name, "name"));
    DAU_CHECK(need(json, "json"));
    std::optional<std::string_view> beside;
    if (sidecar != nullptr) beside = std::string_view(sidecar, sidecar_size);
    const dau::mark::VerifyOptions how{trust_pem == nullptr ? "" : trust_pem, "trust_pem", std::nullopt};
    DAU_TRY(const dau::mark::Report report,
            dau::mark::verify(size > 0 ? std::string_view(asset, size) : std::string_view(), name, beside, how));
    *json = new dau_text{dau::mark::to_json(report, name)};
    return {};
  });
}

int dau_marker_open(const char* key_pem, const char* chain_pem, dau_marker** marker, dau_error** error) {
  if (marker != nullptr) *marker = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(key_pem, "key_pem"));
    DAU_CHECK(need(chain_pem, "chain_pem"));
    DAU_CHECK(need(marker, "marker"));
    auto made = std::make_unique<dau_marker>();
    made->options.key_pem = key_pem;
    made->options.key_name = "key_pem";
    made->options.chain_pem = chain_pem;
    made->options.chain_name = "chain_pem";
    made->options.generator_version = DAU_VERSION;
    // A look at both before the first file.
    AddOptions trial = made->options;
    trial.sidecar = true;
    DAU_CHECK(dau::mark::add(std::string_view("x"), "x", std::nullopt, trial));
    *marker = made.release();
    return {};
  });
}

int dau_marker_set(dau_marker* marker, const char* option, const char* value, dau_error** error) {
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(marker, "marker"));
    DAU_CHECK(need(option, "option"));
    DAU_CHECK(need(value, "value"));
    return set_option(marker->options, option, value);
  });
}

int dau_marker_add(const dau_marker* marker, const char* asset, size_t size, const char* name, dau_text** marked,
                   dau_text** store, dau_error** error) {
  if (marked != nullptr) *marked = nullptr;
  if (store != nullptr) *store = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(marker, "marker"));
    if (size > 0) DAU_CHECK(need(asset, "asset"));
    DAU_CHECK(need(name, "name"));
    const std::string_view bytes = size > 0 ? std::string_view(asset, size) : std::string_view();
    DAU_TRY(const dau::mark::Marked made, dau::mark::add(bytes, name, std::nullopt, marker->options));
    auto manifest = std::make_unique<dau_text>(dau_text{made.store()});
    if (marked != nullptr && !made.sidecar()) *marked = new dau_text{made.asset()};
    if (store != nullptr) *store = manifest.release();
    return {};
  });
}

void dau_marker_free(dau_marker* marker) { delete marker; }
}
