#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "interpreter/prove/prove.hpp"
#include "tools/document/decision_table.hpp"
#include "tools/report/diff_report.hpp"
#include "tools/report/wording.hpp"

// The pathway as a guideline that people read: what the source says, and beside it what is advised. Only
// words; the writers are in document_report.hpp.
namespace waymark {

enum class AdviceKind { recommendation, contraindication, note };

struct DocumentAdvice {
  AdviceKind kind = AdviceKind::recommendation;
  std::string id;        // "initial.pulse"
  std::string modality;  // "must", "contraindicated", "note"
  std::string text;      // "give methylprednisolone 500 to 1000 mg/day intravenous for 3 days promptly"
  std::string section;   // the title of the section that it stands in
  std::vector<std::string> conditions;  // a sentence each: "when acute hemorrhage"
  std::vector<std::string> reasons;     // as the authors say them
  std::vector<std::string> details;     // grades, when it is done, what it aims at, what stops it
  std::vector<std::string> readings;    // what the authors decided
  std::vector<std::string> silent;      // what the source does not speak of
  std::vector<std::string> local;       // what a site changes
  std::vector<std::string> changes;     // whom another version advised differently
  std::vector<std::string> cites;       // "initial.2"
  std::string place;                    // "pathways/dah/initial.pathway:16"
};

struct DocumentStatement {
  std::string name;  // "initial.2", behind its source's name where the pathway does not follow it
  std::string text;
  std::vector<std::string> refs;
  std::optional<std::string> incomplete, outside;
  std::vector<std::string> open;
  std::vector<std::size_t> advice;  // positions in the advice, of what cites it
};

struct DocumentSourceSection {
  std::string title;
  std::vector<DocumentStatement> statements;
};

struct DocumentSource {
  std::string title;    // as printed, with its edition
  std::string place;    // its address, and when it was retrieved; empty where that is not said
  std::string library;  // whose source it is; empty of the pathway's
  bool is_followed = false;
  std::vector<DocumentSourceSection> sections;
};

// What a source uses without a number or a meaning.
struct OpenTerm {
  std::string statement;  // "initial.1"
  std::string term;
};

struct DocumentParameter {
  std::string id, title, unit;
  std::optional<std::string> value;  // none: each site sets it
};

struct DocumentDefinition {
  std::string id, title, library;
  std::vector<std::string> lines;  // what it says, in words; a line for each row of a score
  std::vector<std::string> cites;
  std::vector<std::string> readings;  // what its authors decided
  std::string place;
};

struct DocumentScenario {
  std::string name, extends, at;
  std::vector<std::string> given, expected;  // as written
};

struct DocumentProperty {
  std::string text;
  bool is_never = false;
  std::string verdict;  // "proved", "refuted", "not proved"; empty where nobody asked
};

struct DocumentFinding {
  std::string question;  // "Q2"
  std::string label;     // "error", "accepted"
  std::string message, place;
  std::string patient;  // the sentence of an example; empty where there is none
  std::string reason;   // why it is accepted, or not proved
};

// What `prove` says, and when it was asked.
struct DocumentProof {
  std::string asked;  // "2026-11-23, waymark 0.1.0"
  std::size_t proved = 0, refuted = 0, not_proved = 0;
  std::vector<DocumentFinding> findings;
};

struct DocumentChange {
  std::string statement, before, after, patient;
};

// What differs from another version.
struct DocumentComparison {
  std::string since, verdict;
  std::vector<std::string> declarations;
  std::vector<DocumentChange> statements;
};

struct GuidelineDocument {
  std::string id, title, version;
  std::string adapts;  // of a site: what it adapts
  std::vector<std::string> about, audience;
  std::vector<DocumentSource> sources;  // those that are followed first; of others only what is cited
  std::vector<DocumentAdvice> advice;   // in the order of the pathway
  std::vector<std::size_t> uncited;     // advice that cites nothing of what is followed
  std::vector<OpenTerm> open_terms;
  std::vector<DocumentParameter> parameters;
  std::vector<DocumentDefinition> definitions;
  std::vector<DecisionTable> tables;
  std::vector<DocumentProperty> properties;
  std::vector<DocumentScenario> scenarios;
  std::optional<DocumentProof> proof;
  std::optional<DocumentComparison> comparison;
};

// The document of a pathway; `report` is of nobody.
GuidelineDocument guideline_document(const RunReport& report);

// Adds what `prove` found, and to each property what came of it. `asked` says when and by what.
void add_proof(GuidelineDocument& document, const RunReport& report, const prove::Report& proof,
               const std::string& asked);
// Adds what differs from an earlier version.
void add_comparison(GuidelineDocument& document, const ComparedPathways& compared);

}  // namespace waymark
