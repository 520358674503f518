#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "lang/ast/expressions.hpp"

// What a file says of what always holds, and of patients that were thought out.
namespace waymark::ast {

enum class PropertyKind { always, never };
struct Property {
  PropertyKind kind;
  Text text;
  Expr condition;
};

struct Instant {
  Span span;
  std::variant<DateLiteral, MomentLiteral> node;
};

struct Reading {
  std::optional<Expr> value;  // none of an event that is given by its time alone: `14 months ago`
  std::variant<std::monostate, Instant, Expr> time;
  Span span;
};  // untimed, `at T`, `Q ago`
struct GivenMember {
  Name member;
  std::optional<bool> value;
};  // nullopt: `= unknown`
struct GivenSet {
  std::vector<Name> members;
  Span span;
};
struct Given {
  Name fact;
  std::variant<GivenMember, GivenSet, std::vector<Reading>> value;
  Span span;
};

enum class Status { advised, not_advised, undetermined };
struct ExpectStatus {
  Name id;
  Status status;
  std::optional<std::vector<Name>> needs;
};
struct ExpectConflict {
  Name first, second;
};
struct ExpectDose {
  Name id;
  Range dose;
  std::optional<Name> action;
};
struct ExpectOpen {
  Name id;
  std::vector<Name> actions;
};
enum class Progress { done, due, overdue, not_due };
struct ExpectProgress {
  Name id;
  Progress progress;
  std::optional<Instant> by;  // when it is due
};
struct Expect {
  Span span;
  std::variant<ExpectStatus, ExpectConflict, Expr, ExpectDose, ExpectOpen, ExpectProgress> node;
};

struct Scenario {
  Text name;
  std::optional<Text> extends;
  std::optional<Instant> at;
  std::vector<Given> given;
  std::vector<Expect> expects;
};

}  // namespace waymark::ast
