#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/plan/recorded_subject.hpp"
#include "lang/model/model.hpp"

// What statements and properties ask, as steps that each decide one truth for every patient: about which
// subject, with which operators, against which quantities. How values are kept is no part of it.
namespace waymark::plan {

// The parameters as the site sets them, by ParameterId; nullopt, or none at all: as the pathway does.
using Site = std::vector<std::optional<Value>>;

using TruthId = std::uint32_t;
// A truth, or its negation, which costs nothing: yes and no change places.
struct TruthRef {
  TruthId id = 0;
  bool negated = false;
};
inline TruthRef operator!(TruthRef truth) { return {truth.id, !truth.negated}; }

// --- steps about what is recorded

// What the record says by itself: a condition, an event's having happened, a member of a set.
struct HeldTruth {
  Held of;
  std::optional<model::MemberIndex> member = {};
};
// Whether there is a value, or whether the latest reading is stale: always yes or no.
enum class HeldState { known, stale };
struct HeldTest {
  Held of;
  HeldState state;
};
// A comparison with what is known of nobody: it needs that, and its own subject.
struct NeverKnown {
  Held of;
  std::vector<model::Input> needs;
};
using NumberComparison = std::pair<ast::ComparisonOperator, Quantity>;
// Whether all of them hold. Where there are two, none may be `!=`.
struct NumberTest {
  NumberSubject subject;
  std::vector<NumberComparison> comparisons;
};
// Whether the member is one of those that pass.
struct MemberTest {
  Held of;
  std::vector<bool> passing;  // by MemberIndex
};
struct InstantComparison {
  ast::ComparisonOperator op;
  Value constant;
  std::optional<model::ExprId> literal;  // in place of `constant`: one that stands in the offset of `at`
};
// A date, moment, event or time of a reading, held against constants: which values pass depends on `at`.
struct InstantTest {
  TimeSubject subject;
  std::vector<InstantComparison> comparisons;  // all of them; at most two
};

// --- steps about other truths

struct Fixed {
  Truth truth;
  std::vector<model::Input> needs = {};  // of what is unknown: what has to be set for it to be known
};
struct AllOf {
  std::vector<TruthRef> operands;
};  // Kleene
struct Same {
  TruthRef left, right;
};
struct IsKnown {
  TruthRef operand;
};
struct IsYes {
  TruthRef operand;
};  // always yes or no
struct Required {
  TruthRef operand;
};  // yes where it is yes, else unknown
struct AtLeast {
  std::vector<TruthRef> operands;
  std::uint32_t count;
};
struct AnyKnownOf {
  std::vector<TruthRef> operands;
};
struct FirstKnownOf {
  std::vector<TruthRef> operands;
};
struct FirstIsUnknown {
  std::vector<TruthRef> guards;
};  // of those that are not no
struct ChosenTruth {
  std::vector<std::pair<TruthRef, TruthRef>> arms;  // value, guard
  std::optional<TruthRef> otherwise;
  model::HitPolicy policy = model::HitPolicy::first;
  bool covers = false;  // some arm holds, whatever the values are
};
struct ScoreRowPoints {
  std::vector<TruthRef> guards;
  std::vector<std::uint32_t> points;     // of each guard, and at last of none of them; none is negative
  std::vector<std::uint32_t> ascending;  // positions in `points`
};
struct ScoreTest {
  std::vector<ScoreRowPoints> rows;
  std::uint32_t least;  // whether the sum reaches it
  std::uint32_t most;   // the greatest sum there can be
};
// Whatever has no step of its own: the evaluator's answer, one patient at a time.
struct ScalarTest {
  model::ExprId expr;
};

using Step = std::variant<HeldTruth, HeldTest, NeverKnown, NumberTest, MemberTest, InstantTest, Fixed, AllOf,
                          Same, IsKnown, IsYes, Required, AtLeast, AnyKnownOf, FirstKnownOf, FirstIsUnknown,
                          ChosenTruth, ScoreTest, ScalarTest>;

// Which readings a ReadingCount counts: those for which all comparisons hold; or, with `outside`, the others.
struct CountedReadings {
  Held count;
  NumberSubject each;
  std::vector<NumberComparison> comparisons;
  bool outside;
};

// Two recommendations that conflict where both are advised.
struct PossibleConflict {
  Conflict conflict;
  // Contraindications can strike out alternatives of one of them, and the conflict with it.
  bool may_be_struck_out = false;
  std::vector<std::size_t> done = {};  // of those of the two that can be done: positions in Roots::done
};

// What is asked, and the truth that answers it.
struct Roots {
  std::vector<TruthRef> recommendations, contraindications, notes;  // by index
  std::optional<TruthRef> applies;                                  // none where it is for everybody
  std::vector<TruthRef> properties;
  std::vector<TruthRef> alternatives;  // the conditions of alternatives
  std::vector<model::ExprId> alternative_exprs;
  std::vector<std::pair<model::RecommendationId, TruthRef>> done;  // what has been done asks for nothing more
  std::vector<TruthRef> conditions;                                // those asked for beside the pathway's own
  std::vector<model::ExprId> condition_exprs;
  std::vector<PossibleConflict> conflicts;
};

struct Plan {
  const model::Model* model = nullptr;
  Site site;
  std::vector<Step> steps;  // by TruthId; each behind those whose truths it reads
  std::vector<CountedReadings> counted;
  Roots roots;
  std::vector<model::ParameterId> parameters;  // that statements rest on
};

// The plan of a pathway at a site. `conditions` are asked too. The model must outlive it.
Plan make_plan(const model::Model& model, const Site& site = {},
               const std::vector<model::ExprId>& conditions = {});

}  // namespace waymark::plan
