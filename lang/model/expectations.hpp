#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "lang/model/statement.hpp"

// What its authors expect of a pathway: properties, scenarios, and findings of `prove` that they mean.
namespace waymark::model {

struct Property {
  ast::PropertyKind kind;
  std::string text;
  ExprId condition;
  Span span;
};

struct GivenTime {
  std::variant<std::monostate, ast::Instant, Quantity> time;
};  // untimed, at, ago
struct GivenReading {
  std::optional<Constant> value;  // none: the event happened at its time, or `in_part` is what is known
  GivenTime time;
  Span span;
  std::optional<PartialDate> in_part = {};  // of a date, moment or event: its month or year
};
struct GivenMember {
  MemberIndex member;
  std::optional<bool> value;
};
struct GivenSet {
  std::vector<MemberIndex> members;
};
struct NotHappened {};  // of an event: `= no`
using Input = std::variant<FactId, ParameterId>;
struct Given {
  Input input;
  std::variant<GivenMember, GivenSet, NotHappened, std::vector<GivenReading>> value;
  Span span;
};
struct ExpectStatus {
  StatementReference statement;
  ast::Status status;
  std::optional<std::vector<Input>> needs;
};
struct ExpectConflict {
  RecommendationId first, second;
};
struct ExpectDose {
  RecommendationId recommendation;
  ExprRange dose;
  std::optional<ActionId> action;  // of a choice
};
struct ExpectOpen {
  RecommendationId recommendation;
  std::vector<ActionId> actions;
};
struct ExpectProgress {
  RecommendationId recommendation;
  ast::Progress progress;
  std::optional<ast::Instant> by;  // when it is due
};
struct Expect {
  std::variant<ExpectStatus, ExpectConflict, ExprId, ExpectDose, ExpectOpen, ExpectProgress> node;
  Span span;
};
struct Scenario {
  std::string name;
  std::optional<std::uint32_t> extends;  // index of a scenario
  std::optional<ast::Instant> at;
  std::vector<Given> given;
  std::vector<Expect> expects;
  std::string library;
  Span span;
};

// A finding of `prove` that its authors mean, with their reason.
struct AcceptedFinding {
  std::string question;  // "Q4"
  std::string reason;
  Span span;
  Span scope;       // of what it stands in; the finding lies there
  bool whole;       // the finding is about the pathway as a whole
  bool own = true;  // false where a site took it over from the pathway that it adapts
};

}  // namespace waymark::model
