// SPDX-License-Identifier: Apache-2.0
// http.cc — adapter of libcurl.
#include "cli/http.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <charconv>
#include <mutex>
#include <string_view>

namespace dau::cli {
namespace {
struct Transfer {
  HttpResponse response;
  std::uint64_t max_bytes = 0;
  bool too_long = false;
};

// Called by C code, which no exception may cross: running out of memory ends the program either way.
std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* user) {
  Transfer& transfer = *static_cast<Transfer*>(user);
  if (transfer.response.body.size() + count > transfer.max_bytes) {
    transfer.too_long = true;
    return 0;
  }
  transfer.response.body.append(bytes, count);
  return count;
}

// "Retry-After: 2"; the form with a date is left to the caller's own patience.
std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* user) {
  constexpr std::string_view kName = "retry-after:";
  std::string_view line(bytes, count);
  if (line.size() <= kName.size()) return count;
  for (std::size_t i = 0; i < kName.size(); ++i)
    if ((line[i] | 0x20) != kName[i] && line[i] != kName[i]) return count;
  line.remove_prefix(kName.size());
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  double seconds = 0;
  if (const auto [end, fault] = std::from_chars(line.data(), line.data() + line.size(), seconds);
      fault == std::errc() && seconds >= 0)
    static_cast<Transfer*>(user)->response.retry_after_seconds = seconds;
  return count;
}

struct Headers {
  explicit Headers(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) list = ::curl_slist_append(list, line.c_str());
  }
  Headers(const Headers&) = delete;
  Headers& operator=(const Headers&) = delete;
  ~Headers() { ::curl_slist_free_all(list); }
  curl_slist* list = nullptr;
};
}  // namespace

struct HttpClient::Handle {
  Handle() {
    static std::once_flag once;
    std::call_once(once, [] { ::curl_global_init(CURL_GLOBAL_DEFAULT); });
    curl = ::curl_easy_init();
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { ::curl_easy_cleanup(curl); }
  CURL* curl = nullptr;
};

HttpClient::HttpClient() : handle_(std::make_unique<Handle>()) {}
HttpClient::~HttpClient() = default;
HttpClient::HttpClient(HttpClient&&) noexcept = default;

Result<HttpResponse> HttpClient::post(const HttpRequest& request) {
  CURL* curl = handle_->curl;
  if (curl == nullptr) return Error{Errc::backend, "cannot begin", request.url};
  ::curl_easy_reset(curl);
  Transfer transfer;
  transfer.max_bytes = request.max_bytes;
  const Headers headers(request.headers);
  ::curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  ::curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  ::curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  ::curl_easy_setopt(curl, CURLOPT_POST, 1L);
  ::curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  ::curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  ::curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.list);
  ::curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_seconds * 1000));
  ::curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
  ::curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
  ::curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_header);
  ::curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
  const CURLcode code = ::curl_easy_perform(curl);
  if (transfer.too_long)
    return Error{Errc::backend, fmt::format("an answer of more than {} bytes", request.max_bytes), request.url};
  if (code == CURLE_OPERATION_TIMEDOUT)
    return Error{Errc::backend, fmt::format("no answer in {} s", request.timeout_seconds), request.url};
  if (code != CURLE_OK) return Error{Errc::backend, ::curl_easy_strerror(code), request.url};
  long status = 0;
  ::curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  ::curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME, &transfer.response.seconds);
  transfer.response.status = static_cast<int>(status);
  return std::move(transfer.response);
}
}  // namespace dau::cli
