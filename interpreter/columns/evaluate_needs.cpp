#include <algorithm>
#include <unordered_set>

#include "interpreter/columns/evaluate_state.hpp"
#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/evaluate/each_once.hpp"

namespace waymark::columns {
namespace {

constexpr std::size_t most_patterns = 1 << 16;  // kept of one statement

TruthRef root(const Program& program, const model::StatementReference& statement) {
  switch (statement.kind) {
    case model::StatementKind::recommendation: return program.recommendations[statement.index];
    case model::StatementKind::contraindication: return program.contraindications[statement.index];
    case model::StatementKind::note: break;
  }
  return program.notes[statement.index];
}

// Follows a truth down to what columns say.
class PatternSearch {
 public:
  explicit PatternSearch(const TruthOrigins& origins) : origins_{origins} {}

  Pattern search(TruthRef root) {
    std::unordered_set<TruthId> seen;
    std::vector<TruthId> pending{root.id};
    while (!pending.empty()) {
      const auto id = pending.back();
      pending.pop_back();
      if (!seen.insert(id).second) continue;
      for (const auto operand : follow(id)) pending.push_back(operand.id);
    }
    sort_each_once(pattern_.columns);
    return std::move(pattern_);
  }

 private:
  std::vector<TruthRef> follow(TruthId id) {
    const auto* instruction = origins_.instructions[id];
    const auto column = instruction ? column_read(instruction->step) : origins_.columns[id];
    if (column) {
      if (!asks_evenly(origins_.program.layout.columns[*column], *origins_.program.model))
        pattern_.decides = false;
      pattern_.truths.push_back(id);
      pattern_.columns.push_back(*column);
    }
    if (!instruction) return {};
    if (std::holds_alternative<ScalarTest>(instruction->step)) pattern_.decides = false;
    return operands(instruction->step);
  }

  const TruthOrigins& origins_;
  Pattern pattern_;
};

// Never empty: that stands for whoever is looked at alone.
std::string bits_of(const Pattern& pattern, const TruthViews& views, const Batch& batch,
                    std::size_t patient) {
  std::string result{":"};
  const auto append = [&](const Bitmap& bitmap) { result += test(bitmap, patient) ? '1' : '0'; };
  for (const auto id : pattern.truths) append(*views[id].yes), append(*views[id].no);
  for (const auto index : pattern.columns) {
    const auto& column = batch.column(index);
    append(column.known), append(column.dated), append(column.recorded), append(column.stale);
    append(column.open_span);
  }
  return result;
}

bool is_word_of_knowledge(const model::Operation& operation) {
  return std::holds_alternative<model::Knowledge>(operation) ||
         std::holds_alternative<model::AnyKnown>(operation) ||
         std::holds_alternative<model::FirstKnown>(operation) ||
         std::holds_alternative<model::IfUnknown>(operation) ||
         std::holds_alternative<model::StatusTest>(operation);
}

// The words of knowledge that a condition rests on. What they say now is in the columns, but not whether it
// stays so.
struct WordsOfKnowledge {
  bool any = false;
  bool of_parameters = false;  // alone: the program knows them as constants

  WordsOfKnowledge(const model::Model& model, model::ExprId condition) {
    const Dependencies dependencies{model, {condition}};
    for (const auto expr : dependencies.expressions()) {
      if (!is_word_of_knowledge(model[expr].operation)) continue;
      any = true;
      of_parameters = of_parameters || !dependencies.below(expr).facts;
    }
  }
};

}  // namespace

const StatusBits& statuses(const BatchOutcome& outcome, const model::StatementReference& statement) {
  switch (statement.kind) {
    case model::StatementKind::recommendation: return outcome.recommendations[statement.index];
    case model::StatementKind::contraindication: return outcome.contraindications[statement.index];
    case model::StatementKind::note: break;
  }
  return outcome.notes[statement.index];
}

KnownNeeds& BatchEvaluator::State::known_needs(const model::StatementReference& statement) {
  const auto condition = model::statement(*program.model, statement).condition;
  const auto [found, is_new] = needs.try_emplace((*program.model)[condition].canonical);
  if (!is_new) return found->second;
  const auto truth = root(program, statement);
  const WordsOfKnowledge words{*program.model, condition};
  if (!words.any) found->second.tracer = NeedsTracer::of(program, origins, truth);
  found->second.pattern = PatternSearch{origins}.search(truth);
  if (words.of_parameters) found->second.pattern->decides = false;
  return found->second;
}

Bitmap BatchEvaluator::State::undetermined(const model::StatementReference& statement) const {
  const auto& [advised, not_advised] = statuses(outcome, statement);
  Bitmap result;
  for (std::size_t i = 0; i < batch_words; ++i) {
    result.words[i] = ~(advised.words[i] | not_advised.words[i]) & first_bits(outcome.size, i);
  }
  return result;
}

const std::vector<model::Input>& BatchEvaluator::needs(const Batch& batch,
                                                       const model::StatementReference& statement,
                                                       std::size_t patient) {
  const auto& program = state_->program;
  auto& known = state_->known_needs(statement);
  const bool is_exceptional = std::ranges::binary_search(batch.exceptional(), patient);
  const bool by_pattern = known.pattern->decides && !is_exceptional;
  const auto bits = by_pattern ? bits_of(*known.pattern, state_->views, batch, patient) : std::string{};
  if (known.by_pattern.size() > most_patterns) known.by_pattern.clear();
  const auto [found, is_new] = known.by_pattern.try_emplace(bits);
  if (is_new || !by_pattern) {
    Evaluator evaluator{*program.model, *batch.patient(patient), batch.at(patient)};
    found->second = evaluator.needs(model::statement(*program.model, statement).condition).list();
  }
  return found->second;
}

const std::vector<NeededBy>& BatchEvaluator::needs(const Batch& batch,
                                                   const model::StatementReference& statement) {
  auto one_by_one = state_->undetermined(statement);
  auto& needed = state_->needed;
  needed.clear();
  if (auto& tracer = state_->known_needs(statement).tracer) {
    auto together = one_by_one;
    for (const auto patient : batch.exceptional()) set(together, patient, false);
    tracer->trace(batch, state_->views, together, needed);
    for (std::size_t i = 0; i < batch_words; ++i) one_by_one.words[i] &= ~together.words[i];
  }
  for_each(one_by_one, [&](std::size_t patient) {
    for (const auto& input : needs(batch, statement, patient)) set(patients_of(input, needed), patient);
  });
  return needed;
}

}  // namespace waymark::columns
