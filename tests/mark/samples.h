// SPDX-License-Identifier: Apache-2.0
// samples.h — the smallest files of each format that are still of it, and keys.
#pragma once
#include <string>
#include <vector>

#include "base/certificate.h"
#include "dau/mark/add.h"
#include "dau/mark/verify.h"

namespace dau::mark::testing {
struct Sample {
  std::string name;
  std::string bytes;
};

// PNG, JPEG, WAV, WebP, MP3 (without and with a tag), MP4 (with an offset table), PDF, SVG, HTML, Markdown, Python.
std::vector<Sample> samples();
Sample sample(const std::string& name);

constexpr std::int64_t kNow = 1'795'000'000;  // 18 November 2026

// Made once for each kind.
const Authority& authority(KeyKind kind = KeyKind::p256);
AddOptions how(Origin origin = Origin::created, KeyKind kind = KeyKind::p256);
VerifyOptions trusting(KeyKind kind = KeyKind::p256);

std::string codes(const Report& report, StatusKind kind = StatusKind::failure);  // "a, b"
}  // namespace dau::mark::testing
