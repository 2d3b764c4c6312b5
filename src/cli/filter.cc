// SPDX-License-Identifier: Apache-2.0
// filter.cc — files → batches of lines → work, by several threads → one line out for each line in.
#include "cli/filter.h"

#include <fmt/format.h>

#include <algorithm>
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

// What Windows calls "Unicode" begins so.
bool begins_as_utf16(std::string_view text, const Line& line) {
  return line.number == 1 && line.offset == 0 && (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"));
}

// A line among labels would be read as one.
bool gives_labels(const FilterOptions& options) {
  return options.labels && !options.json_lines && !options.json_results;
}

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
    if (can_join(batch) && work_({batch.bytes, batch.bytes}, out)) return outcome;
    outcome.text.clear();
    for (const Line& line : batch.lines) {
      if (line.newline_before) outcome.text += '\n';
      if (auto done = run_line(batch.text(line), line, outcome, out); !done) {
        const bool mendable = done.error().code == Errc::invalid_utf8 || options_.decoding;
        outcome.error = with_hint(placed(std::move(done).error(), line),
                                  mendable ? "--on-error skip or replace goes on" : "--on-error skip goes on");
        break;
      }
      outcome.text += batch.end(line);
    }
    return outcome;
  }

 private:
  // True when all lines of the batch may be worked on as one text: whole lines of UTF-8, each with its end.
  bool can_join(const Batch& batch) const {
    if (!options_.joins_lines || options_.json_lines || options_.json_results) return false;
    const auto alone = [](const Line& line) {
      return line.end_size == 0 || line.offset != 0 || line.newline_before || line.reading != unicode::Reading{};
    };
    return std::ranges::none_of(batch.lines, alone) && !unicode::find_invalid_utf8(batch.bytes);
  }

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
    if (line.reading != unicode::Reading{}) {
      DAU_TRY(const std::string decoded, decode_line(text, line, line.reading, outcome));
      return write_result({decoded, text}, line, outcome, out);
    }
    const auto bad = unicode::find_invalid_utf8(text);
    if (!bad) return write_result({text, text}, line, outcome, out);
    Error fault{Errc::invalid_utf8,
                fmt::format("not UTF-8 at byte {} of the line{}", line.offset + *bad, options_.decoding.tried)};
    if (begins_as_utf16(text, line))
      fault.message += "; it begins as UTF-16 does, which iconv -f UTF-16 -t UTF-8 reads";
    if (options_.on_error != OnError::replace) return fault;
    note(std::move(fault), line, outcome);
    const std::string whole = mended(text);
    return write_result({whole, text}, line, outcome, out);
  }

  // `bytes`: the line, or of a JSON line the text that is read.
  Result<std::string> decode_line(std::string_view bytes, const Line& line, unicode::Reading reading,
                                  Outcome& outcome) const {
    unicode::DecodeOptions how = options_.decoding.options;
    auto text = unicode::decode(bytes, reading, how);
    if (text) return text;
    Error fault = of_line(std::move(text).error(), line, options_.json_lines ? "text" : "line");
    if (options_.on_error != OnError::replace) return fault;
    note(std::move(fault), line, outcome);
    how.replace = true;
    return unicode::decode(bytes, reading, how);
  }

  // The fault of a decoder, whose message ends in the byte, told of the line.
  static Error of_line(Error fault, const Line& line, std::string_view what) {
    const std::uint64_t byte = line.offset + std::stoull(fault.at);
    const bool utf8 = fault.code == Errc::invalid_utf8;
    const std::string begin = utf8 ? "not UTF-8 at byte " : fault.message.substr(0, fault.message.rfind(' ') + 1);
    fault.message = fmt::format("{}{} of the {}", begin, byte, what);
    return fault;
  }

  void note(Error fault, const Line& line, Outcome& outcome) const {
    ++outcome.bad_lines;
    if (!outcome.first_bad_line) outcome.first_bad_line = placed(std::move(fault), line);
  }

  // What stands in the output for a line that could not be worked on.
  std::string passed_on(std::string_view text, const Error& fault) const {
    if (gives_objects(options_)) return fmt::format("{{\"error\":{}}}", json_string(fault.message));
    return gives_labels(options_) ? std::string() : std::string(text);
  }

  Result<void> write_result(const LineInput& input, const Line& line, Outcome& outcome, LineOutput& out) const {
    return options_.json_lines ? write_json_line(input.text, line, outcome, out) : work_(input, out);
  }

  Result<void> write_json_line(std::string_view text, const Line& line, Outcome& outcome, LineOutput& out) const {
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) {
      out.text += text;
      return {};
    }
    DAU_TRY(JsonLine parts, take_apart(text, options_.field, options_.command));
    if (options_.decoding) {
      DAU_TRY(parts.text, decode_line(parts.text, line, options_.decoding.choose_alone(parts.text), outcome));
    }
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
                                  : gives_labels(options)              ? "left without a label"
                                                                       : "passed on unchanged";
    tell("hint", fmt::format("{} line{} {}; the first is {}: {}", count_, count_ == 1 ? "" : "s", what, first_->at,
                             first_->message));
  }

 private:
  std::uint64_t count_ = 0;
  std::optional<Error> first_;
};

Result<void> feed(LineReader& reader, Pipeline& pipeline, const FilterOptions& options) {
  Batch batch;
  while (true) {
    DAU_TRY(const bool more, reader.next(batch));
    if (options.decoding && !options.json_lines)
      for (Line& line : batch.lines) line.reading = options.decoding.choose(batch.text(line), line.source);
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
  const auto fed = feed(reader, pipeline, options);
  DAU_CHECK(pipeline.finish());
  DAU_CHECK(fed);
  DAU_CHECK(output.commit());
  bad_lines.report(options);
  return {};
}
}  // namespace dau::cli
