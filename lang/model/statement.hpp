#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/model/declaration.hpp"

// What a pathway says: its sections with their branches, and the statements in them.
namespace waymark::model {

struct ExprRange {
  ExprId low;
  std::optional<ExprId> high;
};

// What is given in the end, after limits and rounding; and what it is made of, as it is written.
struct Dose : ExprRange {
  ExprRange amount;
  std::optional<ExprId> of;               // what the amount is for each unit of
  std::vector<ExprId> at_least, at_most;  // limits of the single dose, or of so much in a time
  std::optional<ExprId> step;             // it is rounded to multiples of
  bool down = false;
  Span span;
};
struct Regimen {
  std::optional<Dose> dose;
  std::optional<std::string> route;
  std::optional<ExprRange> every, duration;
};

struct Target;
struct Choice {
  ast::ChoiceKind kind;
  std::vector<Target> options;
};
struct Target {
  std::variant<ActionId, Choice> node;
  // Of an alternative with braces behind it:
  std::vector<Regimen> steps{};  // what it says itself; the rest is the recommendation's
  std::optional<ExprId> when{};  // it is one only where this holds
};

// How soon; with `of`, a deadline that is counted from an instant: a date, a moment or an event.
struct Within {
  ExprRange time;
  std::optional<ExprId> of;
  Span span;
};

enum class Verb {
  give,
  use,
  start,
  continue_,
  stop,
  delay,
  reduce,
  switch_to,
  assess,
  measure,
  monitor,
  refer_to,
  admit_to,
  perform,
  obtain,
  draw,
  discharge_to,
  counsel,
  vaccinate
};
enum class Stance { asks_for, asks_against, neither };

// Why a statement applies: each part of its condition, in the order in which they stand.
enum class ConditionKind {
  withdrawn,  // a site does not do it
  applies,
  section,
  when,
  otherwise,
  if_unknown,
  own_when,
  until,
  requires_known,
  open,  // an alternative is, neither contraindicated nor ruled out by its own `when`
  not_contraindicated
};
struct Condition {
  ConditionKind kind;
  ExprId expr;
};

// What recommendations, contraindications and notes share.
struct StatementBase {
  std::string id;  // "initial.pulse"
  std::vector<Condition> conditions;
  ExprId condition = 0;  // all of them
  std::vector<Citation> cites;
  std::vector<std::string> interprets = {};  // what the authors decided
  std::vector<std::string> silent = {};      // what the source does not speak of
  std::vector<LocalRuleId> local = {};       // what a site changes of it
  Span span;
};

struct Recommendation : StatementBase {
  ast::Modality modality = ast::Modality::must;
  Verb verb = Verb::give;
  Target target;
  std::vector<ActionId> actions;  // of the target, in order, each once
  std::vector<Regimen> steps;     // one after the other; empty where nothing is said
  std::optional<Within> within;
  bool promptly = false;
  std::optional<ExprId> done;              // where it is yes, it has been done
  std::vector<RecommendationId> precedes;  // that it comes before; each once
  std::optional<ExprId> aim;               // `target`
  std::vector<Template> because;
  std::optional<ast::Strength> strength;
  std::optional<ast::Certainty> certainty;
  std::vector<ContraindicationId> contraindications;  // that speak of one of its actions
};

struct Contraindication : StatementBase {
  std::vector<ActionId> actions;
  std::vector<Template> because;
};

struct Note : StatementBase {
  std::optional<Template> says;
};

struct Branches;
struct Block;
using BlockItem = std::variant<ast::Box<Branches>, StatementReference>;
struct Block {
  std::vector<BlockItem> items;
};
struct Branch {
  ExprId guard;
  Block body;
  Span span;
};
struct Branches {
  std::vector<Branch> branches;
  std::optional<Block> otherwise;
  std::optional<Block> if_unknown;
  std::optional<ExprId> unknown_guard;  // the condition of `if unknown`
  Span span;
  Span otherwise_span, if_unknown_span;  // from their first words on; of those that are there
};
struct Section {
  std::string id, title;
  std::optional<ExprId> guard;
  Block body;
  Span span;
};

}  // namespace waymark::model
