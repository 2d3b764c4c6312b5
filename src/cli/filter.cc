// SPDX-License-Identifier: Apache-2.0
// filter.cc — files → batches of lines → work, by several threads → one line out for each line in.
#include "cli/filter.h"

#include <fmt/format.h>

#include <optional>

#include "cli/command.h"
#include "cli/jsonl.h"
#include "cli/line_reader.h"
#include "cli/mend.h"
#include "cli/output.h"
#include "cli/pipeline.h"
#include "cli/settings.h"
#include "dau/unicode/utf8.h"

namespace dau::cli {
namespace {
constexpr std::size_t kMuch = std::size_t{1} << 18;  // bytes of a result that are not kept back

OnError on_error_of(std::string_view word) {
  return word == "skip" ? OnError::skip : word == "replace" ? OnError::replace : OnError::stop;
}

// Every line of the output is an object that we make: what cannot be worked on cannot be passed on in its place.
bool gives_objects(const FilterOptions& options) { return options.json_results && !options.json_lines; }

// The lines of a batch, one after the other.
class BatchWorker {
 public:
  BatchWorker(const FilterOptions& options, const LineWork& work)
      : options_(options), work_(work), names_(input_names(options.files)) {}

  Outcome run(const Batch& batch, const HandOn& hand_on) const {
    Outcome outcome;
    LineOutput out{outcome.text, [&] {
                     if (outcome.text.size() >= kMuch) hand_on(outcome.text);
                   }};
    for (const Line& line : batch.lines) {
      if (line.newline_before) outcome.text += '\n';
      if (auto done = run_line(batch.text(line), line, outcome, out); !done) {
        const bool utf8 = done.error().code == Errc::invalid_utf8;
        outcome.error = with_hint(placed(std::move(done).error(), line),
                                  utf8 ? "--on-error skip or replace goes on" : "--on-error skip goes on");
        break;
      }
      outcome.text += batch.end(line);
    }
    return outcome;
  }

 private:
  Error placed(Error error, const Line& line) const {
    error.at = fmt::format("{}:{}", names_[line.source], line.number);
    return error;
  }

  Result<void> run_line(std::string_view text, const Line& line, Outcome& outcome, LineOutput& out) const {
    const std::size_t begin = outcome.text.size();
    auto done = try_line(text, line, outcome, out);
    if (done || options_.on_error != OnError::skip) return done;
    outcome.text.replace(begin, std::string::npos, passed_on(text, done.error()));
    note(std::move(done).error(), line, outcome);
    return {};
  }

  Result<void> try_line(std::string_view text, const Line& line, Outcome& outcome, LineOutput& out) const {
    const auto bad = unicode::find_invalid_utf8(text);
    if (!bad) return write_result({text, text}, out);
    Error fault{Errc::invalid_utf8, fmt::format("not UTF-8 at byte {} of the line", line.offset + *bad)};
    if (options_.on_error != OnError::replace) return fault;
    note(std::move(fault), line, outcome);
    const std::string whole = mended(text);
    return write_result({whole, text}, out);
  }

  void note(Error fault, const Line& line, Outcome& outcome) const {
    ++outcome.bad_lines;
    if (!outcome.first_bad_line) outcome.first_bad_line = placed(std::move(fault), line);
  }

  // What stands in the output for a line that could not be worked on.
  std::string passed_on(std::string_view text, const Error& fault) const {
    if (gives_objects(options_)) return fmt::format("{{\"error\":{}}}", json_string(fault.message));
    return std::string(text);
  }

  Result<void> write_result(const LineInput& line, LineOutput& out) const {
    return options_.json_lines ? write_json_line(line.text, out) : work_(line, out);
  }

  Result<void> write_json_line(std::string_view line, LineOutput& out) const {
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) {
      out.text += line;
      return {};
    }
    DAU_TRY(const JsonLine parts, take_apart(line, options_.field, options_.command));
    out.text.append(parts.before).append(parts.label);
    DAU_CHECK(write_value({parts.text, parts.text}, out));
    out.text += parts.after;
    return {};
  }

  Result<void> write_value(const LineInput& line, LineOutput& out) const {
    if (options_.json_results) return work_(line, out);
    std::string result;
    LineOutput value{result, [] {}};
    DAU_CHECK(work_(line, value));
    out.text += json_string(result);
    return {};
  }

  const FilterOptions& options_;
  const LineWork& work_;
  std::vector<std::string> names_;
};

// Adds up what was bad, for one line on standard error at the end.
class BadLines {
 public:
  void add(const Outcome& outcome) {
    count_ += outcome.bad_lines;
    if (!first_) first_ = outcome.first_bad_line;
  }
  void report(const FilterOptions& options) const {
    if (!first_) return;
    const std::string_view what = options.on_error == OnError::replace ? "mended with U+FFFD"
                                  : gives_objects(options)             ? "became {\"error\": …}"
                                                                       : "passed on unchanged";
    tell("hint", fmt::format("{} line{} {}; the first is {}: {}", count_, count_ == 1 ? "" : "s", what, first_->at,
                             first_->message));
  }

 private:
  std::uint64_t count_ = 0;
  std::optional<Error> first_;
};

Result<void> feed(LineReader& reader, Pipeline& pipeline) {
  Batch batch;
  while (true) {
    DAU_TRY(const bool more, reader.next(batch));
    if (!more || !pipeline.push(std::move(batch))) return {};
  }
}
}  // namespace

std::vector<Option> filter_options() {
  return {
      {"jsonl", "", "lines are JSON, up to 16 MiB; add the result"},
      {"field", "NAME", "the member of them that is read", "text"},
      setting("threads"),
      setting("on-error"),
      {"output", "FILE", "write to FILE, all or nothing"},
  };
}

Result<FilterOptions> filter_options(std::string_view command, const Args& args) {
  FilterOptions options;
  options.command = command;
  options.files = args.operands();
  options.output = args.text("output");
  options.on_error = on_error_of(args.text("on-error"));
  options.threads = args.integer("threads");
  options.json_lines = args.flag("jsonl");
  options.field = args.text("field");
  if (!options.json_lines && args.value("field").source != "default")
    return Error{Errc::invalid_argument, "needs --jsonl", "--field"};
  if (options.output.empty() && args.value("output").source != "default")
    return Error{Errc::invalid_argument, "needs the name of a file", "--output"};
  DAU_CHECK(check_files(options.files, options.output));
  return options;
}

Result<void> run_filter(const FilterOptions& options, const LineWork& work) {
  DAU_TRY(Output output, Output::open(options.output));
  BadLines bad_lines;
  const auto sink = [&](const Outcome& outcome) -> Result<bool> {
    bad_lines.add(outcome);
    DAU_TRY(const bool more, output.write(outcome.text));
    if (outcome.error) return *outcome.error;
    return more;
  };
  const BatchWorker worker(options, work);
  Pipeline pipeline([&](const Batch& batch, const HandOn& hand_on) { return worker.run(batch, hand_on); }, sink,
                    options.threads);
  LineReader reader(options.files, options.json_lines || options.json_results || options.whole_lines,
                    pipeline.stop_descriptor());
  const auto fed = feed(reader, pipeline);
  DAU_CHECK(pipeline.finish());
  DAU_CHECK(fed);
  DAU_CHECK(output.commit());
  bad_lines.report(options);
  return {};
}
}  // namespace dau::cli
