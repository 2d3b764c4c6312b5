// SPDX-License-Identifier: Apache-2.0
// pdf.cc — PDF: an associated file of the catalog (C2PA A.4), read and written by qpdf, of which this is the adapter.
#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr
// Clang 14 cannot compile qpdf's JSON.hh as C++20 (a vector of what is not complete yet); nothing of it is used here.
#if defined(__clang__) && __clang_major__ < 15
#define JSON_HH
class JSON;
#endif
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFLogger.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>

#include "base/sign.h"
#include "mark/container.h"
#include "mark/label_parts.h"

namespace dau::mark {
namespace {
constexpr const char* kRelation = "/C2PA_Manifest";
constexpr const char* kFileName = "content_credential.c2pa";

// What qpdf does may throw; its exceptions stop here.
template <class T>
Result<T> guarded(const std::string& name, const std::function<Result<T>()>& work) {
  try {
    return work();
  } catch (const std::exception& e) {
    std::string what = e.what();
    if (const std::size_t line = what.find('\n'); line != std::string::npos) what.resize(line);
    return Error{Errc::corrupt, "not a PDF that qpdf can read: " + what, name};
  }
}

// qpdf would write of what it mends to standard error.
void be_quiet(QPDFLogger& logger) {
  logger.setInfo(logger.discard());
  logger.setWarn(logger.discard());
  logger.setError(logger.discard());
}

std::shared_ptr<QPDF> open(std::string_view asset) {
  static const bool quiet = (be_quiet(*QPDFLogger::defaultLogger()), true);
  static_cast<void>(quiet);
  auto pdf = QPDF::create();
  pdf->setSuppressWarnings(true);
  pdf->processMemoryFile("pdf", asset.data(), asset.size());
  return pdf;
}

bool is_ours(QPDFObjectHandle file) {
  return file.isDictionary() && file.getKey("/AFRelationship").isNameAndEquals(kRelation);
}

std::vector<QPDFObjectHandle> own_files(QPDF& pdf) {
  std::vector<QPDFObjectHandle> out;
  QPDFObjectHandle files = pdf.getRoot().getKey("/AF");
  if (is_ours(files)) out.push_back(files);
  if (!files.isArray()) return out;
  for (int i = 0; i < files.getArrayNItems(); ++i)
    if (is_ours(files.getArrayItem(i))) out.push_back(files.getArrayItem(i));
  return out;
}

Result<Found> find(std::string_view asset, const std::string& name) {
  return guarded<Found>(name, [&]() -> Result<Found> {
    Found found;
    const auto pdf = open(asset);
    for (QPDFObjectHandle file : own_files(*pdf)) {
      QPDFObjectHandle stream =
          file.getKey("/EF").isDictionary() ? file.getKey("/EF").getKey("/F") : QPDFObjectHandle();
      if (!stream.isInitialized() || !stream.isStream()) {
        found.fault = "general.error";
        found.explanation = "the manifest's file has no stream";
        return found;
      }
      const auto begin = static_cast<std::uint64_t>(stream.getParsedOffset());
      QPDFObjectHandle length = stream.getDict().getKey("/Length");
      const std::uint64_t size =
          length.isInteger() && length.getIntValue() > 0 ? static_cast<std::uint64_t>(length.getIntValue()) : 0;
      if (!stream.getDict().getKey("/Filter").isNull() || begin > asset.size() || size > asset.size() - begin) {
        found.fault = "general.error";
        found.explanation = "the manifest's stream is filtered, or reaches beyond the file";
        return found;
      }
      found.add_store({{}, asset.substr(begin, size), {begin, size}, false});
    }
    return found;
  });
}

// A rewrite would break what somebody signed.
bool is_signed(QPDF& pdf) {
  QPDFObjectHandle root = pdf.getRoot();
  if (root.getKey("/Perms").isDictionary()) return true;
  QPDFObjectHandle form = root.getKey("/AcroForm");
  return form.isDictionary() && form.getKey("/SigFlags").isInteger() &&
         (form.getKey("/SigFlags").getIntValue() & 1) != 0;
}

void add_file(QPDF& pdf, const std::string& placeholder) {
  QPDFObjectHandle stream = QPDFObjectHandle::newStream(&pdf, placeholder);
  stream.getDict().replaceKey("/Type", QPDFObjectHandle::newName("/EmbeddedFile"));
  stream.getDict().replaceKey("/Subtype", QPDFObjectHandle::newName("/application/c2pa"));
  QPDFObjectHandle embedded = QPDFObjectHandle::newDictionary();
  embedded.replaceKey("/F", stream);
  QPDFObjectHandle file = QPDFObjectHandle::newDictionary();
  file.replaceKey("/Type", QPDFObjectHandle::newName("/Filespec"));
  file.replaceKey("/F", QPDFObjectHandle::newString(kFileName));
  file.replaceKey("/UF", QPDFObjectHandle::newUnicodeString(kFileName));
  file.replaceKey("/AFRelationship", QPDFObjectHandle::newName(kRelation));
  file.replaceKey("/EF", embedded);
  file = pdf.makeIndirectObject(file);
  QPDFObjectHandle root = pdf.getRoot();
  std::vector<QPDFObjectHandle> files{file};
  QPDFObjectHandle old = root.getKey("/AF");
  if (old.isArray())
    for (QPDFObjectHandle one : old.getArrayAsVector())
      if (!is_ours(one)) files.push_back(one);
  root.replaceKey("/AF", QPDFObjectHandle::newArray(files));
  QPDFEmbeddedFileDocumentHelper names(pdf);
  for (const auto& [key, spec] : names.getEmbeddedFiles())
    if (is_ours(spec->getObjectHandle())) names.removeEmbeddedFile(key);
  names.replaceEmbeddedFile(kFileName, QPDFFileSpecObjectHelper(file));
}

Result<Layout> lay_out(std::string_view asset, const Found&, const Extras&, std::uint64_t store_size,
                       const std::string& name) {
  return guarded<Layout>(name, [&]() -> Result<Layout> {
    const auto pdf = open(asset);
    if (pdf->isEncrypted()) return Error{Errc::unsupported, "an encrypted PDF", name};
    if (is_signed(*pdf)) return Error{Errc::unsupported, "a signed PDF: a mark in it would break the signature", name};
    DAU_TRY(const auto random, random_32());
    std::string placeholder = to_base64(random);
    placeholder.resize(store_size, 'x');
    add_file(*pdf, placeholder);
    QPDFWriter writer(*pdf);
    writer.setOutputMemory();
    writer.setStreamDataMode(qpdf_s_preserve);
    writer.setObjectStreamMode(qpdf_o_preserve);
    writer.setNewlineBeforeEndstream(true);
    writer.setDeterministicID(true);
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    Layout out;
    const std::string_view text =
        out.keep(std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()));
    const std::size_t at = text.find(placeholder);
    if (at == std::string_view::npos) return Error{Errc::internal, "the new stream is not in the PDF", name};
    out.unit_size = store_size;
    out.before.push_back(text.substr(0, at));
    out.after.push_back(text.substr(at + store_size));
    return out;
  });
}

std::string make_unit(std::string_view store, const Layout&) { return std::string(store); }
}  // namespace

// Every page gets the label as a form that is drawn over it; and the document says so in its information.
Result<std::string> label_pdf(std::string_view asset, const std::string& text, bool top, const std::string& name) {
  return guarded<std::string>(name, [&]() -> Result<std::string> {
    const auto pdf = open(asset);
    if (pdf->isEncrypted()) return Error{Errc::unsupported, "an encrypted PDF", name};
    if (is_signed(*pdf)) return Error{Errc::unsupported, "a signed PDF: a label in it would break the signature", name};
    std::map<double, QPDFObjectHandle> cards;     // by width
    std::vector<std::shared_ptr<QPDF>> drawings;  // which must live until the writing is done
    std::deque<std::string> texts;
    for (QPDFPageObjectHelper& page : QPDFPageDocumentHelper(*pdf).getAllPages()) {
      const QPDFObjectHandle::Rectangle box = page.getTrimBox().getArrayAsRectangle();
      const double width = box.urx - box.llx;
      if (width < 1 || width > 20'000) continue;
      if (cards.count(width) == 0) {
        DAU_TRY(const std::string card, card_pdf(width, text));
        texts.push_back(card);
        drawings.push_back(open(texts.back()));
        QPDF& drawn = *drawings.back();
        cards.emplace(
            width, pdf->copyForeignObject(QPDFPageDocumentHelper(drawn).getAllPages().at(0).getFormXObjectForPage()));
      }
      QPDFObjectHandle form = cards[width];
      const QPDFObjectHandle::Rectangle size = form.getDict().getKey("/BBox").getArrayAsRectangle();
      const double height = size.ury - size.lly;
      const double y = top ? box.ury - height : box.lly;
      QPDFObjectHandle resources = page.getAttribute("/Resources", true);
      int suffix = 1;
      const std::string key = resources.getUniqueResourceName("/Fx", suffix);
      if (!resources.getKey("/XObject").isDictionary())
        resources.replaceKey("/XObject", QPDFObjectHandle::newDictionary());
      resources.getKey("/XObject").replaceKey(key, form);
      const std::string drawing = page.placeFormXObject(form, key, {box.llx, y, box.urx, y + height});
      page.addPageContents(pdf->newStream("q\n"), true);
      page.addPageContents(pdf->newStream("\nQ\n" + drawing), false);
    }
    QPDFObjectHandle information = pdf->getTrailer().getKey("/Info");
    if (!information.isDictionary()) {
      information = pdf->makeIndirectObject(QPDFObjectHandle::newDictionary());
      pdf->getTrailer().replaceKey("/Info", information);
    }
    information.replaceKey("/AIContent", QPDFObjectHandle::newUnicodeString(text));
    QPDFWriter writer(*pdf);
    writer.setOutputMemory();
    writer.setDeterministicID(true);
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    return std::string(reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize());
  });
}

const Container kPdf{find, lay_out, make_unit};
}  // namespace dau::mark
