// SPDX-License-Identifier: Apache-2.0
// add.h — marks an asset: a manifest store that says a model made or changed it, signed, in the asset or beside it.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/mark/format.h"
#include "dau/result.h"

namespace dau::mark {
enum class Origin : std::uint8_t {
  created,  // a model made the content
  edited,   // a model changed content that was there
};

struct AddOptions {
  Origin origin = Origin::created;
  std::string key_pem, key_name;      // private key, PKCS #8: P-256, P-384, P-521, Ed25519, RSA from 2,048 bits
  std::string chain_pem, chain_name;  // certificates, the leaf first; a root among them is left out
  std::string source_type;            // IPTC URI, or the last part of one; empty: as the origin is
  std::string title;                  // empty: the asset's name
  std::string provider, system;       // who provides the AI system, and which it is; empty: not told
  std::string model_name, model_id;   // for the AI disclosure; empty: not told
  std::string oversight;              // fully_autonomous, prompt_guided, human_validated; empty: not told
  std::string description;            // of what was done
  std::string profile_yaml;           // instead of data/marks/vn-ai-mark-1.yaml; "none": no Vietnamese mark
  std::string generator_version;
  // What the content was made from, where that is another file (re-encoded, cut, labelled): its bytes and name. They
  // must outlive the call. Its manifest is kept instead of the asset's own.
  std::optional<std::string_view> parent = std::nullopt;
  std::string parent_name = {};
  bool sidecar = false;             // the store beside the asset, which is left as it is
  bool invisible_text = false;      // of plain text: the store in characters that nobody sees
  bool courtesy = true;             // XMP in images, JSON-LD in HTML
  std::optional<std::int64_t> now;  // seconds since 1970; the clock where it is not given
};

// The marked asset in pieces, which are views of the given asset and of this object.
class DAU_API Marked {
 public:
  const std::vector<std::string_view>& parts() const;  // none where the store goes beside the asset
  const std::string& store() const;
  const std::string& manifest() const;  // label of the new manifest
  bool sidecar() const;
  std::string asset() const;  // the pieces together

  Marked(Marked&&) noexcept;
  Marked& operator=(Marked&&) noexcept;
  ~Marked();
  struct Body;
  explicit Marked(std::unique_ptr<Body> body);

 private:
  std::unique_ptr<Body> body_;
};

// `asset` must outlive what comes back. `old_sidecar`: the store that lies beside it, or its parent, now. A manifest
// that the asset has already is kept as that of an ingredient. Whether the result stands its own test is for the caller
// to ask: verify(). Errors: invalid_argument (options); corrupt (the asset is not of its format, a key or certificate
// that cannot be read); unsupported (a format that has no room: the way is `sidecar`). Thread safety: any number of
// threads. Cost: one pass over the asset for its hash; it is not copied but for PDF. Source: docs/formats/mark.md.
DAU_API Result<Marked> add(std::string_view asset, const std::string& name, std::optional<std::string_view> old_sidecar,
                           const AddOptions& options);

Result<Marked> add(std::string&& asset, const std::string& name, std::optional<std::string_view> old_sidecar,
                   const AddOptions& options) = delete;  // what comes back would be views of what is gone

// Whether a store has room in files of this format.
DAU_API bool can_embed(Format format);
}  // namespace dau::mark
