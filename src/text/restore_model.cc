// SPDX-License-Identifier: Apache-2.0
// restore_model.cc — reading the "config" section and handing the rest to their readers.
#include "text/restore_model.h"

#include <string>

#include "base/bytes.h"
#include "base/json.h"

namespace dau::text {
namespace {
Result<std::size_t> size_member(const json::Value& v, const char* name) {
  DAU_TRY(const double n, json::number_member(v, name, "config"));
  if (!(n >= 0 && n <= 1 << 24)) return Error{Errc::corrupt, std::string("config: \"") + name + "\" is out of range"};
  return static_cast<std::size_t>(n);
}

Result<float> weight_member(const json::Value& v, const char* name) {
  DAU_TRY(const double x, json::number_member(v, name, "config"));
  if (!(x >= 0 && x <= 20)) return Error{Errc::corrupt, std::string("config: \"") + name + "\" is not in 0 … 20"};
  return static_cast<float>(x);
}

Result<nn::NetShape> read_shape(const json::Value& v) {
  nn::NetShape s;
  DAU_TRY(s.bases, size_member(v, "bases"));
  DAU_TRY(s.forms, size_member(v, "forms"));
  DAU_TRY(s.base_width, size_member(v, "base_width"));
  DAU_TRY(s.pair_width, size_member(v, "pair_width"));
  DAU_TRY(s.pair_rows, size_member(v, "pair_rows"));
  DAU_TRY(s.hidden, size_member(v, "hidden"));
  DAU_TRY(s.blocks, size_member(v, "blocks"));
  DAU_TRY(s.taps, size_member(v, "taps"));
  DAU_TRY(s.out_width, size_member(v, "out_width"));
  return s;
}

Result<SearchWeights> read_weights(const json::Value& v) {
  SearchWeights w;
  DAU_TRY(w.net, weight_member(v, "net_weight"));
  DAU_TRY(w.ngram, weight_member(v, "ngram_weight"));
  DAU_TRY(w.prune, weight_member(v, "prune"));
  return w;
}

Result<json::Value> read_config(const model::Container& container) {
  DAU_TRY(const auto bytes, container.section("config"));
  DAU_TRY(json::Value config, json::parse(as_text(bytes), std::string(container.path()) + " section config"));
  if (!config.is_object()) return Error{Errc::corrupt, "config is not an object", std::string(container.path())};
  return config;
}
}  // namespace

Result<RestoreModel> RestoreModel::from(model::Container container) {
  DAU_TRY(const json::Value config, read_config(container));
  DAU_TRY(const nn::NetShape shape, read_shape(config));
  DAU_TRY(const SearchWeights weights, read_weights(config));
  DAU_TRY(Vocabulary vocabulary, Vocabulary::open(container, shape.bases, shape.forms));
  DAU_TRY(nn::ContextNet net, nn::ContextNet::open(container, shape));
  DAU_TRY(const nn::Trigram trigram, nn::Trigram::open(container, vocabulary.words()));
  return RestoreModel{std::move(container), std::move(vocabulary), std::move(net), trigram, weights};
}
}  // namespace dau::text
