// SPDX-License-Identifier: Apache-2.0
// eval_chat.cc — a prompt for each case, several at a time, asked again where it makes sense.
#include "cli/eval_chat.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/bytes.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "cli/command.h"
#include "cli/http.h"
#include "cli/journal.h"

namespace dau::cli {
namespace {
constexpr std::uint64_t kMaxResponse = std::uint64_t{16} << 20;
constexpr int kHopeless = 10;         // failures in a row, before any success, that end a run
constexpr double kLongestPause = 60;  // seconds
constexpr std::size_t kQuoted = 200;  // bytes of a server's own words in a message

bool is_passing(int status) {
  return status == 408 || status == 409 || status == 425 || status == 429 || (status >= 500 && status != 501);
}

// The server says no to all of it: a wrong key, a model or an address that is not there.
bool is_final(int status) { return status == 401 || status == 403 || status == 404 || status == 405; }

std::string in_place(std::string text, std::string_view mark, std::string_view value) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.replace(at, mark.size(), value);
}

std::string address_of(std::string url) {
  constexpr std::string_view kEnd = "/chat/completions";
  while (url.ends_with('/')) url.pop_back();
  return url.ends_with(kEnd) ? url : url + std::string(kEnd);
}

// A server's own words in an error, cut short, on one line.
std::string words_of(const std::string& body) {
  std::string text = body;
  if (const auto value = json::parse(body); value && value->is_object()) {
    const auto error = value->find("error");
    if (error != value->end() && error->is_object() && error->contains("message") && (*error)["message"].is_string())
      text = (*error)["message"].get<std::string>();
    else if (error != value->end() && error->is_string())
      text = error->get<std::string>();
  }
  if (text.size() > kQuoted) {
    text.resize(kQuoted);
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80) text.pop_back();
    if (!text.empty() && (text.back() & 0x80) != 0) text.pop_back();
    text += "…";
  }
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// What a model says after it has thought aloud.
std::string_view after_thinking(std::string_view text) {
  constexpr std::string_view kBegin = "<think>", kEnd = "</think>";
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || !text.substr(begin).starts_with(kBegin)) return text;
  const std::size_t end = text.find(kEnd, begin);
  return end == std::string_view::npos ? std::string_view() : text.substr(end + kEnd.size());
}

struct Message {
  std::string content;
  std::string model;
  bool cut = false;  // by the limit of tokens
  std::uint64_t prompt_tokens = 0, completion_tokens = 0;
};

std::uint64_t count_of(const json::Value& usage, const char* name) {
  const auto found = usage.find(name);
  return found != usage.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

Result<Message> message_of(const std::string& body, const std::string& where) {
  DAU_TRY(const json::Value value, json::parse(body, where));
  DAU_TRY(const json::Value* choices, json::array_member(value, "choices", "answer"));
  if (choices->empty()) return Error{Errc::backend, "an answer without a choice", where};
  const json::Value& choice = choices->front();
  DAU_TRY(const json::Value* message, json::member(choice, "message", "choice"));
  Message out;
  if (!message->is_object()) return Error{Errc::backend, "a message that is none", where};
  if (const auto content = message->find("content"); content != message->end() && content->is_string())
    out.content = content->get<std::string>();
  if (const auto reason = choice.find("finish_reason"); reason != choice.end()) out.cut = *reason == "length";
  if (const auto model = value.find("model"); model != value.end() && model->is_string())
    out.model = model->get<std::string>();
  if (const auto usage = value.find("usage"); usage != value.end() && usage->is_object()) {
    out.prompt_tokens = count_of(*usage, "prompt_tokens");
    out.completion_tokens = count_of(*usage, "completion_tokens");
  }
  return out;
}

// The member of the JSON that was asked for; models like to put a fence around it.
Result<std::string> member_of(std::string_view content, const std::string& member) {
  const std::size_t begin = content.find('{'), end = content.rfind('}');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin)
    return Error{Errc::backend, fmt::format("not the JSON that was asked for: {}", words_of(std::string(content))), ""};
  const auto value = json::parse(content.substr(begin, end - begin + 1));
  if (!value || !value->is_object() || !value->contains(member))
    return Error{Errc::backend, fmt::format("not the JSON that was asked for: {}", words_of(std::string(content))), ""};
  const json::Value& found = (*value)[member];
  return found.is_string() ? found.get<std::string>() : json::dump(found);
}

struct Counts {
  std::atomic<std::uint64_t> failed{0}, cached{0}, retries{0}, cut{0}, resumed{0};
};

class Chat {
 public:
  Chat(const ChatOptions& options, const eval::TaskFile& task)
      : options_(options),
        task_(task),
        address_(address_of(options.url)),
        schema_(options.schema && !task.schema.empty()) {
    const char* key = std::getenv("DAU_EVAL_API_KEY");
    headers_ = {"Content-Type: application/json"};
    if (key != nullptr && *key != '\0') headers_.push_back(fmt::format("Authorization: Bearer {}", key));
    if (!task.schema.empty())
      if (auto schema = json::parse(task.schema)) schema_value_ = std::move(*schema);
  }

  // The answer to a case. Errors: those that end the run; what fails for this case alone is in the answer.
  Result<Reply> ask(HttpClient& client, const eval::Case& one) {
    for (int turn = 0;; ++turn) {
      const bool with_schema = schema_;
      const std::string body = request(one, with_schema);
      if (std::optional<Reply> kept = cached(one, body, with_schema)) return *kept;
      const auto response = client.post({address_, headers_, body, options_.timeout, kMaxResponse});
      if (response && response->status == 400 && with_schema) {
        schema_ = false;  // for all that follow: this server cannot
        --turn;
        continue;
      }
      if (response && is_final(response->status))
        return Error{Errc::backend, fmt::format("HTTP {}: {}", response->status, words_of(response->body)), address_};
      const bool again = !response || is_passing(response->status);
      if (again && turn < options_.retries && !stopped_) {
        ++counts.retries;
        pause(turn, response ? response->retry_after_seconds : std::nullopt);
        continue;
      }
      if (!response) return failed(one, response.error().message);
      if (response->status != 200)
        return failed(one, fmt::format("HTTP {}: {}", response->status, words_of(response->body)));
      const auto message = message_of(response->body, address_);
      if (!message && turn < options_.retries && !stopped_) {  // rubbish, as of a proxy that is starting
        ++counts.retries;
        pause(turn, std::nullopt);
        continue;
      }
      if (!message) return failed(one, message.error().message);
      Reply reply = reply_of(one, *message, with_schema);
      reply.seconds = response->seconds;
      if (reply.answer.error.empty()) DAU_CHECK(keep(body, response->body));
      return reply;
    }
  }

  void stop() { stopped_ = true; }

  std::string model() {
    const std::lock_guard lock(mutex_);
    return model_;
  }

  Counts counts;

 private:
  std::string request(const eval::Case& one, bool with_schema) const {
    json::Value messages = json::Value::array();
    if (!task_.system_prompt.empty()) messages.push_back({{"role", "system"}, {"content", task_.system_prompt}});
    messages.push_back({{"role", "user"}, {"content", in_place(task_.user_prompt, "{input}", one.input)}});
    json::Value body = {{"model", options_.model},
                        {"messages", std::move(messages)},
                        {"temperature", options_.temperature},
                        {"max_tokens", options_.tokens}};
    if (with_schema)
      body["response_format"] = {{"type", "json_schema"},
                                 {"json_schema", {{"name", "answer"}, {"strict", true}, {"schema", schema_value_}}}};
    return json::dump(body);
  }

  Reply reply_of(const eval::Case& one, const Message& message, bool with_schema) {
    Reply reply;
    reply.answer = {one.id, one.register_name, one.dialect, {}, {}};
    reply.prompt_tokens = message.prompt_tokens;
    reply.completion_tokens = message.completion_tokens;
    if (message.cut) ++counts.cut;
    if (!message.model.empty()) {
      const std::lock_guard lock(mutex_);
      model_ = message.model;
    }
    const std::string_view said = after_thinking(message.content);
    if (!with_schema) {
      reply.answer.output = trimmed(said);
      return reply;
    }
    if (auto member = member_of(said, task_.answer_member)) {
      reply.answer.output = trimmed(*member);
    } else {
      reply.answer.error = message.cut ? "cut off by the limit of tokens" : member.error().message;
      ++counts.failed;
    }
    return reply;
  }

  Reply failed(const eval::Case& one, std::string why) {
    ++counts.failed;
    Reply reply;
    reply.answer = {one.id, one.register_name, one.dialect, {}, std::move(why)};
    return reply;
  }

  // Twice as long each time from half a second on, unless the server says how long.
  void pause(int turn, std::optional<double> asked) const {
    double seconds = std::min(asked.value_or(0.5 * std::pow(2.0, turn)), kLongestPause);
    for (; seconds > 0 && !stopped_; seconds -= 0.1)
      std::this_thread::sleep_for(std::chrono::duration<double>(std::min(seconds, 0.1)));
  }

  std::string cache_path(const std::string& body) const {
    const std::string key = address_ + "\n" + body;
    return fmt::format("{}/{}.json", options_.cache, sha256_hex(as_bytes(key)));
  }

  // An answer that was kept and is not readable any more is asked for again.
  std::optional<Reply> cached(const eval::Case& one, const std::string& body, bool with_schema) {
    if (options_.cache.empty()) return std::nullopt;
    const auto text = read_file(cache_path(body), kMaxResponse);
    if (!text) return std::nullopt;
    const auto message = message_of(*text, "cache");
    if (!message) return std::nullopt;
    ++counts.cached;
    return reply_of(one, *message, with_schema);
  }

  Result<void> keep(const std::string& body, const std::string& response) const {
    if (options_.cache.empty()) return {};
    return write_file_atomically(cache_path(body), as_bytes(response));
  }

  const ChatOptions& options_;
  const eval::TaskFile& task_;
  std::string address_;
  std::vector<std::string> headers_;
  json::Value schema_value_;
  std::atomic<bool> schema_;
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::string model_;  // as the server calls it
};

// What the workers share: the next case, the answers, and what ended the run.
struct Work {
  Work(const std::vector<eval::Case>& all, Journal* kept) : cases(all), journal(kept), replies(all.size()) {}

  const std::vector<eval::Case>& cases;
  Journal* journal;
  std::vector<Reply> replies;
  std::atomic<std::size_t> next{0};
  std::atomic<bool> any_success{false};
  std::atomic<int> failures{0};
  std::mutex mutex;
  std::optional<Error> fault;

  void fail(Chat& chat, Error error) {
    const std::lock_guard lock(mutex);
    if (!fault) fault = std::move(error);
    next = cases.size();
    chat.stop();
  }
};

void answer_cases(Chat& chat, Work& work) {
  HttpClient client;
  for (std::size_t i = work.next++; i < work.cases.size(); i = work.next++) {
    const eval::Case& one = work.cases[i];
    if (const Reply* known = work.journal == nullptr ? nullptr : work.journal->find(one.id)) {
      work.replies[i] = *known;
      work.replies[i].answer.register_name = one.register_name;
      work.replies[i].answer.dialect = one.dialect;
      ++chat.counts.resumed;
      continue;
    }
    Result<Reply> reply = chat.ask(client, one);
    if (!reply) return work.fail(chat, reply.error());
    if (work.journal != nullptr)
      if (const auto kept = work.journal->add(*reply); !kept) return work.fail(chat, kept.error());
    if (reply->answer.error.empty())
      work.any_success = true;
    else if (!work.any_success && ++work.failures >= kHopeless)
      return work.fail(
          chat,
          {Errc::backend, fmt::format("{} requests failed, the last: {}", kHopeless, reply->answer.error), "--system"});
    work.replies[i] = std::move(*reply);
  }
}

double percentile(const std::vector<double>& sorted, double part) {
  if (sorted.empty()) return 0;
  return sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

eval::Figures latency_of(const std::vector<Reply>& replies, const ChatOptions& options) {
  std::vector<double> seconds;
  double sum = 0;
  for (const Reply& reply : replies) {
    if (reply.seconds <= 0) continue;
    seconds.push_back(reply.seconds);
    sum += reply.seconds;
  }
  std::ranges::sort(seconds);
  eval::Figures figures = {{"jobs", options.jobs}, {"requests", static_cast<double>(seconds.size())}};
  if (seconds.empty()) return figures;
  figures["mean_seconds"] = sum / static_cast<double>(seconds.size());
  figures["p50_seconds"] = percentile(seconds, 0.5);
  figures["p95_seconds"] = percentile(seconds, 0.95);
  figures["max_seconds"] = seconds.back();
  return figures;
}

Result<double> number_of(std::string_view key, std::string_view text, double low, double high) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault == std::errc() && end == text.data() + text.size() && value >= low && value <= high) return value;
  return Error{Errc::invalid_argument, fmt::format("{} is a number from {} to {}, found \"{}\"", key, low, high, text),
               "--chat"};
}
}  // namespace

Result<ChatOptions> parse_chat(const std::string& settings) {
  ChatOptions options;
  std::string_view rest = settings;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view entry = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t sign = entry.find('=');
    const std::string_view key = entry.substr(0, sign);
    const std::string_view value = sign == std::string_view::npos ? std::string_view() : entry.substr(sign + 1);
    if (key == "model") {
      options.model = value;
    } else if (key == "jobs") {
      DAU_TRY(const double jobs, number_of(key, value, 1, 256));
      options.jobs = static_cast<int>(jobs);
    } else if (key == "retries") {
      DAU_TRY(const double retries, number_of(key, value, 0, 100));
      options.retries = static_cast<int>(retries);
    } else if (key == "timeout") {
      DAU_TRY(options.timeout, number_of(key, value, 0.1, 86400));
    } else if (key == "tokens") {
      DAU_TRY(const double tokens, number_of(key, value, 1, 1e6));
      options.tokens = static_cast<int>(tokens);
    } else if (key == "temperature") {
      DAU_TRY(options.temperature, number_of(key, value, 0, 2));
    } else if (key == "schema" && (value == "yes" || value == "no")) {
      options.schema = value == "yes";
    } else {
      return Error{
          Errc::invalid_argument,
          fmt::format("\"{}\" is not model, jobs, retries, timeout, tokens, temperature or schema=yes|no", entry),
          "--chat"};
    }
  }
  return options;
}

Result<SystemRun> run_chat(const SystemOptions& options, const eval::TaskFile& task,
                           const std::vector<eval::Case>& cases) {
  if (task.user_prompt.empty())
    return Error{Errc::invalid_argument, fmt::format("task {} has no prompt for chat models", task.id), "--system"};
  DAU_TRY(ChatOptions chat_options, parse_chat(options.chat));
  chat_options.url = options.spec;
  chat_options.cache = options.cache;
  if (chat_options.model.empty())
    return with_hint({Errc::invalid_argument, "a server needs a model", "--chat"}, "--chat model=NAME");
  std::error_code failed;
  if (!options.cache.empty()) std::filesystem::create_directories(options.cache, failed);
  if (failed) return Error{Errc::io, "cannot make the folder: " + failed.message(), options.cache};

  Chat chat(chat_options, task);
  Work work(cases, options.journal);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> workers;
  const auto jobs = std::min<std::size_t>(static_cast<std::size_t>(chat_options.jobs), cases.size());
  for (std::size_t i = 0; i < jobs; ++i) workers.emplace_back([&] { answer_cases(chat, work); });
  for (std::thread& worker : workers) worker.join();
  if (work.fault) return *work.fault;

  SystemRun run;
  std::uint64_t in = 0, out = 0;
  for (Reply& reply : work.replies) {
    in += reply.prompt_tokens;
    out += reply.completion_tokens;
    run.answers.push_back(reply.answer);
  }
  run.latency = latency_of(work.replies, chat_options);
  run.latency["wall_seconds"] = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  run.usage = {{"prompt_tokens", static_cast<double>(in)},
               {"completion_tokens", static_cast<double>(out)},
               {"failed", static_cast<double>(chat.counts.failed)},
               {"cached", static_cast<double>(chat.counts.cached)},
               {"retries", static_cast<double>(chat.counts.retries)},
               {"cut_off", static_cast<double>(chat.counts.cut)},
               {"resumed", static_cast<double>(chat.counts.resumed)}};
  run.system = {chat_options.model, "http", options.spec, {}, {}, {{chat_options.model, chat.model(), {}, {}}}};
  return run;
}
}  // namespace dau::cli
