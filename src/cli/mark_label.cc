// SPDX-License-Identifier: Apache-2.0
// mark_label.cc — dau mark label: the notice that a person sees or hears.
#include "dau/mark/label.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>

#include "base/bytes.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/content.h"
#include "cli/mark.h"
#include "cli/output.h"
#include "cli/process.h"

namespace dau::cli {
namespace {
constexpr std::string_view kAbout =
    "Puts a notice for people on a file that AI made or changed: words on images, PDF\n"
    "and HTML, tones before sound, a card on the first seconds of video (ffmpeg).";

constexpr std::string_view kExamples = R"(  $ printf '<html><body>Tin</body></html>' >a.html
  $ dau mark label --created --language both -o b.html a.html
  b.html: Nội dung do AI tạo ra · AI-generated content
)";

std::vector<Option> options() {
  return {{"created", "", "an AI system made the content"},
          {"edited", "", "an AI system changed it"},
          {"output", "FILE", "the file with its label"},
          {"language", "vi|en|both", "of the words", "vi"},
          {"text", "TEXT", "other words"},
          {"top", "", "of images and pages; else at the bottom"},
          {"cue", "FILE", "a WAV to be heard first, not two tones"},
          {"exemptions", "", "when the law asks for no label"}};
}

Result<void> show_exemptions() {
  DAU_TRY(const std::vector<mark::Exemption> list, mark::label_exemptions());
  std::string out;
  for (const mark::Exemption& one : list) out += fmt::format("{}\n  {}\n  {}\n", one.clause, one.vi, one.en);
  return print(out);
}

// A folder that goes with what is in it.
class Scratch {
 public:
  Scratch() : path_(std::filesystem::temp_directory_path() / fmt::format("dau-label-{}", ::getpid())) {
    std::error_code failed;
    std::filesystem::create_directories(path_, failed);
  }
  ~Scratch() {
    std::error_code failed;
    std::filesystem::remove_all(path_, failed);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

Result<void> write_out(const std::string& path, std::string_view bytes) {
  DAU_TRY(Output output, Output::open(path));
  DAU_CHECK(output.write(bytes));
  return output.commit();
}

bool is_video(const std::string& name) {
  for (const char* ending : {".mp4", ".m4v", ".mov", ".webm", ".mkv", ".avi"})
    if (name.ends_with(ending)) return true;
  return false;
}

bool is_compressed_sound(const std::string& name) {
  for (const char* ending : {".mp3", ".m4a", ".ogg", ".opus", ".flac"})
    if (name.ends_with(ending)) return true;
  return false;
}

Result<std::string> run_tool(const std::vector<std::string>& words) {
  const auto done = run_process(words, {}, std::uint64_t{1} << 20);
  if (!done && done.error().code == Errc::not_found)
    return with_hint({Errc::unsupported, "video and compressed sound need ffmpeg, which is not there", words[0]},
                     "install ffmpeg, or label the sound as WAV");
  if (!done) return done.error();
  if (done->exit_code != 0) return Error{Errc::backend, "could not do it (see above)", words[0]};
  return done->output;
}

// Over the first three seconds, as wide as the picture.
Result<void> label_video(const std::string& in, const std::string& out, const mark::LabelOptions& how) {
  const Scratch scratch;
  DAU_TRY(const std::string width, run_tool({"ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries",
                                             "stream=width", "-of", "csv=p=0", in}));
  DAU_TRY(const std::string card, mark::label_card(std::atoi(width.c_str()), how));
  DAU_CHECK(write_file_atomically(scratch.file("card.png"), as_bytes(card)));
  const std::string place = how.top ? "0" : "H-h";
  const std::string made = scratch.file("out" + std::filesystem::path(out).extension().string());
  DAU_CHECK(run_tool({"ffmpeg", "-v", "error", "-y", "-i", in, "-i", scratch.file("card.png"), "-filter_complex",
                      fmt::format("overlay=0:{}:enable='lte(t,3)'", place), "-c:a", "copy", made}));
  DAU_TRY(const MappedFile bytes, MappedFile::open(made));
  return write_out(out, as_text(bytes.bytes()));
}

// A WAV without sound, to put the tones before.
std::string silence() {
  return std::string("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x44\xAC\0\0\x88\x58\1\0\2\0\x10\0data\0\0\0\0", 44);
}

Result<void> label_sound(const std::string& in, const std::string& out, const mark::LabelOptions& how) {
  const Scratch scratch;
  std::string cue = how.cue;
  if (cue.empty()) {
    DAU_TRY(cue, mark::label(silence(), "cue.wav", how));
  }
  DAU_CHECK(write_file_atomically(scratch.file("cue.wav"), as_bytes(cue)));
  const std::string made = scratch.file("out" + std::filesystem::path(out).extension().string());
  DAU_CHECK(run_tool({"ffmpeg", "-v", "error", "-y", "-i", scratch.file("cue.wav"), "-i", in, "-filter_complex",
                      "[0:a][1:a]concat=n=2:v=0:a=1", "-map_metadata", "1", made}));
  DAU_TRY(const MappedFile bytes, MappedFile::open(made));
  return write_out(out, as_text(bytes.bytes()));
}

Result<void> label_file(const std::string& in, const std::string& out, const mark::LabelOptions& how) {
  if (is_video(in)) return label_video(in, out, how);
  if (is_compressed_sound(in)) return label_sound(in, out, how);
  DAU_TRY(const Asset asset, Asset::open(in));
  DAU_TRY(const std::string labelled, mark::label(asset.bytes(), in, how));
  return write_out(out, labelled);
}

Result<void> run(const Args& args) {
  if (args.flag("exemptions")) return show_exemptions();
  const auto wrong = [](std::string why) {
    return with_hint({Errc::invalid_argument, std::move(why), "mark label"}, "dau mark label --help");
  };
  if (args.operands().size() != 1 || args.text("output").empty()) return wrong("expects one file, and -o");
  if (args.flag("created") == args.flag("edited")) return wrong("expects --created or --edited");
  const std::string& in = args.operands().front();
  const std::string& out = args.text("output");
  DAU_CHECK(check_files({in}, out));
  mark::LabelOptions how;
  how.origin = args.flag("created") ? mark::Origin::created : mark::Origin::edited;
  how.language = args.text("language");
  how.text = args.text("text");
  how.top = args.flag("top");
  if (!args.text("cue").empty()) {
    DAU_TRY(const Content cue, read_content(args.text("cue"), std::uint64_t{64} << 20));
    how.cue = cue.bytes;
  }
  DAU_TRY(const std::string text, mark::label_text(how));
  DAU_CHECK(label_file(in, out, how));
  return is_written_directly(out) ? Result<void>() : print(fmt::format("{}: {}\n", out, text));
}
}  // namespace

extern const Command kMarkLabel;
constinit const Command kMarkLabel{"mark label", "a notice for people", "FILE", kAbout, options, kExamples, run};
}  // namespace dau::cli
