#include "interpreter/cohort/evaluate_lines.hpp"

#include <algorithm>

#include "interpreter/cohort/cohort_groups.hpp"
#include "interpreter/cohort/count_batch.hpp"
#include "interpreter/cohort/line_batch.hpp"
#include "interpreter/columns/evaluate.hpp"

namespace waymark::cohort {

namespace {

using columns::Bitmap;

columns::Site site_of(const Question& question) {
  if (question.parameters.empty()) return {};
  columns::Site site(question.model.parameters.size());
  for (const auto& [parameter, value] : question.parameters) site[parameter] = value;
  return site;
}

std::string_view without_line_break(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == std::string_view::npos; }

Bitmap first_patients(std::size_t size) {
  Bitmap result;
  for (std::size_t i = 0; i < columns::batch_words; ++i) result.words[i] = columns::first_bits(size, i);
  return result;
}

void intersect(Bitmap& bitmap, const Bitmap& with) {
  for (std::size_t i = 0; i < columns::batch_words; ++i) bitmap.words[i] &= with.words[i];
}

}  // namespace

columns::Program program_of(const Question& question) {
  std::vector<model::ExprId> conditions;
  if (question.where) conditions.push_back(*question.where);  // the first
  for (const auto& fact : question.model.facts) {
    if (fact.is_plausible) conditions.push_back(*fact.is_plausible);
  }
  return columns::compile(question.model, site_of(question), conditions);
}

// Fills one batch after the other and evaluates each.
class LineEvaluator::Batches {
 public:
  Batches(const Question& question, const columns::Program& program)
      : question_{question},
        program_{program},
        conditions_{question.model},
        evaluator_{program},
        doses_{question.model},
        lines_{question, program} {
    if (question.group_by) groups_.emplace(program, *question.group_by);
  }

  Part evaluate(std::string_view lines, std::size_t number) {
    Part part;
    part.whole = empty_count(question_.model, conditions_);
    while (!lines.empty()) {
      add_rows(lines, number, part);
      add_line(lines, number, part);
    }
    finish(part);
    return part;
  }

 private:
  // As many rows of a table as can be read together.
  void add_rows(std::string_view& lines, std::size_t& number, Part& part) {
    if (lines_one_by_one_ > 0) return void(--lines_one_by_one_);
    for (;;) {
      const auto added = lines_.add_rows(lines, number);
      lines.remove_prefix(added.bytes);
      number += added.lines;
      if (lines_.batch().is_full()) finish(part);
      if (added.lines == 0) break;
    }
    if (!lines.empty()) lines_one_by_one_ = rows_together;
  }

  void add_line(std::string_view& lines, std::size_t& number, Part& part) {
    const auto end = std::min(lines.find('\n'), lines.size());
    const auto line = without_line_break(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    ++number;
    if (is_blank(line)) return;
    if (auto rejected = lines_.add(line, number - 1)) part.rejected.push_back(std::move(*rejected));
    if (lines_.batch().is_full()) finish(part);
  }

  void finish(Part& part) {
    const auto& batch = lines_.batch();
    if (batch.size() == 0) return;
    const auto& outcome = evaluator_.evaluate(batch);
    const auto counted = wanted(outcome, part);
    doses_.begin(batch, outcome, counted);
    const BatchCounter counter{
        program_, conditions_, evaluator_, batch, outcome, doses_, [this](std::size_t patient) {
          return lines_.id(patient);
        }};
    counter.add(counted, part.whole);
    group_of_.assign(groups_ ? batch.size() : 0, nullptr);
    if (groups_) add_groups(counted, counter, part);
    if (question_.patient) {
      for_each(counted, [&](std::size_t i) { question_.patient(*batch.patient(i), batch.at(i)); });
    }
    if (!part.has_too_many_groups) add_patients(outcome, counted, part);
    lines_.clear();
  }

  // What is different for each of them.
  void add_patients(const columns::BatchOutcome& outcome, const Bitmap& counted, Part& part) {
    begin_rows(outcome);
    for_each(question_.row ? counted : doses_.looked_at(), [&](std::size_t patient) {
      const auto& doses = doses_.of(patient);
      doses_.add(doses, part.whole.doses);
      if (groups_) doses_.add(doses, group_of_[patient]->doses);
      if (!question_.row) return;
      fill_row(outcome, patient);
      row_.doses = doses;
      question_.row(part.rows, row_);
    });
  }

  // Those for whom `where` is yes.
  Bitmap wanted(const columns::BatchOutcome& outcome, Part& part) const {
    auto result = first_patients(outcome.size);
    if (!question_.where) return result;
    const auto& [yes, no] = outcome.conditions.front();
    part.left_out_no += columns::count(no);
    part.left_out_unknown += outcome.size - columns::count(yes) - columns::count(no);
    intersect(result, yes);
    return result;
  }

  void add_groups(const Bitmap& counted, const BatchCounter& counter, Part& part) {
    for (const auto& [value, patients] : groups_->of(lines_.batch(), counted)) {
      part.has_too_many_groups |= part.groups.size() == most_groups && !part.groups.contains(value);
      if (part.has_too_many_groups) return;
      const auto [group, is_new] = part.groups.try_emplace(value);
      if (is_new) group->second = empty_count(question_.model, conditions_);
      counter.add(patients, group->second);
      for_each(patients, [&, count = &group->second](std::size_t patient) { group_of_[patient] = count; });
    }
  }

  void begin_rows(const columns::BatchOutcome& outcome) {
    row_.recommendations.resize(outcome.recommendations.size());
    row_.notes.resize(outcome.notes.size());
    row_.contraindications.resize(outcome.contraindications.size());
  }

  void fill_row(const columns::BatchOutcome& outcome, std::size_t patient) {
    row_.patient = lines_.id(patient);
    for (std::size_t i = 0; i < row_.recommendations.size(); ++i)
      row_.recommendations[i] = columns::status(outcome.recommendations[i], patient);
    for (std::size_t i = 0; i < row_.notes.size(); ++i)
      row_.notes[i] = columns::status(outcome.notes[i], patient);
    for (std::size_t i = 0; i < row_.contraindications.size(); ++i)
      row_.contraindications[i] = columns::status(outcome.contraindications[i], patient);
    row_.conflicts.clear();
    for (std::size_t i = 0; i < outcome.conflicts.size(); ++i) {
      if (test(outcome.conflicts[i], patient)) row_.conflicts.push_back(program_.conflicts[i].conflict);
    }
    row_.violated.clear();
    for (std::uint32_t i = 0; i < outcome.violated.size(); ++i) {
      if (test(outcome.violated[i], patient)) row_.violated.push_back(i);
    }
  }

  const Question& question_;
  const columns::Program& program_;
  const StatementConditions conditions_;
  columns::BatchEvaluator evaluator_;
  BatchDoses doses_;
  LineBatch lines_;
  std::optional<Groups> groups_;
  std::vector<Count*> group_of_;  // by patient of the batch, where they are grouped
  Row row_;
  std::size_t lines_one_by_one_ = 0;  // before rows are tried together again
};

LineEvaluator::LineEvaluator(const Question& question, const columns::Program& program)
    : batches_{std::make_unique<Batches>(question, program)} {}
LineEvaluator::~LineEvaluator() = default;

Part LineEvaluator::evaluate(std::string_view lines, std::size_t first_number) {
  return batches_->evaluate(lines, first_number);
}

void add(Part& part, const Part& later) {
  add(part.whole, later.whole);
  for (const auto& [value, count] : later.groups) {
    const auto [group, is_new] = part.groups.try_emplace(value, count);
    if (!is_new) add(group->second, count);
  }
  part.has_too_many_groups |= later.has_too_many_groups || part.groups.size() > most_groups;
  part.left_out_no += later.left_out_no;
  part.left_out_unknown += later.left_out_unknown;
}

}  // namespace waymark::cohort
