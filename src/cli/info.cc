// SPDX-License-Identifier: Apache-2.0
// info.cc — dau info: this build, and all that is known about its models.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

#include "base/json.h"
#include "cli/build.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/settings.h"
#include "base/wrap.h"
#include "dau/model/container.h"
#include "dau/model/find.h"
#include "model/card.h"
#include "nn/kernels.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Shows this build and its models, or those in FILE: size, checksum, licence,\n"
    "every source of the training text with its attribution, and scores.";

constexpr std::string_view kExamples = R"(  $ dau info --json | grep '"version": "0' | tr -d ' ,'
  "version":"0.1.0"
)";

std::vector<Option> options() { return {setting("model"), {"json", "", "write JSON"}}; }

std::vector<std::string> available_kernels() {
  std::vector<std::string> names;
  for (const nn::Kernels* kernels : nn::usable_kernels()) names.emplace_back(kernels->name);
  return names;
}

json::Value build_json() {
  return {{"version", DAU_VERSION},
          {"compiler", DAU_COMPILER},
          {"build_type", DAU_BUILD_TYPE},
          {"kernels", nn::kernels().name},
          {"kernels_available", available_kernels()}};
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : " ").append(word);
  return out;
}

std::string build_text() {
  return fmt::format("dau {}, {} build by {}\nkernels: {} in use, {} available\n", DAU_VERSION, DAU_BUILD_TYPE,
                     DAU_COMPILER, nn::kernels().name, joined(available_kernels()));
}

// Sources under the same licence and with the same attribution share an entry.
std::string sources_text(const model::Card& card) {
  std::vector<const model::Source*> heads;
  std::map<const model::Source*, std::string> ids;
  for (const model::Source& source : card.sources) {
    const auto alike = [&](const model::Source* head) {
      return head->licence == source.licence && head->attribution == source.attribution;
    };
    auto head = std::ranges::find_if(heads, alike);
    if (head == heads.end()) head = heads.insert(heads.end(), &source);
    std::string& list = ids[*head];
    list.append(list.empty() ? "" : ", ").append(source.id);
  }
  std::string out = fmt::format("  sources   {}, as they want to be named:\n", card.sources.size());
  for (const model::Source* head : heads)
    out += wrapped(fmt::format("{} ({})", ids[head], head->licence), 4) + wrapped(head->attribution, 6);
  return out;
}

std::string scores_text(const model::Card& card) {
  std::string out;
  std::string metric;
  for (const model::Score& score : card.scores) {
    if (score.metric != metric) {
      metric = score.metric;
      out += wrapped("scores: " + metric, 2);
      out += fmt::format("    {:<24} {:>8}   {:^16}   {:>11}\n", "set", "value", "95 % interval", "leave as is");
    }
    out += fmt::format("    {:<24} {:>8.2f}   [{:>6.2f}, {:>6.2f}]   {:>11.2f}\n", score.set, score.value, score.low,
                       score.high, score.leave_as_is);
  }
  return out;
}

std::string field_text(std::string_view name, std::string_view text) {
  return wrapped(fmt::format("{:<9} {}", name, text), 2, 12);
}

std::string model_text(const model::Container& container) {
  const model::Card& card = container.card();
  return fmt::format("\n{} {}\n", card.name, card.version) + wrapped(card.summary, 2) +
         field_text("file", container.path()) +
         field_text("size",
                    fmt::format("{:.1f} MB, kind {}, format {}", static_cast<double>(container.size_bytes()) / 1e6,
                                container.kind(), container.format_version())) +
         field_text("sha256", container.sha256()) + field_text("licence", card.licence) +
         field_text("form", card.form) + field_text("created", card.created) + field_text("command", card.command) +
         scores_text(card) + sources_text(card);
}

json::Value fault_json(const std::string& path, const Error& error) {
  return {{"path", path}, {"error", error.message}};
}

// What is wrong with some of the models: all of it is told on standard error, the last by whoever runs the command.
class Faults {
 public:
  void add(const Error& error) {
    if (last_) tell(*last_);
    last_ = error;
  }

  Result<void> last() const {
    if (last_) return *last_;
    return {};
  }

 private:
  std::optional<Error> last_;
};

Result<void> show_files(const std::vector<std::string>& paths, bool as_json) {
  Faults faults;
  for (const std::string& path : paths) {
    const auto container = model::Container::open(path);
    if (!container) faults.add(container.error());
    if (as_json)
      DAU_CHECK(
          print(json::dump(container ? model::container_to_json(*container) : fault_json(path, container.error()), 2) +
                "\n"));
    if (!as_json && container) DAU_CHECK(print(model_text(*container).substr(1)));
  }
  return faults.last();
}

// The one that the settings name comes first, and once.
std::vector<std::string> shown_models(const std::string& chosen) {
  std::vector<std::string> paths = model::installed();
  if (chosen.empty()) return paths;
  std::error_code failed;  // one that is not there is no other's equal
  std::erase_if(paths, [&](const std::string& path) { return std::filesystem::equivalent(path, chosen, failed); });
  paths.insert(paths.begin(), chosen);
  return paths;
}

// A model that cannot be opened is shown with what is wrong: that is what one looks here for.
Result<void> show_all(const std::string& chosen, bool as_json) {
  Faults faults;
  json::Value all = build_json();
  json::Value& models = all["models"] = json::Value::array();
  std::string text = build_text();
  for (const std::string& path : shown_models(chosen)) {
    const auto container = model::Container::open(path);
    if (!container) faults.add(container.error());
    models.push_back(container ? model::container_to_json(*container) : fault_json(path, container.error()));
    text += container ? model_text(*container) : fmt::format("\n{}\n  {}\n", path, container.error().message);
  }
  if (models.empty()) text += fmt::format("\nno models in\n  {}\n", fmt::join(model::folders(), "\n  "));
  DAU_CHECK(print(as_json ? json::dump(all, 2) + "\n" : text));
  return faults.last();
}

Result<void> run(const Args& args) {
  const bool as_json = args.flag("json");
  return args.operands().empty() ? show_all(args.text("model"), as_json) : show_files(args.operands(), as_json);
}
}  // namespace

extern const Command kInfo;
constinit const Command kInfo{
    "info", "version, CPU kernels, and models with licence and scores", "[FILE...]", kAbout, options, kExamples, run};
}  // namespace dau::cli
