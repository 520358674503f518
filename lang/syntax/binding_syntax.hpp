#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lang/text/source.hpp"

// What a `*.binding` file says: how a pathway is tied to the records of a site. What its names mean is
// settled where it is compiled.
namespace waymark::binding {

// A word, or a text without its quotes.
struct Word {
  std::string text;
  Span span;
};

// `loinc "8480-6", "8479-8"`, or `in vasculitis`.
struct Codes {
  Word system = {};  // empty where it is a list
  std::vector<Word> codes = {};
  std::optional<Word> list = {};
};

// `unit text "mg/dl" is mg/dL`
struct UnitText {
  Word written, unit;
};

enum class ClauseKind {
  refuted_is_no,
  refuted_is_unknown,
  not_done_is_no,
  not_done_is_unknown,
  preliminary_counts,
  in_progress_counts,
  list_is_complete
};
struct Clause {
  ClauseKind kind;
  Span span;
};

// `on_heparin medication given within 24 hours in heparins, not done is no`
struct Line {
  Word fact;
  std::optional<Word> source = {};                   // "medication given"; none: as the pathway says
  std::optional<std::pair<Word, Word>> within = {};  // number and unit
  std::vector<Codes> codes = {}, components = {};
  std::vector<Clause> clauses = {};
  std::optional<Word> listed = {};  // of `list of conditions is complete`
  std::vector<UnitText> units = {};
};

// `codes heparins "Heparins" from "heparins.csv"`
struct CodesDeclaration {
  Word name = {}, file = {};
};

struct File {
  std::optional<Word> pathway;  // none where it could not be read
  std::vector<Line> lines;
  std::optional<Word> zone;
  std::vector<UnitText> units;
  std::vector<CodesDeclaration> lists;
};

}  // namespace waymark::binding
