// SPDX-License-Identifier: Apache-2.0
// self_test.h — what every class does when it opens a model: name the file in its errors, and try the card's samples.
#pragma once
#include <string>
#include <string_view>
#include <utility>

#include "dau/model/container.h"
#include "dau/result.h"

namespace dau::text {
// `model`, with the path in `at` of an error that names no place.
template <class Model>
Result<Model> of_file(Result<Model> model, const std::string& path) {
  if (model || !model.error().at.empty()) return model;
  Error error = std::move(model).error();
  error.at = path;
  return error;
}

// Checks that `output_of(input)`, a Result<std::string>, is what each sample of the card expects.
// Errors: corrupt, at = the path, when a sample gives something else; those of `output_of`.
template <class OutputOf>
Result<void> self_test(const model::Container& container, OutputOf&& output_of) {
  for (const model::Sample& sample : container.card().samples) {
    DAU_TRY(const std::string output, output_of(sample.input));
    if (output != sample.expected)
      return Error{
          Errc::corrupt,
          "self-test failed: \"" + sample.input + "\" gave \"" + output + "\", expected \"" + sample.expected + '"',
          std::string(container.path())};
  }
  return {};
}

// The same for a class that appends its output: `write_to(input, out)`, a Result<void>.
template <class WriteTo>
Result<void> self_test_to(const model::Container& container, WriteTo&& write_to) {
  return self_test(container, [&](std::string_view input) -> Result<std::string> {
    std::string out;
    DAU_CHECK(write_to(input, out));
    return out;
  });
}
}  // namespace dau::text
