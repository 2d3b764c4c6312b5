// SPDX-License-Identifier: Apache-2.0
// licence_files_fuzzer.cc — any bytes as each kind of file that a scan reads; the first byte says which.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/bytes.h"
#include "licence/scan/found.h"

namespace {
void check(const dau::Result<dau::licence::Found>& found) {
  if (!found && (found.error().message.empty() || !found.error().at.starts_with("f"))) std::abort();
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dau::licence;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 10) {
    case 0:
      check(read_card(text, "f"));
      break;
    case 1:
      check(read_licence_text(text, **Catalogue::builtin()));
      break;
    case 2:
      check(read_spdx_lines(text));
      break;
    case 3:
      check(read_package_json(text, "f"));
      break;
    case 4:
      check(read_pyproject(text, "f"));
      break;
    case 5:
      check(read_debian_copyright(text, "f"));
      break;
    case 6:
      check(read_gguf(dau::as_bytes(text), "f"));
      break;
    case 7:
      check(read_safetensors(dau::as_bytes(text), "f"));
      break;
    case 8:
      check(read_onnx(dau::as_bytes(text), "f"));
      break;
    default:
      check(read_dau(dau::as_bytes(text), "f"));
      break;
  }
  return 0;
}
