#include "lang/format/layout_brackets.hpp"

namespace waymark {

BracketStyle bracket_style(SyntaxKind kind) {
  switch (kind) {
    case SyntaxKind::source:
    case SyntaxKind::source_section:
    case SyntaxKind::block:
    case SyntaxKind::table:
    case SyntaxKind::scenario: return {BracketContent::statements, true, false};
    case SyntaxKind::header:
    case SyntaxKind::attributes:
    case SyntaxKind::note:
    case SyntaxKind::changes:
    case SyntaxKind::option_block: return {BracketContent::attributes, true, false};
    case SyntaxKind::choose:
    case SyntaxKind::score: return {BracketContent::items, true, true};
    case SyntaxKind::type_one_of:
    case SyntaxKind::type_any_of:
    case SyntaxKind::choice: return {BracketContent::items, false, true};
    case SyntaxKind::set:
    case SyntaxKind::arguments:
    case SyntaxKind::define_parameters: return {BracketContent::items, false, false};
    default: return {};
  }
}

}  // namespace waymark
