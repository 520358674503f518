#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/prove/advice_terms.hpp"
#include "interpreter/prove/example.hpp"
#include "interpreter/prove/prove.hpp"
#include "interpreter/prove/solver.hpp"
#include "interpreter/search/witness.hpp"

namespace waymark::prove {

// What is claimed of all patients, and how it is told where it does not hold.
struct Claim {
  Question question;
  Weight weight;
  Span span;
  FindingClaim says;
  std::vector<RelatedPlace> places{};
  std::vector<Demand> demands{};  // beside those of the parts: what nobody has, where it does not hold
  bool whole = false;             // it is about the pathway as a whole
};

// A condition that takes part in a question, what it has to be, and where it stands.
struct Part {
  z3::expr holds;
  Demand demand;
  Span span;
  std::variant<PlaceRole, model::ConditionKind, FindingClaim> role;
};

// What a formula looks for: what it rests on, and how the interpreter sees that it was found.
struct Search {
  std::vector<z3::expr> conditions;
  std::vector<model::ExprId> expressions;
  Shows shows;
  Expectations expectations;
  bool is_open = false;  // rests on formulas that leave something open, beside those of the expressions
};

// What all questions share: the formulas, the solver, and the report that grows.
class Inquiry {
 public:
  Inquiry(const model::Model& model, const Sources& sources, const Options& options);

  // The question is one of those that are asked.
  void begin(Question question) { count(question); }
  // Something was asked of it, and holds; or the solver gave up on what that rests on, or the steps for all
  // questions were spent, before it was certain.
  void settle(Question question);
  // Whether the steps for all questions are spent, so that the claim is left open.
  bool leaves_open(const Claim& claim);
  // The claim holds where no patient is found. Says whether one was.
  bool nobody(Claim claim, const Search& search);
  // The claim holds where some patient satisfies all parts; else the message goes with those parts that leave
  // none. Says whether it is refuted.
  bool somebody(Claim claim, const std::vector<Part>& parts, const Search& search);
  // Whether there is such a patient, without any claim. What is settled next rests on the answer.
  Satisfiable check(const std::vector<z3::expr>& conditions);

  Encoder& encoder() { return encoder_; }
  z3::context& context() { return context_; }
  const model::Model& model() const { return model_; }
  const Sources& sources() const { return sources_; }
  // Whether a site can say what it is: any fact, but no parameter that the pathway sets.
  bool can_be_supplied(const model::Input& input) const;
  // The first line of what goes over several, without the brace at its end.
  Span head(Span span) const;
  // The text of an expression on one line.
  std::string text(model::ExprId expr) const;
  Report take_report();

 private:
  Count& count(Question question);
  void script(const Claim& claim, const std::vector<z3::expr>& conditions, Satisfiable answer);
  void refute(Claim claim, std::optional<Example> example);
  void give_up(Claim claim, NotProvedReason reason);
  std::optional<Example> example(const Search& search);
  std::optional<PatientSpace::Decoded> decoded(const std::vector<z3::expr>& conditions, bool open);
  NotProvedReason why_it_gave_up() const;
  NotProvedReason opaque_reason(const Search& search) const;
  bool is_opaque(const Search& search);

  const model::Model& model_;
  const Sources& sources_;
  const Options& options_;
  z3::context context_;
  PatientSpace space_;
  Encoder encoder_;
  Solver solver_;
  bool gave_up_ = false;  // on what was checked since something was settled
  const Moment usual_moment_;
  std::optional<SearchBases> bases_;  // made when they are first needed
  Report report_;
  std::map<FindingClaim, int> examples_;  // how many there are of each claim
};

// The conditions under which a statement has a status, for the scenario of an example.
std::string expected_status(Evaluator& evaluator, const model::StatementReference& statement);

}  // namespace waymark::prove
