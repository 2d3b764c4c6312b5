// SPDX-License-Identifier: Apache-2.0
// keys_english.cc — English words that are keystrokes as well.
#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_set>

#include "unicode/keyed_word.h"

namespace dau::unicode {
namespace {
// English that Telex would read as Vietnamese, the commoner part, and what a tone key typed twice could be. Source:
// written for this project (CC0-1.0), from what its author knew; of no dictionary.
constexpr std::string_view kEnglish[] = {
    "air",   "ans",    "arm",   "as",     "asp",   "ass",   "ax",     "bangs", "bans",  "bar",   "barn",  "bass",
    "bats",  "beef",   "been",  "beer",   "bees",  "bens",  "best",   "bets",  "bins",  "bits",  "bless", "boar",
    "boats", "boo",    "boom",  "booms",  "boor",  "boos",  "boost",  "boots", "born",  "boss",  "bots",  "bow",
    "bows",  "box",    "bucs",  "buff",   "buns",  "burn",  "burr",   "bus",   "bust",  "buts",  "cams",  "cans",
    "caps",  "car",    "cast",  "cats",   "chaff", "chair", "chaos",  "chaps", "char",  "chasm", "chats", "cheer",
    "chef",  "chess",  "chest", "chins",  "chips", "chocs", "chops",  "class", "cons",  "coo",   "cops",  "corn",
    "cost",  "cots",   "cow",   "cows",   "cross", "cuff",  "cups",   "cusp",  "cuts",  "dad",   "dads",  "dams",
    "dans",  "darn",   "deer",  "def",    "dens",  "did",   "dins",   "dips",  "docs",  "dons",  "door",  "dorm",
    "dots",  "dress",  "dud",   "dust",   "ems",   "err",   "ex",     "fuss",  "gangs", "gaps",  "gas",   "gasp",
    "gins",  "gist",   "glass", "goo",    "goof",  "goos",  "grass",  "gross", "guess", "guns",  "gust",  "guts",
    "hair",  "hams",   "hangs", "harm",   "has",   "hats",  "hems",   "hens",  "her",   "hex",   "hips",  "his",
    "hiss",  "hits",   "hoof",  "hoops",  "hops",  "horn",  "host",   "hots",  "how",   "hows",  "huff",  "hums",
    "huts",  "if",     "is",    "its",    "keen",  "keeps", "kins",   "kiss",  "kits",  "lacs",  "lair",  "laps",
    "lass",  "last",   "lax",   "lees",   "lens",  "less",  "lets",   "lips",  "lisp",  "list",  "loans", "longs",
    "loo",   "loom",   "looms", "loops",  "lops",  "loss",  "lost",   "lots",  "low",   "lungs", "lust",  "lux",
    "macs",  "mans",   "maps",  "mar",    "mass",  "mast",  "mats",   "max",   "meen",  "meets", "mens",  "mess",
    "miss",  "mist",   "mix",   "mocs",   "moms",  "moo",   "moon",   "moor",  "moos",  "mops",  "moss",  "most",
    "mow",   "mows",   "muff",  "mums",   "muss",  "must",  "naps",   "nest",  "nets",  "nips",  "nits",  "noon",
    "nor",   "norm",   "nots",  "now",    "nuns",  "nuts",  "oar",    "of",    "off",   "ons",   "oops",  "or",
    "ox",    "pair",   "pangs", "pans",   "par",   "pass",  "past",   "peer",  "pees",  "pens",  "per",   "perm",
    "pest",  "pets",   "pins",  "pits",   "poo",   "poor",  "pops",   "post",  "pots",  "press", "puff",  "puns",
    "pups",  "purr",   "pus",   "puts",   "queen", "queer", "quest",  "quits", "raps",  "rasp",  "rats",  "reef",
    "ref",   "rest",   "rips",  "roar",   "roast", "roof",  "room",   "rooms", "roost", "roots", "rots",  "row",
    "rows",  "ruff",   "rums",  "rungs",  "runs",  "rust",  "ruts",   "sacs",  "sans",  "saps",  "sax",   "see",
    "seem",  "seems",  "seen",  "seer",   "sees",  "sets",  "sex",    "sins",  "sips",  "sir",   "sis",   "sits",
    "six",   "soar",   "songs", "sons",   "soon",  "sops",  "stress", "sums",  "suns",  "tangs", "tans",  "taps",
    "tar",   "tax",    "tee",   "teem",   "teen",  "teens", "tees",   "tens",  "term",  "tern",  "test",  "thee",
    "thees", "themes", "thens", "thins",  "this",  "thus",  "tins",   "tips",  "toast", "toes",  "toms",  "tongs",
    "tons",  "too",    "toos",  "tops",   "torn",  "toss",  "tots",   "tow",   "tows",  "trams", "trans", "traps",
    "tree",  "trees",  "trips", "troops", "trust", "turn",  "uns",    "ups",   "urn",   "us",    "vans",  "vast",
    "veer",  "vets",   "vips",  "vow",    "vows",
};

// Those of them that stand beside other English in a Vietnamese line, and whose reading as keys is rare there: á í ì ò.
constexpr std::array<std::string_view, 10> kHelpers = {"as", "has", "her", "his", "if", "is", "of", "or", "this", "us"};

const std::unordered_set<std::string_view>& english() {
  static const std::unordered_set<std::string_view> set(std::begin(kEnglish), std::end(kEnglish));
  return set;
}
}  // namespace

bool is_english_telex(std::string_view word) { return english().contains(word); }
bool is_english_helper(std::string_view word) { return std::ranges::find(kHelpers, word) != kHelpers.end(); }
}  // namespace dau::unicode
