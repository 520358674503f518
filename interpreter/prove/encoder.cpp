#include "interpreter/prove/encoder.hpp"

#include <fmt/format.h>

#include "interpreter/evaluate/dependencies.hpp"
#include "interpreter/prove/encoding.hpp"

namespace waymark::prove {
namespace {

using model::ExprId;

// Which canonical expressions rest on `replaced`, itself among them.
std::vector<bool> resting_on(const model::Model& model, ExprId replaced) {
  enum class State { unseen, open, no, yes };
  std::vector<State> states(model.expressions.size(), State::unseen);
  states[replaced] = State::yes;
  for (ExprId root = 0; root < model.expressions.size(); ++root) {
    std::vector<ExprId> pending{model[root].canonical};
    while (!pending.empty()) {
      const auto expr = pending.back();
      if (states[expr] == State::no || states[expr] == State::yes) {
        pending.pop_back();
        continue;
      }
      const bool is_new = states[expr] == State::unseen;
      bool rests = false;
      states[expr] = State::open;
      for (const auto part : parts(model, expr)) {
        const auto canonical = model[part].canonical;
        if (is_new && states[canonical] == State::unseen) pending.push_back(canonical);
        rests |= states[canonical] == State::yes;
      }
      if (!is_new) states[expr] = rests ? State::yes : State::no;
    }
  }
  std::vector<bool> result;
  for (const auto state : states) result.push_back(state == State::yes);
  return result;
}

}  // namespace

Encoder::Encoder(PatientSpace& space, const model::Model& model)
    : space_{space}, model_{model}, terms_(model.expressions.size()), opaque_(model.expressions.size()) {}

Encoder::Encoder(PatientSpace& space, const model::Model& model, std::vector<std::uint32_t> meanings)
    : Encoder{space, model} {
  meanings_ = std::move(meanings);
}

Encoder::Encoder(Encoder& base, ExprId replaced, Term term)
    : Encoder{base.space_, base.model_, base.meanings_} {
  base_ = &base;
  version_ = space_.next_version();
  changed_ = resting_on(model_, model_[replaced].canonical);
  terms_[model_[replaced].canonical] = std::move(term);
  opaque_[model_[replaced].canonical] = base.is_opaque(replaced);
}

std::string Encoder::open_name(ExprId expr) const {
  const auto canonical = model_[expr].canonical;
  const auto meaning = meanings_.empty() ? canonical : meanings_[canonical];
  return version_ == 0 ? fmt::format("{}", meaning) : fmt::format("{}.{}", version_, meaning);
}

const Term& Encoder::term(ExprId expr) {
  const auto canonical = model_[expr].canonical;
  if (is_shared(canonical)) return base_->term(canonical);
  if (!terms_[canonical]) encode(canonical);
  return *terms_[canonical];
}

bool Encoder::is_opaque(ExprId expr) {
  const auto canonical = model_[expr].canonical;
  if (is_shared(canonical)) return base_->is_opaque(canonical);
  term(canonical);
  return opaque_[canonical];
}

void Encoder::mark_opaque(ExprId expr) {
  if (opaque_[model_[expr].canonical]) return;
  opaque_[model_[expr].canonical] = true;
  opaque_here_.push_back(model_[expr].canonical);
}

bool Encoder::has_term(ExprId canonical) const {
  return is_shared(canonical) ? base_->has_term(canonical) : terms_[canonical].has_value();
}

void Encoder::encode(ExprId wanted) {
  std::vector<ExprId> pending{wanted};
  while (!pending.empty()) {
    const auto expr = pending.back();
    const auto size = pending.size();
    if (!has_term(expr)) append_missing_parts(expr, pending);
    if (pending.size() > size) continue;
    pending.pop_back();
    if (has_term(expr)) continue;
    if (is_shared(expr)) {
      base_->term(expr);
      continue;
    }
    terms_[expr] = std::visit(Encoding{*this, expr}, model_[expr].operation);
    for (const auto part : parts(model_, expr)) {
      if (is_opaque(part)) opaque_[expr] = true;
    }
  }
}

void Encoder::append_missing_parts(ExprId expr, std::vector<ExprId>& pending) const {
  for (const auto part : parts(model_, expr)) {
    const auto canonical = model_[part].canonical;
    if (!has_term(canonical)) pending.push_back(canonical);
  }
}

}  // namespace waymark::prove
