// SPDX-License-Identifier: Apache-2.0
// code.cc — signs of code are counted against plain words. No single sign decides: legal lists end in semicolons, and
// mathematics is full of brackets and of =.
#include "text/code.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "text/chunks.h"
#include "text/protected.h"

namespace dau::text {
namespace {
// A line needs so many points to be code, and as many as it has plain words.
constexpr int kEnough = 4;
// A quotation or a tag that does not end within so many bytes is none: hostile lines stay linear.
constexpr std::size_t kLongestSpan = 4096;

template <std::size_t N>
bool one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Words that begin a statement.
constexpr std::array<std::string_view, 56> kOpeners = {
    "int",      "long",    "float",     "double", "char",     "bool",      "auto",   "void",    "unsigned",  "const",
    "let",      "var",     "static",    "public", "private",  "protected", "final",  "return",  "if",        "for",
    "while",    "switch",  "case",      "else",   "elif",     "try",       "catch",  "def",     "function",  "func",
    "fn",       "class",   "struct",    "enum",   "import",   "from",      "using",  "package", "namespace", "print",
    "export",   "assert",  "async",     "await",  "template", "typedef",   "select", "insert",  "update",    "delete",
    "#include", "#define", "interface", "lambda", "raise",    "throw"};
constexpr std::array<std::string_view, 9> kQueryOpeners = {"SELECT", "INSERT", "UPDATE", "DELETE", "CREATE",
                                                           "ALTER",  "DROP",   "select", "create"};
// Words inside code that are no names there; what Vietnamese also writes bare (do, in, long) counts neither way.
constexpr std::array<std::string_view, 56> kInside = {
    "return",  "new",        "null",   "nullptr", "None",   "True",   "False", "true",  "false",  "self",
    "this",    "const",      "int",    "float",   "double", "bool",   "char",  "void",  "string", "String",
    "extends", "implements", "import", "struct",  "INTO",   "VALUES", "FROM",  "WHERE", "SET",    "TABLE",
    "ORDER",   "GROUP",      "BY",     "LIMIT",   "INT",    "TEXT",   "JOIN",  "AND",   "NOT",    "NULL",
    "PRIMARY", "KEY",        "DESC",   "where",   "from",   "values", "into",  "order", "group",  "by",
    "else",    "elif",       "for",    "if",      "not",    "is"};
constexpr std::array<std::string_view, 8> kNeutral = {"do", "in", "on", "as", "or", "and", "let", "long"};
// Commands whose names are no Vietnamese syllables, and others.
constexpr std::array<std::string_view, 44> kCommands = {
    "ls",   "grep", "git",  "docker", "sudo",   "apt",   "apt-get", "pip",   "pip3",  "npm",       "npx",
    "yarn", "pnpm", "curl", "wget",   "chmod",  "chown", "mkdir",   "rmdir", "ssh",   "scp",       "rsync",
    "sed",  "awk",  "tar",  "unzip",  "cmake",  "ctest", "gcc",     "g++",   "clang", "python",    "python3",
    "node", "java", "mvn",  "cargo",  "ffmpeg", "psql",  "mysql",   "bash",  "xargs", "systemctl", "kubectl"};
constexpr std::array<std::string_view, 16> kShortCommands = {
    "cd", "cp", "mv", "rm", "cat", "make", "find", "echo", "head", "tail", "sort", "kill", "ps", "go", "touch", "dau"};

bool is_command(std::string_view w) { return one_of(kCommands, w) || one_of(kShortCommands, w); }

bool is_option(std::string_view c) {
  if (c.size() < 2 || c[0] != '-') return false;
  const std::string_view name = c.substr(c[1] == '-' ? 2 : 1);
  return !name.empty() && ascii_letter(name[0]) &&
         std::all_of(name.begin(), name.end(), [](char x) { return ascii_letter(x) || ascii_digit(x) || x == '-'; });
}

// Letters alone, with what prose puts around a word: (word), "word", word.
bool is_plain_word(std::string_view c) {
  const auto opening = [](char x) { return x == '(' || x == '"' || x == '\'' || x == '[' || x == '{'; };
  const auto closing = [&](char x) { return std::string_view(")]}\"'.,;:!?").find(x) != std::string_view::npos; };
  while (!c.empty() && opening(c.front())) c.remove_prefix(1);
  while (!c.empty() && closing(c.back())) c.remove_suffix(1);
  return c.size() >= 2 && std::all_of(c.begin(), c.end(), [](char x) { return word_byte(x) && !ascii_digit(x); });
}

// The word at the end of s[0, end): foo of "x = foo".
std::string_view word_before(std::string_view s, std::size_t end) {
  std::size_t b = end;
  while (b > 0 && (word_byte(s[b - 1]) || s[b - 1] == '_')) --b;
  return s.substr(b, end - b);
}

bool looks_like_a_name(std::string_view w) {  // snake_case, camelCase
  if (w.find('_') != std::string_view::npos) return true;
  for (std::size_t i = 1; i < w.size(); ++i)
    if (w[i] >= 'A' && w[i] <= 'Z' && w[i - 1] >= 'a' && w[i - 1] <= 'z') return true;
  return false;
}

constexpr std::array<std::string_view, 20> kCalled = {"print",  "printf", "count", "len",  "range", "main", "max",
                                                      "min",    "sum",    "int",   "str",  "if",    "for",  "while",
                                                      "sizeof", "assert", "log",   "push", "size",  "map"};

// Points for the bracket at s[i]. f(x) is mathematics, tên(ghi rõ) a missing space: a call takes more to show.
int points_of_bracket(std::string_view s, std::size_t i) {
  const std::string_view name = word_before(s, i);
  if (name.size() < 2 || ascii_digit(name.front())) return 0;
  if (s[i] == '[') return i + 1 < s.size() && ascii_letter(s[i + 1]) ? 1 : 0;
  const char before = name.size() < i ? s[i - name.size() - 1] : ' ';
  const char inside = i + 1 < s.size() ? s[i + 1] : ' ';
  const bool code = looks_like_a_name(name) || one_of(kCalled, name) || before == '.' || inside == ')' ||
                    inside == '"' || inside == '\'' || inside == '*' || inside == '&';
  return code ? 2 : 1;
}

int points_of_sign(std::string_view s, std::size_t i) {
  const char next = i + 1 < s.size() ? s[i + 1] : ' ';
  switch (s[i]) {
    case '(':
    case '[':
      return points_of_bracket(s, i);
    case '=':
      if (i > 0 && std::string_view("=!<>+-*/:").find(s[i - 1]) != std::string_view::npos) return 0;  // counted there
      if (next == '=' || next == '>') return 2;
      return 1;
    case '!':
    case '*':
    case '/':
      return next == '=' ? 2 : 0;
    case ':':
      return next == ':' || next == '=' ? 2 : 0;
    case '+':
      return next == '+' || next == '=' ? 2 : 0;
    case '-':
      return next == '=' || (next == '>' && i > 0 && word_byte(s[i - 1])) ? 2 : 0;
    case '&':
      return next == '&' ? 2 : 0;
    case '|':  // tables of wikis are full of them
      return next == '|' ? 1 : 0;
    case '"':
      return next == ':' ? 3 : 0;  // "member": value
    case '$':
      return word_byte(next) || next == '{' || next == '(' ? 1 : 0;
    default:
      return 0;
  }
}

int points_of_signs(std::string_view s) {
  int points = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const int here = points_of_sign(s, i);
    points += here;
    // The second of == or && is the same sign.
    if (here == 2 && s[i] != '(' && s[i] != '[') ++i;
  }
  return points;
}

constexpr std::string_view kNameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";

// a { b: c; }, call(…), "member": … and what ends in an open brace or a semicolon.
int points_of_shape(std::string_view s) {
  int points = 0;
  const char last = s.back();
  if (last == ';' || last == '{') points += 2;
  if (last == '}' && s.size() > 1 && (s[s.size() - 2] == ' ' || s[s.size() - 2] == ';')) points += 1;
  const std::size_t open = s.find("{ ");
  if (open != std::string_view::npos && s.find_first_of(":;", open) != std::string_view::npos) points += 3;
  const std::size_t name = s.find_first_not_of(kNameBytes);
  const bool call = name != std::string_view::npos && name > 0 && s[name] == '(' && (last == ')' || last == ';');
  if (call || (s[0] == '"' && s.find("\":", 1) != std::string_view::npos)) points += 2;
  return points;
}

constexpr std::array<std::string_view, 6> kAsking = {"input", "prompt", "raw_input", "open", "float", "list"};

// name = call(…) and nothing else: nothing, code or maybe.
enum class Assignment : std::uint8_t { none, likely, sure };

// ten = input("Nhap ten: ") is sure; diem = tinh(toan, van) could be a formula in words.
Assignment assignment_of_call(std::string_view s) {
  const std::size_t name = s.find_first_not_of(kNameBytes);
  if (name == std::string_view::npos || name == 0 || !ascii_letter(s[0])) return Assignment::none;
  const std::size_t sign = s.find_first_not_of(' ', name);
  if (sign == std::string_view::npos || s[sign] != '=') return Assignment::none;
  const std::size_t called = s.find_first_not_of(' ', sign + 1);
  const std::size_t open = called == std::string_view::npos ? called : s.find_first_not_of(kNameBytes, called);
  if (open == std::string_view::npos || open < called + 2 || s[open] != '(' || !ascii_letter(s[called]))
    return Assignment::none;
  const std::string_view end = s.substr(s.size() - 2);
  if (end[1] != ')' && end != ");") return Assignment::none;
  const std::string_view function = s.substr(called, open - called);
  const bool text = open + 1 < s.size() && (s[open + 1] == '"' || s[open + 1] == '\'');
  const bool known = text || one_of(kAsking, function) || one_of(kCalled, function);
  return known ? Assignment::sure : Assignment::likely;
}

// main.cc:14:9, Main.java:42
bool names_a_source_line(std::string_view c) {
  for (std::size_t i = c.find(':'); i != std::string_view::npos; i = c.find(':', i + 1)) {
    const std::string_view ending = word_before(c, i);
    const bool file =
        !ending.empty() && ascii_letter(ending[0]) && ending.size() < i && c[i - ending.size() - 1] == '.';
    if (file && i + 1 < c.size() && ascii_digit(c[i + 1])) return true;
  }
  return false;
}

struct Tally {
  int points = 0, plain = 0, names = 0;
};

// The points of a chunk by what it is; `word` is the chunk without the signs that end it.
int points_of_chunk(std::string_view c, std::string_view word, bool first) {
  if (first && one_of(kCommands, c)) return 3;
  if (first && (one_of(kOpeners, word) || one_of(kQueryOpeners, word) || one_of(kShortCommands, c))) return 2;
  if (is_option(c) || one_of(kInside, word) || one_of(kCommands, c) || c == "|") return 1;
  return names_a_source_line(c) ? 3 : 0;
}

std::string_view without_last_signs(std::string_view c) {
  const std::size_t last = c.find_last_not_of(",;:()");
  return c.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

Tally tally_words(std::string_view line) {
  Tally t;
  Chunks chunks(line);
  bool first = true;
  while (const auto span = chunks.next()) {
    const std::string_view c = line.substr(span->begin, span->end - span->begin);
    if (first && (c == "+" || c == "-" || c == "}")) continue;  // a diff, or the end of a block before `else`
    const int points = points_of_chunk(c, without_last_signs(c), std::exchange(first, false));
    t.points += points;
    if (points > 0) continue;
    if (is_plain_word(c)) {
      t.plain += !one_of(kNeutral, c);
    } else if (looks_like_a_name(c)) {
      ++t.names;
    }
  }
  t.points += std::min(t.names, 2);  // a segmented text has underscores in every other word
  return t;
}

// Commands with a word that says what to do, and then names.
struct WithTask {
  std::string_view name, tasks;  // each task between spaces
};
constexpr std::array<WithTask, 8> kWithTask = {{
    {"git",
     " checkout switch branch add commit push pull clone merge rebase status log diff stash fetch init reset tag "
     "remote show restore "},
    {"docker", " run build pull push ps exec images logs stop start rm compose "},
    {"apt", " install update remove upgrade search "},
    {"apt-get", " install update remove upgrade "},
    {"npm", " install run start test init "},
    {"pip", " install uninstall list "},
    {"systemctl", " start stop restart status enable disable "},
    {"cargo", " build run test new "},
}};
constexpr std::array<std::string_view, 3> kWithFolder = {"cd", "mkdir", "rmdir"};
// These have other meanings, so that a file must be named: nano bac, mv moi, cp la 5 trieu.
constexpr std::array<std::string_view, 13> kWithFile = {"vi",   "vim",  "nano", "cp",    "mv",      "rm", "less",
                                                        "more", "head", "tail", "touch", "python3", "scp"};
constexpr std::array<std::string_view, 2> kWithFilesAlone = {"vi", "cat"};  // these are Vietnamese words

bool is_task_of(std::string_view name, std::string_view task) {
  for (const WithTask& command : kWithTask) {
    const std::size_t at = name == command.name ? command.tasks.find(task) : std::string_view::npos;
    if (at != std::string_view::npos)
      return command.tasks[at - 1] == ' ' && command.tasks[at + task.size()] == ' ' && ascii_letter(task[0]);
  }
  return false;
}

// la or là: "git commit la gi" speaks of a command.
bool is_la(std::string_view c) {
  return c == "la" || (c.size() > 1 && c.size() <= 4 && c[0] == 'l' && !ascii_letter(c[1]) && word_byte(c[1]));
}

// cd thu muc; git checkout nhanh moi; vi tin.txt. Only short lines that do not end as sentences do: of commands one
// also speaks.
bool is_command_line(std::string_view s) {
  constexpr std::size_t kMostWords = 5;
  if (std::string_view(".,;:!?").find(s.back()) != std::string_view::npos) return false;
  std::array<std::string_view, kMostWords> words;
  std::size_t count = 0, files = 0;
  Chunks chunks(s);
  while (const auto span = chunks.next()) {
    const std::string_view c = s.substr(span->begin, span->end - span->begin);
    if (count == kMostWords || is_la(c)) return false;
    files += count > 0 && names_a_file(c);
    words[count++] = c;
  }
  const std::string_view name = words[0];
  if (count < 2) return false;
  if (one_of(kWithFilesAlone, name)) return files + 1 == count;
  if (one_of(kWithFile, name)) return files > 0;
  return (one_of(kWithFolder, name) && count <= 3) || is_task_of(name, words[1]);
}

std::string_view trimmed(std::string_view s) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t b = s.find_first_not_of(kSpace);
  if (b == std::string_view::npos) return {};
  return s.substr(b, s.find_last_not_of(kSpace) - b + 1);
}

// The end of <name>, </name>, <name a="b" c> or <!-- … -->, or `at`.
std::size_t tag_end(std::string_view line, std::size_t at) {
  if (line.substr(at, 4) == "<!--") {
    const std::size_t end = line.find("-->", at);
    return end == std::string_view::npos ? at : end + 3;
  }
  std::size_t i = at + 1;
  if (i < line.size() && line[i] == '/') ++i;
  const std::size_t name = i;
  while (i < line.size() && (ascii_letter(line[i]) || ascii_digit(line[i]) || line[i] == '-')) ++i;
  if (i == name || !ascii_letter(line[name])) return at;
  const std::size_t end = line.find_first_of("<>", i);
  if (end == std::string_view::npos || line[end] == '<') return at;
  const std::string_view rest = trimmed(line.substr(i, end - i));
  // a <b va c> d is no tag: attributes have values, but for one such as `required`.
  const bool attributes = rest.empty() || rest == "/" || rest.find('=') != std::string_view::npos;
  return attributes ? end + 1 : at;
}
}  // namespace

std::size_t code_span_end(std::string_view whole, std::size_t at) {
  const std::string_view line = whole.substr(0, at + kLongestSpan);
  if (line[at] == '<') return tag_end(line, at);
  std::size_t ticks = at;
  while (ticks < line.size() && line[ticks] == '`') ++ticks;
  const std::size_t end = line.find(line.substr(at, ticks - at), ticks);
  return end == std::string_view::npos ? at : end + (ticks - at);
}

bool is_option_of_command(std::string_view before, std::string_view chunk) {
  return is_option(chunk) && is_command(before);
}

bool is_code_line(std::string_view line) {
  const std::string_view s = trimmed(line);
  if (s.empty()) return false;
  if (is_command_line(s)) return true;
  // Without one of these there are not enough points in reach.
  if (s.find_first_of("=;{}()[]\"&|$-:,>") == std::string_view::npos) return false;
  if (s.substr(0, 2) == "$ " && s.size() > 2 && ascii_letter(s[2])) return true;  // a prompt
  if (s.find('`') != std::string_view::npos) return false;                        // prose that quotes code
  const Assignment assignment = assignment_of_call(s);
  if (assignment == Assignment::sure) return true;
  const Tally words = tally_words(s);
  const int points =
      (assignment == Assignment::likely ? 2 : 0) + words.points + points_of_signs(s) + points_of_shape(s);
  return points >= kEnough && points >= words.plain;
}
}  // namespace dau::text
