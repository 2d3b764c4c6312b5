// SPDX-License-Identifier: Apache-2.0
// xmp.cc — XMP (ISO 16684-1) that says what source type an image is of: a courtesy to programs that read no C2PA.
#include "mark/container.h"

namespace dau::mark {
namespace {
constexpr std::string_view kEnd = "</rdf:RDF>";

std::string description(std::string_view source_type) {
  return "<rdf:Description rdf:about=\"\" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">"
         "<Iptc4xmpExt:DigitalSourceType>" +
         std::string(source_type) + "</Iptc4xmpExt:DigitalSourceType></rdf:Description>";
}
}  // namespace

std::string make_xmp(std::string_view source_type) {
  return "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?><x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
         "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">" +
         description(source_type) + std::string(kEnd) + "</x:xmpmeta><?xpacket end=\"w\"?>";
}

std::string extend_xmp(std::string_view packet, std::string_view source_type) {
  const std::size_t end = packet.find(kEnd);
  if (end == std::string_view::npos || packet.find("DigitalSourceType") != std::string_view::npos) return {};
  return std::string(packet.substr(0, end)) + description(source_type) + std::string(packet.substr(end));
}
}  // namespace dau::mark
