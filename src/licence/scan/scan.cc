// SPDX-License-Identifier: Apache-2.0
// scan.cc — walks a folder, asks each file what it says, and hangs the answers together.
#include "dau/licence/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "base/bytes.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/yaml.h"
#include "dau/licence/manifest.h"
#include "licence/scan/files.h"
#include "licence/scan/found.h"

namespace dau::licence {
namespace {
namespace fs = std::filesystem;

class Scanner {
 public:
  Scanner(std::string root, const Catalogue& catalogue, const ScanOptions& options)
      : root_(std::move(root)), catalogue_(catalogue), options_(options) {
    Component product;  // what is asked about: it has no licence itself, only what is found in it has
    product.id = "scan";
    product.kind = "product";
    product.name = root_name();
    graph_.components.push_back(std::move(product));
  }

  Result<Graph> run() {
    std::error_code failed;
    const fs::file_status status = fs::status(root_, failed);
    if (!fs::exists(status)) return Error{Errc::not_found, "no such file or folder", root_};
    if (fs::is_directory(status)) {
      DAU_CHECK(walk(""));
    } else {
      DAU_CHECK(read_file_at(fs::path(root_).filename().string(), root_));
    }
    // Of what says nothing at all nothing is known.
    if (graph_.components.size() == 1 && sources_.empty()) folder_component("");
    inherit();
    link();
    add_known(graph_, catalogue_);
    drop_cycles();
    DAU_CHECK(take_manifest());
    return std::move(graph_);
  }

 private:
  // What the owner of the folder says of it: waivers above all.
  Result<void> take_manifest() {
    const std::string path = full("dau-manifest.yaml");
    std::error_code failed;
    if (!fs::is_regular_file(path, failed)) return {};
    DAU_TRY(const std::string text, read_file(path, yaml::kMaxBytes));
    return apply_manifest(graph_, text, path, catalogue_);
  }

  std::string root_name() const {
    const fs::path path = fs::absolute(root_).lexically_normal();
    return path.has_filename() ? path.filename().string() : path.parent_path().filename().string();
  }

  std::string full(const std::string& path) const { return path.empty() ? root_ : root_ + "/" + path; }
  static std::string below(const std::string& folder, const std::string& name) {
    return folder.empty() ? name : folder + "/" + name;
  }

  void problem(const std::string& path, const Error& error) {
    graph_.problems.push_back(
        {path, error.at.empty() || error.at == path ? error.message : error.message + " (" + error.at + ")"});
  }

  // Folders and files in the order of their names, so that the same tree gives the same graph everywhere.
  Result<void> walk(const std::string& folder) {
    std::vector<std::string> pending = {folder};
    while (!pending.empty()) {
      const std::string at = std::move(pending.back());
      pending.pop_back();
      std::vector<std::string> files, folders;
      std::error_code failed;
      for (fs::directory_iterator it(full(at), failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code unknown;
        const fs::file_status status = it->symlink_status(unknown);
        const std::string name = it->path().filename().string();
        if (fs::is_directory(status)) folders.push_back(name);
        if (fs::is_regular_file(status)) files.push_back(name);
      }
      if (failed) {
        problem(at, {Errc::io, "cannot read the folder: " + failed.message()});
        continue;
      }
      if (!at.empty() && is_made_by_machine(files)) continue;
      std::ranges::sort(files);
      std::ranges::sort(folders, std::greater<>());
      for (const std::string& name : folders)
        if (!is_passed_over(name)) pending.push_back(below(at, name));
      for (const std::string& name : files) DAU_CHECK(read_file_at(below(at, name), full(below(at, name))));
    }
    return {};
  }

  Result<void> read_file_at(const std::string& path, const std::string& where) {
    if (++count_ > options_.max_files)
      return Error{Errc::unsupported, fmt::format("more than {} files", options_.max_files), root_};
    const FileKind kind = kind_of(path);
    if (kind == FileKind::other) return {};
    if (is_weights(kind)) {
      read_weights(kind, path, where);
      return {};
    }
    const auto head = read_head(where, kind == FileKind::source    ? 4096
                                       : kind == FileKind::licence ? kTextHead
                                                                   : kCardHead);
    if (!head) {
      problem(path, head.error());
      return {};
    }
    auto found = read_text(kind, *head, path);
    if (!found) {
      problem(path, found.error());
    } else if (kind == FileKind::licence && !is_shouted(path) && is_unknown(*found)) {
      // licence.md in small letters may be a page about licences
    } else if (kind == FileKind::source) {
      note_source(path, *found);
    } else {
      state(path, *std::move(found));
    }
    return {};
  }

  Result<Found> read_text(FileKind kind, std::string_view head, const std::string& path) const {
    switch (kind) {
      case FileKind::card:
        return read_card(head, path);
      case FileKind::licence:
        return read_licence_text(head, catalogue_);
      case FileKind::package_json:
        return read_package_json(head, path);
      case FileKind::pyproject:
        return read_pyproject(head, path);
      case FileKind::debian_copyright:
        return read_debian_copyright(head, path);
      default:
        return read_spdx_lines(head);
    }
  }

  static std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
  }

  static bool is_shouted(const std::string& path) {
    const std::size_t begin = path.rfind('/') + 1;  // npos + 1 is 0
    return path[begin] >= 'A' && path[begin] <= 'Z';
  }

  static bool is_unknown(const Found& found) {
    return found.declared.size() == 1 && found.declared.front().text == "LicenseRef-unknown";
  }

  // Where a statement was found, in the words of the reader.
  static Declared placed(Declared declared, const std::string& path) {
    const std::size_t hole = declared.where.find("{}");
    if (declared.where.empty())
      declared.where = path;
    else if (hole != std::string::npos)
      declared.where.replace(hole, 2, path);
    return declared;
  }

  // The component that stands for the folder; a debian/ folder speaks for the one above it.
  std::size_t folder_component(std::string folder) {
    if (folder == "debian") folder = "";
    if (folder.ends_with("/debian")) folder.resize(folder.size() - 7);
    const auto [place, fresh] = folders_.emplace(folder, graph_.components.size());
    if (fresh) {
      Component component;
      component.id = folder.empty() ? "." : folder;
      component.name = folder.empty() ? root_name() : folder;
      component.path = folder;
      graph_.components.push_back(std::move(component));
    }
    return place->second;
  }

  // A licence file, card or package file speaks for its folder.
  void state(const std::string& path, Found found) {
    if (found.declared.empty() && found.edges.empty() && found.name.empty()) return;
    const std::size_t index = folder_component(folder_of(path));
    Component& component = graph_.components[index];
    if (!found.name.empty() && component.version.empty()) component.name = found.name;
    fill(component, found, path);
    for (const NamedEdge& edge : found.edges) wanted_.push_back({index, edge.relation, edge.target, path});
  }

  static void fill(Component& component, Found& found, const std::string& path) {
    if (component.version.empty()) component.version = found.version;
    if (component.kind.empty()) component.kind = found.kind;
    if (component.attribution.empty()) component.attribution = found.attribution;
    if (component.description.empty()) component.description = found.description;
    if (component.measures.empty()) component.measures = std::move(found.measures);
    for (Declared& declared : found.declared) component.declared.push_back(placed(std::move(declared), path));
  }

  void read_weights(FileKind kind, const std::string& path, const std::string& where) {
    Component component;
    component.id = component.path = path;
    component.name = fs::path(path).filename().string();
    component.kind = "model";
    Found found;
    if (kind == FileKind::plain_weights) {
      std::error_code failed;
      component.size_bytes = fs::file_size(where, failed);
    } else if (const auto file = MappedFile::open(where, MappedFile::Pages::touched); !file) {
      problem(path, file.error());
    } else {
      component.size_bytes = file->bytes().size();
      if (options_.hash_models) component.sha256 = sha256_hex(file->bytes());
      if (where == root_) graph_.components[0].sha256 = component.sha256;  // the file itself is asked about
      if (auto read = read_metadata(kind, file->bytes(), path))
        found = *std::move(read);
      else
        problem(path, read.error());
    }
    if (!found.name.empty()) component.name = found.name;
    fill(component, found, path);
    const std::size_t index = graph_.components.size();
    graph_.components.push_back(std::move(component));
    for (const NamedEdge& edge : found.edges) wanted_.push_back({index, edge.relation, edge.target, path});
    for (auto& [relation, part] : found.parts) add_part(index, relation, std::move(part), path);
    models_.push_back(index);
  }

  static Result<Found> read_metadata(FileKind kind, std::span<const std::byte> bytes, const std::string& path) {
    switch (kind) {
      case FileKind::gguf:
        return read_gguf(bytes, path);
      case FileKind::safetensors:
        return read_safetensors(bytes, path);
      case FileKind::onnx:
        return read_onnx(bytes, path);
      default:
        return read_dau(bytes, path);
    }
  }

  void add_part(std::size_t from, Relation relation, Component part, const std::string& path) {
    for (Declared& declared : part.declared) declared = placed(std::move(declared), path);
    const std::string id = part.id;
    for (std::size_t number = 2; find_component(graph_, part.id); ++number) part.id = fmt::format("{}#{}", id, number);
    graph_.components[from].edges.push_back({relation, graph_.components.size(), path});
    graph_.components.push_back(std::move(part));
  }

  // Source files are told of by licence and folder, not each.
  void note_source(const std::string& path, const Found& found) {
    if (!found.declared.empty()) ++sources_[{folder_of(path), found.declared.front().text}];
  }

  // The nearest folder at or above `path` of which something is stated.
  std::size_t home_of(const std::string& path, bool itself) const {
    std::string folder = itself ? path : folder_of(path);
    while (true) {
      const auto found = folders_.find(folder);
      if (found != folders_.end() && (folder.empty() || itself || !graph_.components[found->second].declared.empty()))
        return found->second;
      if (folder.empty()) return 0;
      folder = folder_of(folder);
    }
  }

  // A model without a licence of its own is under that of the folder it lies in.
  void inherit() {
    for (const std::size_t index : models_) {
      Component& component = graph_.components[index];
      if (!component.declared.empty()) continue;
      component.declared = graph_.components[home_of(component.path, false)].declared;
    }
    for (const auto& [key, count] : sources_) add_sources(key.first, key.second, count);
  }

  void add_sources(const std::string& folder, const std::string& licence, std::size_t count) {
    const std::size_t home = home_of(below(folder, "x"), false);
    const Expression expression = catalogue_.read(licence).expression;
    for (const Declared& declared : graph_.components[home].declared)
      if (catalogue_.read(declared.text).expression == expression) return;
    const std::string id = fmt::format("{} ({})", folder.empty() ? "." : folder, licence);
    Component component;
    component.id = component.name = id;
    component.path = folder;
    component.kind = "file";
    component.declared.push_back({licence, fmt::format("SPDX lines of {} file{} in {}", count, count == 1 ? "" : "s",
                                                       folder.empty() ? "." : folder)});
    graph_.components.push_back(std::move(component));
    graph_.components[home].edges.push_back({Relation::contains, graph_.components.size() - 1, folder});
  }

  struct Wanted {
    std::size_t from;
    Relation relation;
    std::string target;
    std::string where;
  };

  // Folders and models hang under the nearest folder above; edges go to what is here by its name, else to the name.
  void link() {
    for (const auto& [folder, index] : folders_) hang(folder.empty() ? 0 : home_of(folder_of(folder), true), index);
    for (const std::size_t index : models_) hang(home_of(folder_of(graph_.components[index].path), true), index);
    for (const Wanted& wanted : wanted_) {
      const std::size_t target = target_of(wanted.target);
      if (target != wanted.from)
        graph_.components[wanted.from].edges.push_back({wanted.relation, target, wanted.where});
    }
  }

  void hang(std::size_t above, std::size_t index) {
    if (above != index)
      graph_.components[above].edges.push_back({Relation::contains, index, graph_.components[index].path});
  }

  std::size_t target_of(const std::string& target) {
    const Thing* thing = catalogue_.thing(target);
    for (std::size_t i = 1; i < graph_.components.size(); ++i) {
      const Component& component = graph_.components[i];
      if (component.id == target || component.name == target) return i;
    }
    Component component;
    component.id = component.name = thing != nullptr ? thing->id : target;
    for (std::size_t i = 1; i < graph_.components.size(); ++i)
      if (graph_.components[i].id == component.id) return i;
    graph_.components.push_back(std::move(component));
    return graph_.components.size() - 1;
  }

  // Two cards may each call the other their base. The edge that closes the circle is left out, and told.
  void drop_cycles() {
    while (true) {
      const std::vector<std::size_t> cycle = find_cycle(graph_);
      if (cycle.empty()) return;
      const std::size_t from = cycle[cycle.size() - 2], to = cycle.back();
      std::vector<Edge>& edges = graph_.components[from].edges;
      const auto closing = std::ranges::find(edges, to, &Edge::target);
      problem(closing->where, {Errc::corrupt, fmt::format("a cycle: {} {} {} again", graph_.components[from].id,
                                                          name_of(closing->relation), graph_.components[to].id)});
      edges.erase(closing);
    }
  }

  std::string root_;
  const Catalogue& catalogue_;
  const ScanOptions options_;
  Graph graph_;
  std::map<std::string, std::size_t> folders_;  // of which something is stated, by path
  std::vector<std::size_t> models_;
  std::vector<Wanted> wanted_;
  std::map<std::pair<std::string, std::string>, std::size_t> sources_;  // folder and licence: files
  std::size_t count_ = 0;
};
}  // namespace

Result<Graph> scan(const std::string& path, const Catalogue& catalogue, const ScanOptions& options) {
  std::string root = path;
  while (root.size() > 1 && root.ends_with('/')) root.pop_back();
  return Scanner(std::move(root), catalogue, options).run();
}
}  // namespace dau::licence
