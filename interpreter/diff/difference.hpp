#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/decide/outcome.hpp"
#include "interpreter/facts/patient.hpp"
#include "interpreter/prove/report.hpp"
#include "interpreter/search/witness.hpp"
#include "lang/model/model.hpp"
#include "lang/text/source.hpp"

namespace waymark::diff {

// One of the two pathways. Both must outlive what is made of them.
struct Side {
  const model::Model& model;
  const Sources& sources;
};

// A patient whose status changes; the interpreter says so with both pathways.
struct Example {
  Patient before, after;  // as each pathway records them
  Moment at;
  std::vector<std::string> given;   // as a scenario writes it; last what only the earlier pathway records
  prove::ExampleScenario scenario;  // that holds with the later pathway
};

// Patients who had one status and get another. Where there is no example, `reason` says why it could not be
// decided whether there are any.
struct StatusChange {
  std::string id;
  Status before = Status::undetermined, after = Status::undetermined;
  Span span;  // of the statement in the later pathway
  std::optional<Example> example;
  std::optional<prove::NotProvedReason> reason;
};

// Patients who are advised to get another first dose. `action` is empty where the dose is the
// recommendation's.
struct DoseChange {
  std::string id, action;
  std::string before, after;  // of the example: "4 mg"
  Span span;                  // of the dose in the later pathway
  std::optional<Example> example;
  std::optional<prove::NotProvedReason> reason;  // why it could not be decided whether there are any
};

enum class ChangeKind { added, removed, renamed, changed };
std::string_view to_string(ChangeKind kind);  // "added"

// What is declared otherwise. Titles and sources are left aside.
struct DeclarationChange {
  ChangeKind kind = ChangeKind::changed;
  std::string what;       // "fact", "parameter", "recommendation", "contraindication", "note"
  std::string id;         // of the earlier pathway; of what is added, of the later
  std::string attribute;  // "dose"; only of what is changed
  std::string before, after;
  bool worked_out_otherwise = false;  // it reads the same, and what it names has changed
};

struct Difference {
  std::vector<StatusChange> statuses;  // in document order
  std::vector<DoseChange> doses;       // in document order
  std::vector<DeclarationChange> declarations;
  std::size_t same = 0;        // statements that are proved to have the same status for every patient
  std::size_t changed = 0;     // those that some patient changes
  std::size_t not_proved = 0;  // all other statements of both pathways
  // Full names of the dates below what had to be compared; nothing is said of patients of whom only their
  // month or year is known.
  std::vector<std::string> exact_dates;
  // A statement whose example is none for the interpreter: then a formula is wrong. Else empty.
  std::string fault;

  // Proved to change nothing at all.
  bool is_empty() const {
    return statuses.empty() && doses.empty() && declarations.empty() && not_proved == 0;
  }
};

struct Options {
  std::uint32_t most_steps = 5'000'000;  // of the solver, for each question
  // When examples play whose pathway has no scenario with a moment of its own.
  Moment usual_moment = moment_of_no_matter();
};

// Contraindications that hold for a patient of the earlier pathway, and not of the later one, though that is
// for the patient; each with such a patient, or with the reason why it could not be decided whether there is
// one.
struct Lifted {
  std::vector<StatusChange> contraindications;
  std::size_t asked = 0;
  std::string fault;  // as of a difference
};
Lifted lifted_contraindications(const Side& before, const Side& after, const Options& options = {});

// Which patients the later pathway advises differently: each pair of an old and a new status of a statement
// that some patient changes between, until there are no more. Patients who cannot be recorded with both are
// left out.
Difference difference(const Side& before, const Side& after, const Options& options = {});

}  // namespace waymark::diff
