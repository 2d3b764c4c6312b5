// SPDX-License-Identifier: Apache-2.0
// archive.cc — adapter of libarchive.
#include <archive.h>
#include <archive_entry.h>

#include <optional>
#include <utility>

#include "base/tar.h"

namespace dau {
struct TarWriter::Body {
  archive* tar = nullptr;
  std::function<Result<void>(std::string_view)> sink;
  std::optional<Error> failed;  // what the sink said

  ~Body() {
    if (tar != nullptr) archive_write_free(tar);
  }
  Error fault() const {
    if (failed) return *failed;
    const char* const why = archive_error_string(tar);
    return {Errc::io, std::string("libarchive: ") + (why == nullptr ? "cannot write" : why), "tar"};
  }
};

namespace {
la_ssize_t write_piece(archive*, void* data, const void* bytes, std::size_t size) {
  auto& body = *static_cast<TarWriter::Body*>(data);
  const auto done = body.sink({static_cast<const char*>(bytes), size});
  if (done) return static_cast<la_ssize_t>(size);
  body.failed = done.error();
  return -1;
}
}  // namespace

TarWriter::TarWriter(std::unique_ptr<Body> body) : body_(std::move(body)) {}
TarWriter::TarWriter(TarWriter&&) noexcept = default;
TarWriter& TarWriter::operator=(TarWriter&&) noexcept = default;
TarWriter::~TarWriter() = default;

Result<TarWriter> TarWriter::open(std::function<Result<void>(std::string_view)> sink) {
  auto body = std::make_unique<Body>();
  body->sink = std::move(sink);
  body->tar = archive_write_new();
  if (body->tar == nullptr) return Error{Errc::io, "libarchive gives no writer", "tar"};
  if (archive_write_set_format_pax_restricted(body->tar) != ARCHIVE_OK ||
      archive_write_open(body->tar, body.get(), nullptr, write_piece, nullptr) != ARCHIVE_OK)
    return body->fault();
  return TarWriter(std::move(body));
}

Result<void> TarWriter::add(const std::string& path, std::string_view content, bool executable) {
  archive_entry* const entry = archive_entry_new();
  if (entry == nullptr) return Error{Errc::io, "libarchive gives no entry", path};
  archive_entry_set_pathname_utf8(entry, path.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, executable ? 0755 : 0644);
  archive_entry_set_mtime(entry, 0, 0);
  archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
  const bool headed = archive_write_header(body_->tar, entry) == ARCHIVE_OK;
  archive_entry_free(entry);
  if (!headed ||
      archive_write_data(body_->tar, content.data(), content.size()) != static_cast<la_ssize_t>(content.size()))
    return body_->fault();
  return {};
}

Result<void> TarWriter::finish() {
  if (archive_write_close(body_->tar) != ARCHIVE_OK) return body_->fault();
  return {};
}
}  // namespace dau
