// SPDX-License-Identifier: Apache-2.0
// http.h — asks a web server; the only place that knows libcurl. Beast serves, curl asks: proxies, certificates and
// time limits of a client are what it is kept for.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dau/result.h"

namespace dau::cli {
struct HttpRequest {
  std::string url;                   // http or https
  std::vector<std::string> headers;  // "Name: value"
  std::string body;
  double timeout_seconds = 60;  // of the whole exchange
  std::uint64_t max_bytes = std::uint64_t{16} << 20;
};

struct HttpResponse {
  int status = 0;
  std::string body;
  std::optional<double> retry_after_seconds;
  double seconds = 0;
};

// Keeps its connection from one request to the next. One thread at a time may use a client; each may have its own.
// Redirections are not followed: an answer from elsewhere is not the server's, nor is a key meant for it.
class HttpClient {
 public:
  HttpClient();
  ~HttpClient();
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) = delete;

  // Any status is an answer. Errors: backend (no connection, no answer in time, too long a one), at = the URL.
  Result<HttpResponse> post(const HttpRequest& request);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};
}  // namespace dau::cli
