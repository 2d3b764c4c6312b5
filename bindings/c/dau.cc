// SPDX-License-Identifier: Apache-2.0
// dau.cc — the C interface: each call unpacks its arguments, calls a tool, and packs what comes back.
#include "dau.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "bindings/c/batch.h"
#include "bindings/c/handles.h"
#include "bindings/c/tool.h"
#include "dau/base/errc.h"
#include "dau/unicode/utf8.h"

struct dau_tool {
  explicit dau_tool(std::unique_ptr<dau::bindings::Tool> made) : tool(std::move(made)) {}
  std::unique_ptr<dau::bindings::Tool> tool;
  mutable std::atomic<bool> has_run = false;
};

namespace {
using dau::Errc;
using dau::Error;
using dau::Result;
using dau::bindings::Tool;

using dau::bindings::fail;
using dau::bindings::guard;
using dau::bindings::need;
using dau::bindings::out_of_memory;

using Run = Result<void> (Tool::*)(std::string_view text, std::string& out) const;

Result<void> run_one(const dau_tool& tool, Run run, const char* text, std::size_t size, std::string& out) {
  if (size > 0) DAU_CHECK(need(text, "text"));
  const std::string_view view = size > 0 ? std::string_view(text, size) : std::string_view();
  DAU_CHECK(dau::unicode::check_utf8(view));
  return (*tool.tool.*run)(view, out);
}

int run_text(const dau_tool* tool, Run run, const char* text, std::size_t size, dau_text** result, dau_error** error) {
  if (result != nullptr) *result = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(tool, "tool"));
    DAU_CHECK(need(result, "result"));
    tool->has_run = true;
    auto out = std::make_unique<dau_text>();
    DAU_CHECK(run_one(*tool, run, text, size, out->text));
    *result = out.release();
    return {};
  });
}

int run_batch(const dau_tool* tool, Run run, const char* const* texts, const std::size_t* sizes, std::size_t count,
              int threads, dau_texts** results, dau_error** error) {
  if (results != nullptr) *results = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(tool, "tool"));
    DAU_CHECK(need(results, "results"));
    if (count > 0) DAU_CHECK(need(texts, "texts"));
    if (count > 0) DAU_CHECK(need(sizes, "sizes"));
    tool->has_run = true;
    auto out = std::make_unique<dau_texts>();
    out->texts.resize(count);
    DAU_CHECK(dau::bindings::for_each_index(
        count, threads, [&](std::size_t i) { return run_one(*tool, run, texts[i], sizes[i], out->texts[i]); }));
    *results = out.release();
    return {};
  });
}

Result<std::unique_ptr<Tool>> open_tool(std::string_view name, const char* model) {
  const auto& kinds = dau::bindings::tool_kinds();
  const auto kind = std::ranges::find(kinds, name, &dau::bindings::ToolKind::name);
  if (kind == kinds.end())
    return Error{Errc::invalid_argument, "there is no tool \"" + std::string(name) + "\"", std::string(name)};
  return kind->open(model);
}
}  // namespace

extern "C" {
const char* dau_version(void) { return DAU_VERSION; }

const char* dau_status_name(int status) {
  return status == 0 ? "ok" : dau::errc_name(static_cast<Errc>(status)).data();  // the names are literals
}

int dau_error_status(const dau_error* error) { return static_cast<int>(error->error.code); }
const char* dau_error_message(const dau_error* error) { return error->error.message.c_str(); }
const char* dau_error_at(const dau_error* error) { return error->error.at.c_str(); }
void dau_error_free(dau_error* error) {
  if (error != &out_of_memory) delete error;
}

const char* dau_text_data(const dau_text* text) { return text->text.c_str(); }
size_t dau_text_size(const dau_text* text) { return text->text.size(); }
void dau_text_free(dau_text* text) { delete text; }

size_t dau_texts_count(const dau_texts* texts) { return texts->texts.size(); }
const char* dau_texts_data(const dau_texts* texts, size_t index) { return texts->texts[index].c_str(); }
size_t dau_texts_size(const dau_texts* texts, size_t index) { return texts->texts[index].size(); }
void dau_texts_free(dau_texts* texts) { delete texts; }

const char* dau_tool_name(size_t index) {
  const auto& kinds = dau::bindings::tool_kinds();
  return index < kinds.size() ? kinds[index].name.c_str() : nullptr;
}

int dau_tool_open(const char* name, const char* model, dau_tool** tool, dau_error** error) {
  if (tool != nullptr) *tool = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(name, "name"));
    DAU_CHECK(need(tool, "tool"));
    DAU_TRY(auto opened, open_tool(name, model));
    *tool = new dau_tool(std::move(opened));
    return {};
  });
}

int dau_tool_set(dau_tool* tool, const char* option, const char* value, dau_error** error) {
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(tool, "tool"));
    DAU_CHECK(need(option, "option"));
    DAU_CHECK(need(value, "value"));
    if (tool->has_run)
      return Error{Errc::invalid_argument, "the tool has run already: set the option on a copy", option};
    return tool->tool->set(option, value);
  });
}

int dau_tool_copy(const dau_tool* tool, dau_tool** copy, dau_error** error) {
  if (copy != nullptr) *copy = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(tool, "tool"));
    DAU_CHECK(need(copy, "copy"));
    *copy = new dau_tool(tool->tool->copy());
    return {};
  });
}

int dau_tool_info(const dau_tool* tool, dau_text** json, dau_error** error) {
  if (json != nullptr) *json = nullptr;
  return guard(error, [&]() -> Result<void> {
    DAU_CHECK(need(tool, "tool"));
    DAU_CHECK(need(json, "json"));
    *json = new dau_text{tool->tool->info()};
    return {};
  });
}

int dau_tool_run(const dau_tool* tool, const char* text, size_t size, dau_text** result, dau_error** error) {
  return run_text(tool, &Tool::run, text, size, result, error);
}

int dau_tool_run_json(const dau_tool* tool, const char* text, size_t size, dau_text** result, dau_error** error) {
  return run_text(tool, &Tool::run_json, text, size, result, error);
}

int dau_tool_run_batch(const dau_tool* tool, const char* const* texts, const size_t* sizes, size_t count, int threads,
                       dau_texts** results, dau_error** error) {
  return run_batch(tool, &Tool::run, texts, sizes, count, threads, results, error);
}

int dau_tool_run_json_batch(const dau_tool* tool, const char* const* texts, const size_t* sizes, size_t count,
                            int threads, dau_texts** results, dau_error** error) {
  return run_batch(tool, &Tool::run_json, texts, sizes, count, threads, results, error);
}

void dau_tool_free(dau_tool* tool) { delete tool; }
}
