// SPDX-License-Identifier: Apache-2.0
// tool.h — what every tool of the library looks like from the C interface, whatever its class is called.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bindings/c/option.h"
#include "dau/model/container.h"
#include "dau/model/find.h"
#include "dau/result.h"
#include "model/card.h"

namespace dau::bindings {
// A model and options, ready to run. Running is const and may be done by several threads.
class Tool {
 public:
  virtual ~Tool() = default;
  virtual std::unique_ptr<Tool> copy() const = 0;  // shares the model
  virtual Result<void> set(std::string_view option, std::string_view value) = 0;
  virtual Result<void> run(std::string_view text, std::string& out) const = 0;  // `text` is well-formed UTF-8
  virtual Result<void> run_json(std::string_view text, std::string& out) const = 0;
  virtual std::string info() const = 0;
};

// An entry of the registry.
struct ToolKind {
  std::string name;                                                      // of the command
  std::function<Result<std::unique_ptr<Tool>>(const char* model)> open;  // nullptr: the model that is installed
};

struct NoModel {};  // for tools that need none

// Everything that makes a tool of a class: its Model has open(path) and container(), its Options have defaults.
template <class Model, class Options>
struct Definition {
  using Run = Result<void> (*)(const Model& model, std::string_view text, const Options& options, std::string& out);

  std::string_view name;
  std::vector<Option<Options>> options;
  Run run;                                                   // appends the text
  Run run_json = nullptr;                                    // appends the JSON form; nullptr: there is none
  Result<void> (*check)(const Options& options) = nullptr;   // what one option alone cannot tell
  Result<Model> (*open)(const std::string& path) = nullptr;  // nullptr: Model::open(path)
};

Error no_such_option(std::string_view tool, std::string_view name);
Error no_json(std::string_view tool);
Error no_model(std::string_view tool);
bool same_name(std::string_view option, std::string_view given);  // "min-confidence" is "min_confidence" too

template <class Model, class Options>
class ToolOf : public Tool {
 public:
  using Recipe = std::shared_ptr<const Definition<Model, Options>>;
  ToolOf(Recipe recipe, std::shared_ptr<const Model> model) : recipe_(std::move(recipe)), model_(std::move(model)) {}

  std::unique_ptr<Tool> copy() const override { return std::make_unique<ToolOf>(*this); }

  Result<void> set(std::string_view name, std::string_view value) override {
    for (const Option<Options>& option : recipe_->options) {
      if (!same_name(option.name, name)) continue;
      Options changed = options_;
      DAU_CHECK(option.set(changed, value));
      if (recipe_->check) DAU_CHECK(recipe_->check(changed));
      options_ = std::move(changed);
      return {};
    }
    return no_such_option(recipe_->name, name);
  }

  Result<void> run(std::string_view text, std::string& out) const override {
    return recipe_->run(*model_, text, options_, out);
  }

  Result<void> run_json(std::string_view text, std::string& out) const override {
    if (recipe_->run_json == nullptr) return no_json(recipe_->name);
    return recipe_->run_json(*model_, text, options_, out);
  }

  std::string info() const override {
    json::Value list = json::Value::array();
    for (const Option<Options>& option : recipe_->options) {
      json::Value told = {{"name", option.name}};
      told.update(option.form);
      told["value"] = option.get(options_);
      told["default"] = option.get(Options());
      list.push_back(std::move(told));
    }
    json::Value model;
    if constexpr (!std::is_same_v<Model, NoModel>) model = model::container_to_json(model_->container());
    return json::dump({{"tool", recipe_->name}, {"options", std::move(list)}, {"model", std::move(model)}});
  }

 private:
  Recipe recipe_;
  std::shared_ptr<const Model> model_;
  Options options_;
};

template <class Model, class Options>
Result<std::shared_ptr<const Model>> open_model(const Definition<Model, Options>& definition, const char* path) {
  if constexpr (std::is_same_v<Model, NoModel>) {
    if (path != nullptr) return no_model(definition.name);
    return std::make_shared<const Model>();
  } else {
    std::string found;
    if (path != nullptr) {
      found = path;
    } else {
      DAU_TRY(found, model::find(definition.name));
    }
    const auto open = [&]() -> Result<Model> {
      if constexpr (requires { Model::open(found); }) {
        if (definition.open == nullptr) return Model::open(found);
      }
      return definition.open(found);
    };
    DAU_TRY(Model model, open());
    return std::make_shared<const Model>(std::move(model));
  }
}

template <class Model, class Options>
ToolKind tool(Definition<Model, Options> definition) {
  const auto recipe = std::make_shared<const Definition<Model, Options>>(std::move(definition));
  const auto open = [recipe](const char* path) -> Result<std::unique_ptr<Tool>> {
    DAU_TRY(std::shared_ptr<const Model> model, open_model(*recipe, path));
    return std::unique_ptr<Tool>(std::make_unique<ToolOf<Model, Options>>(recipe, std::move(model)));
  };
  return {std::string(recipe->name), open};
}

// All tools of the library, in the order of the manual (tools.cc).
const std::vector<ToolKind>& tool_kinds();
}  // namespace dau::bindings
