#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>
#include <z3++.h>

#include "interpreter/facts/patient.hpp"
#include "interpreter/prove/calendar_terms.hpp"
#include "interpreter/prove/kept_readings.hpp"
#include "interpreter/prove/terms.hpp"
#include "lang/model/model.hpp"

namespace waymark::prove {

// What is unknown of all patients: a variable for each thing that may be recorded. Several models may stand
// over one space: facts and parameters of the same name and type are the same variables then.
class PatientSpace {
 public:
  explicit PatientSpace(z3::context& context);

  z3::context& context() { return context_; }
  CalendarTerms& calendar() { return calendar_; }
  // The moment of the evaluation.
  const InstantTerm& at() const { return at_; }

  // Lets an input go by another name, under which it is the same as that of another model. Before it is asked
  // for.
  void identify(const model::Model& model, const model::Input& input, std::string name);

  // What an expression that names the fact or parameter sees; unknown where it is not recorded or stale. Of a
  // parameter what a site sets.
  Term value(const model::Model& model, const model::Input& input);
  // Whether there is a reading, or the site sets the parameter.
  z3::expr recorded(const model::Model& model, const model::Input& input);
  // Whether the record may say something of the fact though there is no reading; asked for, it becomes a part
  // of the patient.
  z3::expr in_doubt(const model::Model& model, model::FactId fact);
  // Whether the reading counts no more.
  z3::expr stale(const model::Model& model, model::FactId fact);
  // When it was read; asked for, its time becomes a part of the patient.
  InstantTerm reading_time(const model::Model& model, model::FactId fact);

  // Says how many readings there are of each fact; of a model of which nothing is said the latest alone.
  // Before anything is asked for.
  void keep_readings(const model::Model& model, KeptReadings kept) { kept_.emplace(&model, std::move(kept)); }
  // Whether a Window or a ReadingCount, canonical, rests on nothing but these.
  bool is_said(const model::Model& model, model::ExprId window) const;
  // One of the readings of a fact: whether there is one, what it says, when it was taken.
  struct ReadingTerm {
    z3::expr there;
    Term value;
    InstantTerm time;
  };
  // The latest first, each before the one in front of it. Asked for, they become a part of the patient.
  const std::vector<ReadingTerm>& readings(const model::Model& model, model::FactId fact);

  // What holds of every patient there can be, as far as variables have been made. It only grows.
  const std::vector<z3::expr>& axioms() const { return axioms_; }
  void require(const z3::expr& axiom) { axioms_.push_back(axiom); }
  // What values that the formulas leave open have in common with others; no patient says what these are.
  const std::vector<z3::expr>& open_axioms() const { return open_axioms_; }
  void require_of_open(const z3::expr& axiom) { open_axioms_.push_back(axiom); }
  // A value of which nothing is known but what `require_of_open` says.
  z3::expr opaque_real(const std::string& name);
  z3::expr opaque_truth(const std::string& name);
  z3::expr opaque_integer(const std::string& name);

  // That a patient is this one, as far as variables have been made; what is missing may be anything, but
  // members of sets that are stated stay so.
  std::vector<z3::expr> is_patient(const model::Model& model, const Patient& patient, const Moment& at,
                                   const std::set<model::Input>& missing = {});
  // What the variables of the input are called, or begin with and go on behind a point.
  std::string variable_name(const model::Model& model, const model::Input& input) {
    return variables(model, input).name;
  }
  // That every number of the model's facts and parameters has at most so many decimal places in the unit that
  // it is declared in.
  std::vector<z3::expr> on_decimal_grid(const model::Model& model, int places);
  // A number that no other replacement of an expression has.
  std::uint32_t next_version() { return ++versions_; }
  // The solution that is this patient; nullopt where the axioms admit no such patient.
  std::optional<z3::model> solution_of(const model::Model& model, const Patient& patient, const Moment& at);
  // The patient of a solution. nullopt where a number has no end as a decimal.
  struct Decoded {
    Patient patient;
    Moment at;
  };
  std::optional<Decoded> decode(const model::Model& model, const z3::model& solution);

 private:
  z3::expr stale_by_parameter(const model::Model& model, model::FactId fact);
  // The variables of one fact or parameter.
  struct Variables {
    std::string name;
    z3::expr recorded;
    Term value;  // where it is recorded
    std::optional<InstantTerm> read;
    std::optional<z3::expr> in_doubt = std::nullopt;
    std::vector<ReadingTerm> readings = {};  // the latest first; none where only that is asked for
  };
  ReadingTerm earlier_reading(const model::Model& model, const model::Input& input, const ReadingTerm& later,
                              const std::string& name);
  z3::expr are_readings(const model::Model& model, const Patient& patient, const Moment& at,
                        model::FactId fact, const Variables& variables);
  Variables& variables(const model::Model& model, const model::Input& input);
  std::string unused(std::string name);
  Variables fresh_variables(const std::string& name, const Type& type);
  Term fresh_value(const std::string& name, const Type& type);
  z3::expr fresh_number(const std::string& name, const Type& type);  // in base units
  SetTerm fresh_set(const std::string& name, const Type& type);
  InstantTerm fresh_instant(const std::string& name, bool is_date);
  void require_bounds(const model::Model& model, const model::Input& input, const NumberTerm& number);

  z3::expr is_value(const Term& term, const Value& value);
  z3::expr is_instant(const InstantTerm& term, const Moment& moment);
  z3::expr has_stated_parts(const Patient& patient, const Moment& at, const model::Model& model,
                            const model::Input& input, const Variables& variables);
  z3::expr is_reading(const model::Model& model, const Patient& patient, const Moment& at,
                      const model::Input& input, const Variables& variables);

  z3::context& context_;
  std::vector<z3::expr> axioms_, open_axioms_;
  CalendarTerms calendar_;
  InstantTerm at_;
  std::map<std::string, Variables> variables_;  // by name and type
  std::map<const model::Model*, KeptReadings> kept_;
  std::uint32_t versions_ = 0;
  std::set<std::string> names_;
  std::map<std::pair<const model::Model*, model::Input>, std::string> keys_;
  std::map<std::pair<const model::Model*, model::Input>, std::string> other_names_;
};

// The input's name, behind that of its library.
std::string full_name(const model::Model& model, const model::Input& input);
// Inputs of two models that share their name are the same where they share this: what can be recorded of
// them.
std::string signature(const Type& type);

// Whether the pathway leaves the parameter to the site: what it sets itself stands as it is.
bool is_open(const model::Model& model, model::ParameterId parameter);

}  // namespace waymark::prove
