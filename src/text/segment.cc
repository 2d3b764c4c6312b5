// SPDX-License-Identifier: Apache-2.0
// segment.cc — the story of a line: atoms → phrases without marks → scores → words.
#include "dau/text/segment.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/json.h"
#include "dau/unicode/normalize.h"
#include "text/atoms.h"
#include "text/characters.h"
#include "text/segment_model.h"
#include "text/segment_search.h"
#include "text/self_test.h"

namespace dau::text {
namespace {
constexpr std::size_t kMostAtoms = 4096;  // of a phrase: a longer one is cut, so that memory stays small

// The words of one line on their way to the sink; kept by each thread from line to line.
class LineSegmenter {
 public:
  // Calls sink(Span) for each word, in order. `text` is NFC. No word goes over a line end.
  template <class Sink>
  void run(const SegmentModel& model, std::string_view text, Sink&& sink) {
    for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end + 1) {
      end = std::min(text.find('\n', begin), text.size());
      run_line(model, text.substr(begin, end - begin), [&](Span word) {
        sink(Span{word.begin + begin, word.end + begin});
      });
    }
  }

 private:
  template <class Sink>
  void run_line(const SegmentModel& model, std::string_view text, Sink&& sink) {
    Atoms atoms(text);
    begin_phrase({kLineBegin, AtomShape::begin, model.syllables[kLineBegin]});
    while (const auto atom = atoms.next()) {
      if (atom->kind == AtomKind::mark) {
        const PhraseAtom mark{kMarkSyllable, AtomShape::mark, model.syllables[kMarkSyllable]};
        end_phrase(model, mark, sink);
        sink(Span{atom->begin, atom->end});
        begin_phrase(mark);
        continue;
      }
      const Looked looked = model.surfaces.find(text.substr(atom->begin, atom->end - atom->begin));
      phrase_.atoms.push_back({looked.id, looked.shape, model.syllables[looked.id]});
      spans_.push_back({atom->begin, atom->end});
      if (spans_.size() == kMostAtoms) {
        const PhraseAtom edge{kUnknownSyllable, AtomShape::lower, model.syllables[kUnknownSyllable]};
        end_phrase(model, edge, sink);
        begin_phrase(edge);
      }
    }
    end_phrase(model, {kLineEnd, AtomShape::end, model.syllables[kLineEnd]}, sink);
  }

  void begin_phrase(const PhraseAtom& before) {
    phrase_.atoms.assign(kMargin, before);
    spans_.clear();
  }

  template <class Sink>
  void end_phrase(const SegmentModel& model, const PhraseAtom& behind, Sink&& sink) {
    if (spans_.empty()) return;
    phrase_.atoms.insert(phrase_.atoms.end(), kMargin, behind);
    look_up_words(model, phrase_);
    std::size_t first = 0;
    for (const std::uint8_t atoms : search_.best(phrase_, model.weights)) {
      sink(Span{spans_[first].begin, spans_[first + atoms - 1].end});
      first += atoms;
    }
  }

  Phrase phrase_;
  std::vector<Span> spans_;  // of the phrase's atoms
  SegmentSearch search_;
};

// Calls sink(Span) for each word of `line`, in order.
template <class Sink>
Result<void> segment_line(const SegmentModel& model, std::string_view line, Sink&& sink) {
  thread_local LineSegmenter segmenter;
  DAU_CHECK(unicode::check_utf8(line));
  if (unicode::is_nfc(line)) {
    segmenter.run(model, line, sink);
    return {};
  }
  const unicode::MappedText normalised = unicode::to_nfc_mapped(line);
  segmenter.run(model, normalised.text, [&](Span word) { sink(normalised.map.original(word)); });
  return {};
}
}  // namespace

struct Segmenter::Impl {
  SegmentModel model;
};

Segmenter::Segmenter(std::unique_ptr<const Impl> impl) : impl_(std::move(impl)) {}
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;
Segmenter::~Segmenter() = default;

Result<Segmenter> Segmenter::open(const std::string& path) {
  DAU_TRY(model::Container container, model::Container::open(path, "segment"));
  return from(std::move(container));
}

Result<Segmenter> Segmenter::from(model::Container container) {
  const std::string path(container.path());
  DAU_TRY(SegmentModel model, of_file(SegmentModel::from(std::move(container)), path));
  Segmenter segmenter(std::make_unique<const Impl>(Impl{std::move(model)}));
  DAU_CHECK(self_test_to(segmenter.container(),
                         [&](std::string_view line, std::string& out) { return segmenter.segment_to(line, out); }));
  return segmenter;
}

const model::Container& Segmenter::container() const noexcept { return impl_->model.container; }

Result<std::vector<Span>> Segmenter::segment(std::string_view line) const {
  std::vector<Span> words;
  DAU_CHECK(segment_line(impl_->model, line, [&](Span word) { words.push_back(word); }));
  return words;
}

Result<void> Segmenter::segment_each(std::string_view line, const std::function<void(Span)>& sink) const {
  return segment_line(impl_->model, line, sink);
}

Result<void> Segmenter::segment_to(std::string_view line, std::string& out) const {
  std::size_t done = 0;
  // Between two words: the line ends that stand there, or a space.
  const auto separate = [&](std::size_t end) {
    const std::string_view gap = line.substr(done, end - done);
    bool ended = false;
    for (std::size_t at = gap.find('\n'); at != std::string_view::npos; at = gap.find('\n', at + 1)) {
      out += at > 0 && gap[at - 1] == '\r' ? "\r\n" : "\n";
      ended = true;
    }
    if (!ended && done > 0 && end < line.size()) out += ' ';
  };
  DAU_CHECK(segment_line(impl_->model, line, [&](Span word) {
    separate(word.begin);
    append_joined(line, word, out);
    done = word.end;
  }));
  separate(line.size());
  return {};
}

void append_joined(std::string_view line, Span word, std::string& out) {
  std::size_t done = word.begin;
  for (std::size_t at = word.begin; at < word.end;) {
    const auto byte = static_cast<unsigned char>(line[at]);
    // White space is ASCII up to the space, or begins with one of these.
    if (byte > 0x20 && byte != 0xC2 && byte != 0xE1 && byte != 0xE2 && byte != 0xE3) {
      ++at;
      continue;
    }
    const auto point = unicode::decode_at(line, at);
    if (class_of(point.value) == CharacterClass::space) {
      if (at > done) out.append(line.substr(done, at - done)).append(1, '_');
      done = at + point.size;
    }
    at += point.size;
  }
  out.append(line.substr(done, word.end - done));
}

std::string to_json(std::string_view line, std::span<const Span> words, std::span<const Span> offsets) {
  std::string out;
  json::ObjectWriter writer(out);
  writer.begin_array("words");
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Span at = offsets.empty() ? words[i] : offsets[i];
    const std::string_view text = line.substr(words[i].begin, words[i].end - words[i].begin);
    writer.add_element({{"begin", at.begin}, {"end", at.end}, {"text", text}});
  }
  writer.end_array();
  writer.end();
  return out;
}
}  // namespace dau::text
