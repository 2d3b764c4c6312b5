// SPDX-License-Identifier: Apache-2.0
// c_interface_fuzzer.cc — options and texts of chance through the C interface: a refusal that says where, or a result
// that is UTF-8, the same alone, as JSON and in a batch.
//
// The first byte chooses the tool. Then come lines "option=value" up to an empty line, then the texts, a line each.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "dau.h"
#include "dau/model/writer.h"
#include "dau/unicode/utf8.h"
#include "testing/temp_folder.h"
#include "testing/tiny_model.h"

namespace {
using Tool = std::unique_ptr<dau_tool, decltype(&dau_tool_free)>;
using Text = std::unique_ptr<dau_text, decltype(&dau_text_free)>;
using Texts = std::unique_ptr<dau_texts, decltype(&dau_texts_free)>;
using Failure = std::unique_ptr<dau_error, decltype(&dau_error_free)>;

void demand(bool condition) {
  if (!condition) std::abort();
}

std::string tiny_model() {
  static const dau::testing::TempFolder folder;
  const auto bytes = *dau::model::to_bytes(dau::testing::tiny_restore_model());
  return folder.write("restore.dau", {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::vector<Tool> open_all() {
  std::vector<Tool> tools;
  const std::string restore = tiny_model();
  for (std::size_t i = 0; dau_tool_name(i) != nullptr; ++i) {
    const std::string_view name = dau_tool_name(i);
    dau_tool* tool = nullptr;
    // A tool whose model is not there has nothing to show here.
    if (dau_tool_open(dau_tool_name(i), name == "restore" ? restore.c_str() : nullptr, &tool, nullptr) == DAU_OK)
      tools.emplace_back(tool, dau_tool_free);
  }
  demand(tools.size() >= 3);
  return tools;
}

std::string_view next_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

void set(dau_tool* tool, const std::string& option, const std::string& value) {
  dau_error* error = nullptr;
  const int status = dau_tool_set(tool, option.c_str(), value.c_str(), &error);
  const Failure held(error, dau_error_free);
  demand(status == DAU_OK ? error == nullptr : status == DAU_INVALID_ARGUMENT && *dau_error_at(error) != '\0');
}

// What becomes of one text, or where it is bad.
std::string run(const dau_tool* tool, std::string_view text, std::string& bad_at) {
  dau_text* result = nullptr;
  dau_error* error = nullptr;
  const int status = dau_tool_run(tool, text.data(), text.size(), &result, &error);
  const Failure failure(error, dau_error_free);
  const auto bad = dau::unicode::find_invalid_utf8(text);
  demand(status == (bad ? DAU_INVALID_UTF8 : DAU_OK) && (result == nullptr) == bad.has_value());
  if (bad) {
    bad_at = dau_error_at(error);
    demand(bad_at == std::to_string(*bad));
    return {};
  }
  const Text held(result, dau_text_free);
  std::string out(dau_text_data(result), dau_text_size(result));
  demand(!dau::unicode::find_invalid_utf8(out));
  return out;
}

void check_json(const dau_tool* tool, std::string_view text, const std::string& expected) {
  dau_text* result = nullptr;
  const int status = dau_tool_run_json(tool, text.data(), text.size(), &result, nullptr);
  const Text held(result, dau_text_free);
  if (status == DAU_UNSUPPORTED) return;
  demand(status == DAU_OK);
  const auto value = dau::json::parse({dau_text_data(result), dau_text_size(result)});
  demand(static_cast<bool>(value));
  if (value->is_object() && value->contains("text")) demand((*value)["text"] == expected);
}

void check_batch(const dau_tool* tool, const std::vector<std::string_view>& texts,
                 const std::vector<std::string>& expected, const std::string& bad_at) {
  std::vector<const char*> data;
  std::vector<std::size_t> sizes;
  for (const std::string_view text : texts) {
    data.push_back(text.data());
    sizes.push_back(text.size());
  }
  dau_texts* results = nullptr;
  dau_error* error = nullptr;
  const int status = dau_tool_run_batch(tool, data.data(), sizes.data(), texts.size(), 2, &results, &error);
  const Failure failure(error, dau_error_free);
  const Texts held(results, dau_texts_free);
  demand(status == (bad_at.empty() ? DAU_OK : DAU_INVALID_UTF8));
  if (status != DAU_OK) return demand(dau_error_at(error) == bad_at);
  demand(dau_texts_count(results) == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    demand(expected[i] == std::string_view(dau_texts_data(results, i), dau_texts_size(results, i)));
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::vector<Tool> tools = open_all();
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  dau_tool* copy = nullptr;
  demand(dau_tool_copy(tools[data[0] % tools.size()].get(), &copy, nullptr) == DAU_OK);
  const Tool tool(copy, dau_tool_free);
  while (!rest.empty()) {
    const std::string_view line = next_line(rest);
    if (line.empty()) break;
    const std::size_t sign = line.find('=');
    set(copy, std::string(line.substr(0, sign)), std::string(sign == line.npos ? "" : line.substr(sign + 1)));
  }
  std::vector<std::string_view> texts;
  std::vector<std::string> expected;
  std::string bad_at;
  while (!rest.empty() && texts.size() < 40) {
    texts.push_back(next_line(rest));
    std::string bad;
    expected.push_back(run(copy, texts.back(), bad));
    if (bad.empty()) check_json(copy, texts.back(), expected.back());
    if (!bad.empty() && bad_at.empty()) bad_at = std::to_string(texts.size() - 1) + ":" + bad;
  }
  check_batch(copy, texts, expected, bad_at);
  return 0;
}
