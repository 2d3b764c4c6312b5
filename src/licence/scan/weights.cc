// SPDX-License-Identifier: Apache-2.0
// weights.cc — what weight files say of themselves: GGUF, safetensors, ONNX and our own container.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "base/bytes.h"
#include "base/json.h"
#include "dau/model/container.h"
#include "licence/scan/found.h"

namespace dau::licence {
namespace {
constexpr std::size_t kMaxText = 64 * 1024;  // of one value; what is longer is passed over

using Texts = std::map<std::string, std::vector<std::string>, std::less<>>;

std::string first_of(const Texts& texts, std::string_view name) {
  const auto found = texts.find(name);
  return found == texts.end() || found->second.empty() ? std::string() : found->second.front();
}

void declare(Found& found, std::string text) {
  if (!text.empty()) found.declared.push_back({std::move(text), {}});
}

// ---- GGUF: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md

enum GgufType : std::uint32_t { kBool = 7, kString = 8, kArray = 9 };

// Bytes of a value of a fixed size; 0 for others.
std::uint64_t gguf_size(std::uint32_t type) {
  constexpr std::uint64_t kSizes[] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
  return type < std::size(kSizes) ? kSizes[type] : 0;
}

class Gguf {
 public:
  Gguf(std::span<const std::byte> bytes, const std::string& name) : reader_(bytes, name) {}

  Result<Texts> read() {
    DAU_TRY(const auto magic, reader_.take_bytes(4, "magic"));
    if (as_text(magic) != "GGUF") return reader_.corrupt("no GGUF file");
    DAU_TRY(const std::uint32_t version, reader_.take_u32("version"));
    if (version < 2 || version > 3) return reader_.corrupt(fmt::format("GGUF version {} is not read", version));
    DAU_TRY(const std::uint64_t tensors, reader_.take_u64("tensor count"));
    static_cast<void>(tensors);
    DAU_TRY(const std::uint64_t pairs, reader_.take_u64("metadata count"));
    for (std::uint64_t i = 0; i < pairs; ++i) DAU_CHECK(read_pair());
    return std::move(texts_);
  }

 private:
  Result<std::string_view> text(std::string_view what) {
    DAU_TRY(const std::uint64_t size, reader_.take_u64(what));
    DAU_TRY(const auto bytes, reader_.take_bytes(size, what));
    return as_text(bytes);
  }

  Result<void> read_pair() {
    DAU_TRY(const std::string_view key, text("key"));
    DAU_TRY(const std::uint32_t type, reader_.take_u32("type"));
    std::vector<std::string>* into =
        key.starts_with("general.") ? &texts_[std::string(key.substr(0, kMaxText))] : nullptr;
    return read_value(type, into);
  }

  // Texts are kept where `into` is given; everything else is passed over.
  Result<void> read_value(std::uint32_t type, std::vector<std::string>* into) {
    if (type == kArray) return read_array(into);
    if (type == kString) {
      DAU_TRY(const std::string_view value, text("text"));
      if (into != nullptr && value.size() <= kMaxText) into->emplace_back(value);
      return {};
    }
    if (gguf_size(type) == 0) return reader_.corrupt(fmt::format("no GGUF type {}", type));
    DAU_TRY(const auto skipped, reader_.take_bytes(gguf_size(type), "value"));
    static_cast<void>(skipped);
    return {};
  }

  Result<void> read_array(std::vector<std::string>* into) {
    DAU_TRY(const std::uint32_t type, reader_.take_u32("type of an array"));
    DAU_TRY(const std::uint64_t count, reader_.take_u64("length of an array"));
    if (type == kArray) return reader_.corrupt("arrays in arrays are not read");
    if (const std::uint64_t size = gguf_size(type); size != 0) {
      if (count > reader_.remaining() / size)
        return reader_.corrupt(fmt::format("an array of {} values does not fit", count));
      DAU_TRY(const auto skipped, reader_.take_bytes(count * size, "array"));
      static_cast<void>(skipped);
      return {};
    }
    // Each text takes eight bytes at least, so a count that is a lie ends soon.
    for (std::uint64_t i = 0; i < count; ++i) DAU_CHECK(read_value(type, into));
    return {};
  }

  ByteReader reader_;
  Texts texts_;
};

// general.base_model.0.name, .organization, .repo_url; general.dataset.0.…
void add_gguf_edges(const Texts& texts, std::string_view what, Relation relation, Found& found) {
  for (int i = 0; i < 64; ++i) {
    const std::string key = fmt::format("general.{}.{}.", what, i);
    const std::string organization = first_of(texts, key + "organization");
    std::string target = first_of(texts, key + "name");
    if (const std::string url = first_of(texts, key + "repo_url"); !url.empty()) {
      constexpr std::string_view kHost = "huggingface.co/";
      const std::size_t at = url.find(kHost);
      target = at == std::string::npos ? url : url.substr(at + kHost.size());
    }
    if (target.empty()) return;
    found.edges.push_back({relation, target});
  }
}

// ---- safetensors: a length, and as many bytes of JSON

void add_metadata(const json::Value& metadata, Texts& texts) {
  for (const auto& [key, value] : metadata.items())
    if (value.is_string() && value.get_ref<const std::string&>().size() <= kMaxText)
      texts[key].push_back(value.get<std::string>());
}

// ---- ONNX: a protocol buffer of which the graph, nearly all of the file, is passed over

class Protobuf {
 public:
  Protobuf(std::span<const std::byte> bytes, const std::string& name, std::uint64_t origin = 0)
      : reader_(bytes, name, origin) {}

  bool at_end() const { return reader_.remaining() == 0; }

  struct Field {
    std::uint64_t number = 0;
    std::span<const std::byte> bytes = {};  // of a field with a length
    std::uint64_t origin = 0;
  };

  Result<Field> next() {
    DAU_TRY(const std::uint64_t key, varint());
    Field field{key >> 3, {}, 0};
    switch (key & 7) {
      case 0: {
        DAU_TRY(const std::uint64_t ignored, varint());
        static_cast<void>(ignored);
        return field;
      }
      case 1:
      case 5: {
        DAU_TRY(field.bytes, reader_.take_bytes((key & 7) == 1 ? 8 : 4, "fixed"));
        return field;
      }
      case 2: {
        DAU_TRY(const std::uint64_t size, varint());
        field.origin = reader_.offset();
        DAU_TRY(field.bytes, reader_.take_bytes(size, "field"));
        return field;
      }
      default:
        return reader_.corrupt("no ONNX model");
    }
  }

  Error corrupt(std::string message) const { return reader_.corrupt(std::move(message)); }

 private:
  Result<std::uint64_t> varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      DAU_TRY(const std::uint8_t byte, reader_.take_u8("number"));
      if (shift < 64) value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    return reader_.corrupt("a number of more than ten bytes");
  }

  ByteReader reader_;
};

// StringStringEntryProto: key 1, value 2.
Result<void> read_entry(const Protobuf::Field& entry, const std::string& name, Texts& texts) {
  Protobuf inner(entry.bytes, name, entry.origin);
  std::string key, value;
  while (!inner.at_end()) {
    DAU_TRY(const Protobuf::Field field, inner.next());
    if (field.bytes.size() > kMaxText) continue;
    if (field.number == 1) key = as_text(field.bytes);
    if (field.number == 2) value = as_text(field.bytes);
  }
  texts[key].push_back(value);
  return {};
}
}  // namespace

Result<Found> read_gguf(std::span<const std::byte> bytes, const std::string& name) {
  DAU_TRY(const Texts texts, Gguf(bytes, name).read());
  Found found;
  found.kind = "model";
  found.name = first_of(texts, "general.name");
  found.version = first_of(texts, "general.version");
  found.attribution = first_of(texts, "general.author");
  found.description = first_of(texts, "general.description");
  const std::string licence = first_of(texts, "general.license");
  const std::string named = first_of(texts, "general.license.name");
  declare(found, licence == "other" && !named.empty() ? named : licence.empty() ? named : licence);
  add_gguf_edges(texts, "base_model", Relation::fine_tuned_from, found);
  add_gguf_edges(texts, "dataset", Relation::trained_on, found);
  if (const auto datasets = texts.find("general.datasets"); datasets != texts.end())
    for (const std::string& target : datasets->second) found.edges.push_back({Relation::trained_on, target});
  return found;
}

Result<Found> read_safetensors(std::span<const std::byte> bytes, const std::string& name) {
  constexpr std::uint64_t kMaxHeader = std::uint64_t{16} << 20;  // the format allows 100 MB; the largest models have 1
  ByteReader reader(bytes, name);
  DAU_TRY(const std::uint64_t size, reader.take_u64("header size"));
  if (size > kMaxHeader) return reader.corrupt(fmt::format("a header of {} bytes", size));
  DAU_TRY(const auto header, reader.take_bytes(size, "header"));
  DAU_TRY(const json::Value value, json::parse(as_text(header), name, 8));
  if (!value.is_object()) return reader.corrupt("the header is no JSON object");
  Texts texts;
  if (const auto metadata = value.find("__metadata__"); metadata != value.end() && metadata->is_object())
    add_metadata(*metadata, texts);
  Found found;
  found.kind = "model";
  for (const std::string_view key : {"license", "licence", "modelspec.license"}) declare(found, first_of(texts, key));
  for (const std::string_view key : {"name", "modelspec.title"})
    if (found.name.empty()) found.name = first_of(texts, key);
  found.attribution = first_of(texts, "modelspec.author");
  for (const std::string_view key : {"base_model", "ss_base_model_version"})
    if (const std::string base = first_of(texts, key); !base.empty())
      found.edges.push_back({Relation::fine_tuned_from, base});
  return found;
}

Result<Found> read_onnx(std::span<const std::byte> bytes, const std::string& name) {
  constexpr std::uint64_t kProducer = 2, kDocumentation = 6, kGraph = 7, kMetadata = 14;
  Protobuf model(bytes, name);
  Texts texts;
  bool has_graph = false;
  while (!model.at_end()) {
    DAU_TRY(const Protobuf::Field field, model.next());
    has_graph = has_graph || field.number == kGraph;
    if (field.number == kMetadata) DAU_CHECK(read_entry(field, name, texts));
    if (field.number == kDocumentation && field.bytes.size() <= kMaxText)
      texts["doc_string"].emplace_back(as_text(field.bytes));
    if (field.number == kProducer && field.bytes.size() <= kMaxText)
      texts["producer"].emplace_back(as_text(field.bytes));
  }
  if (!has_graph) return model.corrupt("no ONNX model: it has no graph");
  Found found;
  found.kind = "model";
  found.description = first_of(texts, "doc_string");
  for (const std::string_view key : {"license", "licence", "License", "LICENSE"}) declare(found, first_of(texts, key));
  for (const std::string_view key : {"name", "model_name", "title"})
    if (found.name.empty()) found.name = first_of(texts, key);
  for (const std::string_view key : {"author", "model_author", "maker"})
    if (found.attribution.empty()) found.attribution = first_of(texts, key);
  for (const std::string_view key : {"base_model", "url", "source"}) {
    const std::string target = first_of(texts, key);
    constexpr std::string_view kHost = "huggingface.co/";
    if (const std::size_t at = target.find(kHost); at != std::string::npos)
      found.edges.push_back({Relation::fine_tuned_from, target.substr(at + kHost.size())});
  }
  return found;
}

Result<Found> read_dau(std::span<const std::byte> bytes, const std::string& name) {
  DAU_TRY(const model::Container container, model::Container::view(bytes, {}, name));
  const model::Card& card = container.card();
  Found found;
  found.kind = "model";
  found.name = card.name;
  found.version = card.version;
  found.description = card.summary;
  declare(found, card.licence);
  for (const model::Score& score : card.scores)
    found.measures.push_back({score.set, score.metric, score.value, score.low, score.high});
  for (const model::Source& source : card.sources) {
    Component part;
    part.id = fmt::format("{}/{}", card.name, source.id);
    part.name = source.id;
    part.kind = "corpus";
    part.sha256 = source.sha256;
    part.attribution = source.attribution;
    part.declared.push_back({source.licence, {}});
    found.parts.emplace_back(Relation::trained_on, std::move(part));
  }
  return found;
}
}  // namespace dau::licence
