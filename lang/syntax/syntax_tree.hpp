#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

// clang-format off
enum class SyntaxKind : std::uint8_t {
  file, trivia, skipped,
  // leaves
  name, id, verb, keyword, op, literal, number, unit, date, text, citation, statement_number,
  // expressions: an `expression` is a flat run of operands and operators, see operators.hpp
  expression, group, arguments, set, choose, arm, counting, counted_readings, apart, known, since, points_of, given_dose, is_test, between, includes,
  conversion, window, span_over, span_since, span_from,
  // types
  type_yes_no, type_number, type_one_of, type_any_of, type_date, type_moment, type_event, type_named, member,
  // declarations
  header, version, follows, about, applies, adapts, use, source, source_section, statement, refs, incomplete, outside, leaves_open,
  printed_heading, edition, address, retrieved,
  fact, parameter, bounds, plausible, valid_for, molar_mass, charge, code, code_list, found_in, define, define_parameters, define_parameter,
  score, score_row, points, table, table_header, table_output, table_row, table_cell, action, action_members, unit_declaration, ucum, type_declaration,
  codes_declaration,
  // sections
  section, section_when, block, branches, branch, otherwise, if_unknown, recommendation, choice, option_block,
  attributes, contraindication, note, says, dose, dose_of, dose_limit, rounding, next_step, route, every, duration, within, within_of, promptly,
  when, until, target, done_when, precedes, because, requires_known, strength, certainty, cite, interprets, silent, accept,
  // sites
  adapt, changes, otherwise_no, withdraw,
  // properties and scenarios
  property, scenario, extends, scenario_at, given, given_member, given_value, reading, reading_at, reading_ago,
  expect, expect_status, expect_dose, expect_open, expect_progress, due_by, expect_conflict, needs,
};
// clang-format on

// The text of a file as a tree that leaves nothing out. A node reaches from its first token to its last one;
// what lies between siblings is keywords, punctuation and blanks. A `trivia` node is what stands between two
// tokens where that is more than blanks on one line: line breaks and comments. It stands between the siblings
// it separates.
struct SyntaxNode {
  SyntaxKind kind = SyntaxKind::file;
  Span span;
  std::vector<SyntaxNode> children;
};

// Always returns a tree; where the file has syntax errors it holds `skipped` nodes.
std::unique_ptr<SyntaxNode> parse(const Sources& sources, std::uint32_t file, Diagnostics& diagnostics);

// The same of a text that is one expression and nothing else.
std::unique_ptr<SyntaxNode> parse_expression(const Sources& sources, std::uint32_t file,
                                             Diagnostics& diagnostics);

}  // namespace waymark
