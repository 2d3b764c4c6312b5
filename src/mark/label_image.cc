// SPDX-License-Identifier: Apache-2.0
// label_image.cc — adapter of Cairo and Pango: a line of text, any Vietnamese right, on images, cards and pages.
#include <cairo-pdf.h>
#include <cairo.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstring>
#include <memory>

#include "mark/bytes_be.h"
#include "mark/label_parts.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
// Fontconfig keeps its fonts to the end of the program, out of LeakSanitizer's sight.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n";
}
#endif
#endif

namespace dau::mark {
namespace {
struct Free {
  void operator()(cairo_surface_t* surface) const noexcept { cairo_surface_destroy(surface); }
  void operator()(cairo_t* context) const noexcept { cairo_destroy(context); }
  void operator()(PangoLayout* layout) const noexcept { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const noexcept { pango_font_description_free(font); }
};
using Surface = std::unique_ptr<cairo_surface_t, Free>;
using Context = std::unique_ptr<cairo_t, Free>;
using Text = std::unique_ptr<PangoLayout, Free>;
using Font = std::unique_ptr<PangoFontDescription, Free>;

// The text as it fits into `width`, in lines where it must; and how high that is.
Text lay_out(cairo_t* context, const std::string& text, double width, double size) {
  Text layout(pango_cairo_create_layout(context));
  const Font font(pango_font_description_from_string("Sans Bold"));
  pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font.get());
  pango_layout_set_width(layout.get(), static_cast<int>(std::max(1.0, width) * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), PANGO_ALIGN_CENTER);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

double height_of(PangoLayout* layout) {
  int height = 0;
  pango_layout_get_pixel_size(layout, nullptr, &height);
  return height;
}

double width_of(PangoLayout* layout) {
  int width = 0;
  pango_layout_get_pixel_size(layout, &width, nullptr);
  return width;
}

// Smaller, down to two thirds, where the text then stays in one line.
double size_that_fits(cairo_t* context, const std::string& text, double width, double size) {
  const Text line = lay_out(context, text, 1e6, size);
  pango_layout_set_alignment(line.get(), PANGO_ALIGN_LEFT);
  const double wanted = width_of(line.get());
  const double scale = (width - 2 * size) / std::max(1.0, wanted);
  return scale >= 1 || scale < 0.66 ? size : size * scale;
}

// White on a dark band, whatever lies below it. Returns the band's height.
double draw_band(cairo_t* context, const std::string& text, double width, double height, double most, bool top) {
  const double size = size_that_fits(context, text, width, most);
  const double margin = size / 2;
  const Text layout = lay_out(context, text, width - 2 * margin, size);
  const double band = height_of(layout.get()) + margin;
  const double y = top ? 0 : height - band;
  cairo_set_source_rgba(context, 0, 0, 0, 0.72);
  cairo_rectangle(context, 0, y, width, band);
  cairo_fill(context);
  cairo_set_source_rgb(context, 1, 1, 1);
  cairo_move_to(context, margin, y + margin / 2);
  pango_cairo_show_layout(context, layout.get());
  return band;
}

// Large enough to be read, small enough not to hide the content.
double size_for(double width, double height) { return std::clamp(std::min(width / 22, height / 12), 9.0, 96.0); }

cairo_status_t append(void* to, const unsigned char* bytes, unsigned size) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), size);
  return CAIRO_STATUS_SUCCESS;
}

struct Rest {
  std::string_view bytes;
};

cairo_status_t take(void* from, unsigned char* to, unsigned size) {
  auto& rest = *static_cast<Rest*>(from);
  if (rest.bytes.size() < size) return CAIRO_STATUS_READ_ERROR;
  std::memcpy(to, rest.bytes.data(), size);
  rest.bytes.remove_prefix(size);
  return CAIRO_STATUS_SUCCESS;
}

Result<std::string> to_png(cairo_surface_t* surface, const std::string& name) {
  std::string out;
  if (cairo_surface_write_to_png_stream(surface, append, &out) != CAIRO_STATUS_SUCCESS)
    return Error{Errc::backend, "Cairo writes no PNG", name};
  return out;
}
}  // namespace

Result<std::string> label_png(std::string_view png, const std::string& text, bool top, const std::string& name) {
  if (png.size() < 24) return Error{Errc::corrupt, "a PNG that ends within a chunk", name};
  if (std::int64_t{u32_be(png, 16)} * u32_be(png, 20) > kMaxPixels)
    return Error{Errc::unsupported, "an image of more than 100 megapixels", name};
  Rest rest{png};
  const Surface surface(cairo_image_surface_create_from_png_stream(take, &rest));
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    return Error{Errc::corrupt, "not a PNG that Cairo can read", name};
  const double width = cairo_image_surface_get_width(surface.get());
  const double height = cairo_image_surface_get_height(surface.get());
  const Context context(cairo_create(surface.get()));
  draw_band(context.get(), text, width, height, size_for(width, height), top);
  cairo_surface_flush(surface.get());
  return to_png(surface.get(), name);
}

void draw_label(Image& image, const std::string& text, bool top) {
  const Surface surface(cairo_image_surface_create_for_data(reinterpret_cast<unsigned char*>(image.pixels.data()),
                                                            CAIRO_FORMAT_RGB24, image.width, image.height,
                                                            image.width * 4));
  const Context context(cairo_create(surface.get()));
  draw_band(context.get(), text, image.width, image.height, size_for(image.width, image.height), top);
  cairo_surface_flush(surface.get());
}

Result<std::string> card_png(int width, const std::string& text) {
  const double size = size_for(width, width * 0.6);
  const Surface probe(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, 1));
  const double band = draw_band(Context(cairo_create(probe.get())).get(), text, width, 1, size, true);
  const auto height = static_cast<int>(band + 1);
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height));
  const Context context(cairo_create(surface.get()));
  draw_band(context.get(), text, width, height, size, false);
  cairo_surface_flush(surface.get());
  return to_png(surface.get(), "card");
}

Result<std::string> card_pdf(double width, const std::string& text) {
  const double size = std::clamp(width / 50, 6.0, 14.0);
  std::string out;
  const Surface surface(cairo_pdf_surface_create_for_stream(append, &out, width, size * 4));
  {
    const Context context(cairo_create(surface.get()));
    const double fitting = size_that_fits(context.get(), text, width, size);
    const double band = height_of(lay_out(context.get(), text, width - fitting, fitting).get()) + fitting / 2;
    cairo_pdf_surface_set_size(surface.get(), width, band);
    draw_band(context.get(), text, width, band, size, true);
  }
  cairo_surface_finish(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
    return Error{Errc::backend, "Cairo writes no PDF", "card"};
  return out;
}
}  // namespace dau::mark
