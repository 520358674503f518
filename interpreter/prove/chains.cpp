#include "interpreter/prove/chains.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace waymark::prove {
namespace {

using model::ExprId;

class ChainsOfBranches {
 public:
  void add(const model::Section& section) {
    Chain place;
    if (section.guard) place.around.push_back(*section.guard);
    add(section.body, place);
  }
  std::vector<Chain> take() { return std::move(chains_); }

 private:
  void add(const model::Block& block, const Chain& place) {
    for (const auto& item : block.items) {
      if (const auto* branches = std::get_if<ast::Box<model::Branches>>(&item)) add(**branches, place);
    }
  }

  void add(const model::Branches& node, const Chain& place) {
    auto chain = place;
    chain.span = node.span;
    auto inside = place;
    for (const auto& branch : node.branches) {
      chain.guards.push_back(branch.guard);
      inside.around.push_back(branch.guard);
      add(branch.body, inside);
      inside.around.pop_back();
      inside.before.push_back(branch.guard);
    }
    if (node.otherwise) add(*node.otherwise, inside);
    if (node.if_unknown) add_unknown(*node.if_unknown, *node.unknown_guard, place);
    if (!node.otherwise && node.branches.size() > 1) chains_.push_back(std::move(chain));
  }

  // That a branch may still hold is a condition by itself.
  void add_unknown(const model::Block& block, ExprId guard, Chain place) {
    place.around.push_back(guard);
    add(block, place);
  }

  std::vector<Chain> chains_;
};

}  // namespace

std::vector<Chain> branch_chains(const model::Model& model) {
  ChainsOfBranches chains;
  for (const auto& section : model.sections) chains.add(section);
  return chains.take();
}

z3::expr none_holds(Inquiry& inquiry, const Chain& chain) {
  std::vector<z3::expr> parts;
  for (const auto guard : chain.guards) parts.push_back(inquiry.encoder().truth(guard).no);
  return all_of(inquiry.context(), parts);
}

z3::expr is_reached(Inquiry& inquiry, const Chain& chain) {
  std::vector<z3::expr> parts;
  for (const auto guard : chain.around) parts.push_back(inquiry.encoder().truth(guard).yes);
  for (const auto guard : chain.before) parts.push_back(inquiry.encoder().truth(guard).no);
  return all_of(inquiry.context(), parts);
}

bool none_holds(Evaluator& evaluator, const Chain& chain) {
  const auto are = [&](const std::vector<ExprId>& guards, Truth truth) {
    return std::ranges::all_of(guards, [&](ExprId guard) { return evaluator.truth(guard) == truth; });
  };
  return are(chain.guards, Truth::no) && are(chain.around, Truth::yes) && are(chain.before, Truth::no);
}

std::vector<Stretch> holes(Inquiry& inquiry, const Chain& chain) {
  return holes(inquiry, none_holds(inquiry, chain), is_reached(inquiry, chain), chain.guards);
}

Search search_in(Inquiry& inquiry, const Chain& chain, const Stretch& hole) {
  auto expressions = chain.guards;
  expressions.insert(expressions.end(), chain.around.begin(), chain.around.end());
  expressions.insert(expressions.end(), chain.before.begin(), chain.before.end());
  const auto shows = [chain, hole](Evaluator& evaluator) {
    return none_holds(evaluator, chain) && lies_in(evaluator, hole);
  };
  const auto expectations = [&inquiry, guards = chain.guards, output = chain.output](Evaluator&) {
    std::vector<std::string> result;
    if (!output.empty()) return std::vector{output + " is unknown"};
    for (const auto guard : guards) result.push_back(fmt::format("({}) is no", inquiry.text(guard)));
    return result;
  };
  return {{none_holds(inquiry, chain), is_reached(inquiry, chain), lies_in(inquiry, hole)},
          std::move(expressions),
          shows,
          expectations};
}

}  // namespace waymark::prove
