#include "interpreter/columns/kernels.hpp"

#include <bit>

#include "interpreter/columns/vector_clones.hpp"

namespace waymark::columns {
namespace {

constexpr auto all = ~std::uint64_t{0};

void fill(Bitmap& bitmap, std::uint64_t word) { bitmap.words.fill(word); }

// Of one word of patients: counts up bit by bit, a plane of words for each place.
class WordCounter {
 public:
  explicit WordCounter(std::uint32_t most) : places_{static_cast<int>(std::bit_width(most))} {}

  void add(std::uint64_t patients, std::uint32_t amount) {
    for (int place = 0; place < places_; ++place) {
      if ((amount >> place & 1U) != 0) add_at(place, patients);
    }
  }

  std::uint64_t reaches(std::uint32_t least) const {
    if (static_cast<int>(std::bit_width(least)) > places_) return 0;
    std::uint64_t result = all;
    for (int place = 0; place < places_; ++place) {
      result = (least >> place & 1U) != 0 ? planes_[place] & result : planes_[place] | result;
    }
    return result;
  }

 private:
  void add_at(int place, std::uint64_t carry) {
    for (; place < places_; ++place) {
      const auto next = planes_[place] & carry;
      planes_[place] ^= carry;
      carry = next;
    }
  }

  int places_;
  std::uint64_t planes_[32] = {};
};

// Adds the least points that are possible to the one, the most to the other.
void add_extremes(const ScoreRowPoints& row, const std::vector<std::uint64_t>& possible, WordCounter& low,
                  WordCounter& high) {
  auto without = all;
  for (const auto i : row.ascending) {
    low.add(possible[i] & without, row.points[i]);
    without &= ~possible[i];
  }
  without = all;
  for (auto i = row.ascending.rbegin(); i != row.ascending.rend(); ++i) {
    high.add(possible[*i] & without, row.points[*i]);
    without &= ~possible[*i];
  }
}

// Of the guards of a choice.
std::uint64_t some_guard_holds(const TruthViews& arms_and_otherwise, std::size_t word) {
  std::uint64_t result = 0;
  for (std::size_t guard = 1; guard < arms_and_otherwise.size(); guard += 2)
    result |= arms_and_otherwise[guard].yes->words[word];
  return result;
}

}  // namespace

WAYMARK_VECTOR_CLONES void split(const Bitmap& known, const Bitmap& found, TruthBits& out) {
  for (std::size_t i = 0; i < batch_words; ++i) {
    out.yes.words[i] = known.words[i] & found.words[i];
    out.no.words[i] = known.words[i] & ~found.words[i];
  }
}

WAYMARK_VECTOR_CLONES void as_truth(const Bitmap& bits, TruthBits& out) {
  for (std::size_t i = 0; i < batch_words; ++i) {
    out.yes.words[i] = bits.words[i];
    out.no.words[i] = ~bits.words[i];
  }
}

void fill(Truth truth, TruthBits& out) {
  fill(out.yes, truth == Truth::yes ? all : 0);
  fill(out.no, truth == Truth::no ? all : 0);
}

// The first two at once, which mostly are all of them: `out` is written only.
WAYMARK_VECTOR_CLONES void all_of(const TruthViews& operands, TruthBits& out) {
  if (operands.size() < 2) {
    if (operands.empty()) return fill(Truth::yes, out);
    out.yes = *operands.front().yes;
    out.no = *operands.front().no;
    return;
  }
  const auto &first = operands[0], &second = operands[1];
  for (std::size_t i = 0; i < batch_words; ++i) {
    out.yes.words[i] = first.yes->words[i] & second.yes->words[i];
    out.no.words[i] = first.no->words[i] | second.no->words[i];
  }
  for (std::size_t operand = 2; operand < operands.size(); ++operand) {
    for (std::size_t i = 0; i < batch_words; ++i) {
      out.yes.words[i] &= operands[operand].yes->words[i];
      out.no.words[i] |= operands[operand].no->words[i];
    }
  }
}

WAYMARK_VECTOR_CLONES void same(const TruthView& left, const TruthView& right, TruthBits& out) {
  for (std::size_t i = 0; i < batch_words; ++i) {
    const auto a = left.yes->words[i], not_a = left.no->words[i];
    const auto b = right.yes->words[i], not_b = right.no->words[i];
    out.yes.words[i] = (a & b) | (not_a & not_b);
    out.no.words[i] = (a & not_b) | (not_a & b);
  }
}

WAYMARK_VECTOR_CLONES void is_known(const TruthView& operand, TruthBits& out) {
  for (std::size_t i = 0; i < batch_words; ++i) {
    const auto known = operand.yes->words[i] | operand.no->words[i];
    out.yes.words[i] = known;
    out.no.words[i] = ~known;
  }
}

void required(const TruthView& operand, TruthBits& out) {
  out.yes = *operand.yes;
  fill(out.no, 0);
}

void at_least(const TruthViews& operands, std::uint32_t count, TruthBits& out) {
  const auto most = static_cast<std::uint32_t>(operands.size());
  for (std::size_t i = 0; i < batch_words; ++i) {
    WordCounter certain{most}, possible{most};
    for (const auto& operand : operands) {
      certain.add(operand.yes->words[i], 1);
      possible.add(~operand.no->words[i], 1);
    }
    out.yes.words[i] = certain.reaches(count);
    out.no.words[i] = ~possible.reaches(count);
  }
}

WAYMARK_VECTOR_CLONES void any_known(const TruthViews& operands, TruthBits& out) {
  fill(out.yes, 0);
  fill(out.no, 0);
  for (const auto& operand : operands) {
    for (std::size_t i = 0; i < batch_words; ++i) {
      out.yes.words[i] |= operand.yes->words[i];
      out.no.words[i] |= operand.no->words[i];
    }
  }
  for (std::size_t i = 0; i < batch_words; ++i) out.no.words[i] &= ~out.yes.words[i];
}

WAYMARK_VECTOR_CLONES void first_known(const TruthViews& operands, TruthBits& out) {
  fill(out.yes, 0);
  fill(out.no, 0);
  for (const auto& operand : operands) {
    for (std::size_t i = 0; i < batch_words; ++i) {
      const auto open = ~(out.yes.words[i] | out.no.words[i]);
      out.yes.words[i] |= open & operand.yes->words[i];
      out.no.words[i] |= open & operand.no->words[i];
    }
  }
}

void first_is_unknown(const TruthViews& guards, TruthBits& out) {
  for (std::size_t i = 0; i < batch_words; ++i) {
    std::uint64_t found = 0;
    auto open = all;  // all guards so far are no
    for (const auto& guard : guards) {
      found |= open & ~(guard.yes->words[i] | guard.no->words[i]);
      open &= guard.no->words[i];
    }
    out.yes.words[i] = found;
    out.no.words[i] = ~found;
  }
}

// The value of each arm that can still be reached has to agree.
void choose(const ChosenTruth& step, const TruthViews& arms_and_otherwise, TruthBits& out) {
  const bool is_unique = step.policy == model::HitPolicy::unique;
  for (std::size_t i = 0; i < batch_words; ++i) {
    const auto some_holds = is_unique ? some_guard_holds(arms_and_otherwise, i) : 0;
    auto reached = all, yes = all, no = all, some_counts = std::uint64_t{0};
    for (std::size_t arm = 0; arm < 2 * step.arms.size(); arm += 2) {
      const auto& value = arms_and_otherwise[arm];
      const auto& guard = arms_and_otherwise[arm + 1];
      const auto other_holds = some_holds & ~guard.yes->words[i];
      const auto passed_over = ~reached | guard.no->words[i] | other_holds;
      yes &= passed_over | value.yes->words[i];
      no &= passed_over | value.no->words[i];
      some_counts |= ~passed_over;
      if (!is_unique) reached &= ~guard.yes->words[i];
    }
    const auto missed = is_unique ? ~some_holds : reached;
    const auto settled = ~missed | (step.covers ? some_counts : 0);
    const auto& otherwise = arms_and_otherwise.back();
    out.yes.words[i] = yes & (settled | (step.otherwise ? otherwise.yes->words[i] : 0));
    out.no.words[i] = no & (settled | (step.otherwise ? otherwise.no->words[i] : 0));
  }
}

void score_reaches(const ScoreTest& test, const TruthViews& guards, TruthBits& out) {
  std::vector<std::uint64_t> possible;
  for (std::size_t i = 0; i < batch_words; ++i) {
    WordCounter low{test.most}, high{test.most};
    auto guard = guards.begin();
    for (const auto& row : test.rows) {
      possible.clear();
      auto reached = all;  // no guard so far is yes
      for (std::size_t k = 0; k < row.guards.size(); ++k, ++guard) {
        possible.push_back(reached & ~guard->no->words[i]);
        reached &= ~guard->yes->words[i];
      }
      possible.push_back(reached);
      add_extremes(row, possible, low, high);
    }
    out.yes.words[i] = low.reaches(test.least);
    out.no.words[i] = ~high.reaches(test.least);
  }
}

WAYMARK_VECTOR_CLONES void both(const Bitmap& a, const Bitmap& b, Bitmap& out) {
  for (std::size_t i = 0; i < batch_words; ++i) out.words[i] = a.words[i] & b.words[i];
}

}  // namespace waymark::columns
