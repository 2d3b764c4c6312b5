// SPDX-License-Identifier: Apache-2.0
// sample_contents.h — a small model file that says something in every field.
#pragma once
#include <string_view>
#include <utility>

#include "base/bytes.h"
#include "dau/model/writer.h"

namespace dau::model {
inline NamedBytes named(std::string name, std::string_view text) {
  const auto bytes = as_bytes(text);
  return {std::move(name), {bytes.begin(), bytes.end()}};
}

inline Contents sample_contents() {
  Card card;
  card.name = "restore";
  card.version = "2026.11.0";
  card.summary = "puts the marks back";
  card.licence = "Apache-2.0";
  card.command = "make model";
  card.created = "2026-11-23T00:00:00Z";
  card.form = "NFC, tones in the old style";
  card.sources = {{"legal", std::string(64, 'a'), "CC0-1.0", "Bộ pháp điển"}};
  card.scores = {{"business_55", "word accuracy (nom-vn), %", 97.81, 97.0, 98.5, 20.25}};
  card.samples = {{"toi dang hoc", "tôi đang học"}};
  return {"restore", card, {named("net", "weights"), named("empty", ""), named("lexicon", "a\tá\n")}};
}
}  // namespace dau::model
