#include "interpreter/cohort/count_batch.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace waymark::cohort {

namespace {

using columns::batch_words;
using columns::Bitmap;

std::size_t count_both(const Bitmap& a, const Bitmap& b) {
  std::size_t result = 0;
  for (std::size_t i = 0; i < batch_words; ++i)
    result += static_cast<std::size_t>(std::popcount(a.words[i] & b.words[i]));
  return result;
}

// Not advised is an action that no contraindication can apply to.
std::map<model::ActionId, columns::StatusBits> contraindicated_actions(const model::Model& model,
                                                                       const columns::BatchOutcome& outcome) {
  std::map<model::ActionId, columns::StatusBits> result;
  for (std::size_t i = 0; i < model.contraindications.size(); ++i) {
    const auto& status = outcome.contraindications[i];
    for (const auto action : model.contraindications[i].actions) {
      const auto [found, is_first] = result.try_emplace(action, status);
      if (is_first) continue;
      for (std::size_t word = 0; word < batch_words; ++word) {
        found->second.advised.words[word] |= status.advised.words[word];
        found->second.not_advised.words[word] &= status.not_advised.words[word];
      }
    }
  }
  return result;
}

}  // namespace

BatchCounter::BatchCounter(const columns::Program& program, const StatementConditions& conditions,
                           columns::BatchEvaluator& evaluator, const columns::Batch& batch,
                           const columns::BatchOutcome& outcome, const BatchDoses& doses, PatientId id)
    : program_{program}, outcome_{outcome}, doses_{doses}, id_{std::move(id)} {
  for (const auto& statement : conditions.first_statements()) {
    statuses_.push_back(columns::statuses(outcome, statement));
    needed_.push_back(evaluator.needs(batch, statement));
  }
  actions_ = contraindicated_actions(*program.model, outcome);
}

void BatchCounter::add_statements(const Bitmap& patients, std::vector<StatementCount>& counts) const {
  const auto all = columns::count(patients);
  for (std::size_t i = 0; i < statuses_.size(); ++i) {
    const auto advised = count_both(statuses_[i].advised, patients);
    const auto not_advised = count_both(statuses_[i].not_advised, patients);
    counts[i].patients[static_cast<std::size_t>(Status::advised)] += advised;
    counts[i].patients[static_cast<std::size_t>(Status::not_advised)] += not_advised;
    counts[i].patients[static_cast<std::size_t>(Status::undetermined)] += all - advised - not_advised;
    for (const auto& [input, who] : needed_[i]) {
      const auto need_it = count_both(who, patients);
      if (need_it > 0) counts[i].missing[input_index(*program_.model, input)] += need_it;
    }
  }
}

void BatchCounter::add_actions(const Bitmap& patients, Count& count) const {
  const auto all = columns::count(patients);
  for (const auto& [action, status] : actions_) {
    const auto contraindicated = count_both(status.advised, patients);
    auto& counted = count.actions[action];
    counted.contraindicated += contraindicated;
    counted.perhaps += all - contraindicated - count_both(status.not_advised, patients);
  }
}

void BatchCounter::add_applies(const Bitmap& patients, Count& count) const {
  if (!outcome_.applies || !count.applies) return;
  const auto yes = count_both(outcome_.applies->yes, patients);
  const auto no = count_both(outcome_.applies->no, patients);
  count.applies->yes += yes;
  count.applies->no += no;
  count.applies->unknown += columns::count(patients) - yes - no;
}

// The program is asked whether the reading of each of these facts is plausible.
void BatchCounter::add_questioned(const Bitmap& patients, Count& count) const {
  for (auto& [fact, questioned] : count.questioned) {
    const auto found = std::ranges::find(program_.condition_exprs, program_.model->facts[fact].is_plausible);
    if (found == program_.condition_exprs.end()) continue;
    const auto index = static_cast<std::size_t>(found - program_.condition_exprs.begin());
    questioned += count_both(outcome_.conditions[index].no, patients);
  }
}

void BatchCounter::add(const Bitmap& patients, Count& count) const {
  count.patients += columns::count(patients);
  add_applies(patients, count);
  add_statements(patients, count.conditions);
  add_actions(patients, count);
  doses_.add_constant(patients, count.doses);
  add_questioned(patients, count);
  for (std::size_t i = 0; i < program_.conflicts.size(); ++i) {
    const auto& [first, second, action] = program_.conflicts[i].conflict;
    const auto found = count_both(outcome_.conflicts[i], patients);
    if (found > 0) count.conflicts[{first, second, action}] += found;
  }
  for (std::size_t i = 0; i < count.properties.size(); ++i) {
    auto& property = count.properties[i];
    property.patients += count_both(outcome_.violated[i], patients);
    for_each(outcome_.violated[i], [&](std::size_t patient) {
      if (property.first.size() < most_named_patients && test(patients, patient))
        property.first.emplace_back(id_(patient));
    });
  }
}

}  // namespace waymark::cohort
