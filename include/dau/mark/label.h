// SPDX-License-Identifier: Apache-2.0
// label.h — the notice that a person sees or hears: on images, before sound, in HTML and PDF.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dau/api.h"
#include "dau/mark/add.h"
#include "dau/result.h"

namespace dau::mark {
struct LabelOptions {
  Origin origin = Origin::created;
  std::string language = "vi";  // vi, en, or both: "Nội dung do AI tạo ra · AI-generated content"
  std::string text;             // own words instead
  bool top = false;             // of images and pages; else at the bottom
  std::string cue;              // sound: a WAV of the same form to be heard first; empty: two tones
};

// The words. Errors: invalid_argument (language).
DAU_API Result<std::string> label_text(const LabelOptions& options);

// The file with its label: PNG, JPEG (quality 92), WAV (PCM of 8 to 32 bits, 32-bit float), HTML, PDF (every page).
// Whatever manifest it had does not hold for it any more: mark it anew, with the old file as its parent.
// Errors: corrupt; unsupported (another format; an image of more than 100 megapixels); invalid_argument (a cue of
// another form). Cost: images are decoded, 4 bytes a pixel.
DAU_API Result<std::string> label(std::string_view asset, const std::string& name, const LabelOptions& options);

// The notice as a PNG with a transparent ground, `width` pixels wide: to be laid over video.
DAU_API Result<std::string> label_card(int width, const LabelOptions& options);

// When no label is asked for.
struct Exemption {
  std::string clause, vi, en;
};
DAU_API Result<std::vector<Exemption>> label_exemptions();
}  // namespace dau::mark
