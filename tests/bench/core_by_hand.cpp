#include "core_by_hand.hpp"

#include <cstring>

#include "interpreter/columns/vector_clones.hpp"

namespace waymark::bench {
namespace {

using Bits = CoreGroup::Bits;
using Answers = CoreGroup::Answers;

constexpr std::size_t rows = 8, lanes = CoreGroup::size / rows;

std::size_t place(std::size_t patient) { return patient % rows * lanes + patient / rows; }

template <typename Integer, typename Test>
[[gnu::always_inline]] inline Answers compared(const std::array<Integer, CoreGroup::size>& cells,
                                               const Bits& known, Test test) {
  Integer bits[lanes];
  for (std::size_t lane = 0; lane < lanes; ++lane) {
    Integer lane_bits = 0;
    for (std::size_t row = 0; row < rows; ++row) {
      const auto bit = static_cast<Integer>(1U << row);
      lane_bits = static_cast<Integer>(lane_bits | (test(cells[row * lanes + lane]) ? bit : Integer{0}));
    }
    bits[lane] = lane_bits;
  }
  std::uint8_t bytes[lanes];
  for (std::size_t lane = 0; lane < lanes; ++lane) bytes[lane] = static_cast<std::uint8_t>(bits[lane]);
  Bits found;
  std::memcpy(found.data(), bytes, sizeof found);
  Answers result;
  for (std::size_t i = 0; i < CoreGroup::words; ++i) {
    result.yes[i] = known[i] & found[i];
    result.no[i] = known[i] & ~found[i];
  }
  return result;
}

[[gnu::always_inline]] inline Answers both(const Answers& a, const Answers& b) {
  Answers result;
  for (std::size_t i = 0; i < CoreGroup::words; ++i) {
    result.yes[i] = a.yes[i] & b.yes[i];
    result.no[i] = a.no[i] | b.no[i];
  }
  return result;
}

[[gnu::always_inline]] inline Answers either(const Answers& a, const Answers& b) {
  Answers result;
  for (std::size_t i = 0; i < CoreGroup::words; ++i) {
    result.yes[i] = a.yes[i] | b.yes[i];
    result.no[i] = a.no[i] & b.no[i];
  }
  return result;
}

[[gnu::always_inline]] inline void decide_group(const CoreGroup& group, CoreAnswers& out) {
  using Numbers = CoreGroup::Numbers;
  const auto less = [](const Numbers& numbers, std::int16_t than) {
    return compared(numbers.cells, numbers.known, [than](std::int16_t value) { return value < than; });
  };
  const auto from = [](const Numbers& numbers, std::int16_t least) {
    return compared(numbers.cells, numbers.known, [least](std::int16_t value) { return value >= least; });
  };
  const auto is = [&](std::int8_t cause) {
    return compared(group.etiologies, group.etiology_known,
                    [cause](std::int8_t value) { return value == cause; });
  };
  const auto& g = group;
  const auto hypoxemia =
      either(either(less(g.spo2, 900), less(g.pao2, 600)), either(g.supplemental_oxygen, g.ventilated));
  const auto vasculitis = is(0), lupus = is(2), infected = is(4);
  const auto autoimmune =
      compared(g.etiologies, g.etiology_known, [](std::int8_t value) { return value <= 3; });
  const auto& months = g.months_in_remission;
  const auto remission =
      compared(months.cells, months.known, [](std::int16_t value) { return (value >= 0) & (value < 48); });
  out[0].yes.fill(~std::uint64_t{0});
  out[0].no.fill(0);
  out[1] = {infected.no, infected.yes};
  out[2] = autoimmune;
  out[3] = both(hypoxemia, autoimmune);
  out[4] = less(g.platelets, 500);
  out[5] = g.refractory;
  out[6] = both(g.refractory, g.standard_therapy_failed);
  out[7] = both(g.life_threatening, g.refractory);
  out[8] = either(infected, g.infection_confirmed);
  out[9] = is(5);
  out[10] = both(lupus, g.refractory);
  out[11] = g.bleeding_controlled;
  out[12] = both(vasculitis, remission);
  out[13] = both(both(g.kidney_transplant_candidate, vasculitis), less(g.months_in_remission, 6));
  out[14] = g.refractory;
  out[15] =
      either(either(either(hypoxemia, from(g.age, 650)), either(from(g.creatinine, 560), g.on_dialysis)),
             from(g.lung_area_involved, 501));
}

CoreGroup::Numbers* numbers_of(CoreGroup& group, std::size_t fact) {
  switch (fact) {
    case spo2: return &group.spo2;
    case pao2: return &group.pao2;
    case platelets: return &group.platelets;
    case age: return &group.age;
    case creatinine: return &group.creatinine;
    case lung_area_involved: return &group.lung_area_involved;
    case months_in_remission: return &group.months_in_remission;
    default: return nullptr;
  }
}

Answers* answers_of(CoreGroup& group, std::size_t fact) {
  switch (fact) {
    case supplemental_oxygen: return &group.supplemental_oxygen;
    case ventilated: return &group.ventilated;
    case bleeding_controlled: return &group.bleeding_controlled;
    case refractory: return &group.refractory;
    case standard_therapy_failed: return &group.standard_therapy_failed;
    case life_threatening: return &group.life_threatening;
    case on_dialysis: return &group.on_dialysis;
    case kidney_transplant_candidate: return &group.kidney_transplant_candidate;
    case infection_confirmed: return &group.infection_confirmed;
    default: return nullptr;
  }
}

// Yes, no, unknown.
using Answer = std::uint8_t;
constexpr Answer no = 0, yes = 1, unknown = 2;

template <typename Test>
Answer one(const std::optional<std::int32_t>& value, Test test) {
  return !value ? unknown : test(*value) ? yes : no;
}
Answer one_of_both(Answer a, Answer b) {
  if (a == yes || b == yes) return yes;
  return a == no && b == no ? no : unknown;
}
Answer opposite(Answer a) { return a == unknown ? unknown : a == yes ? no : yes; }
Answer all(Answer a, Answer b) { return opposite(one_of_both(opposite(a), opposite(b))); }

}  // namespace

void put(CoreGroup& group, std::size_t index, const CorePatient& patient) {
  const auto word = index / 64;
  const auto bit = std::uint64_t{1} << index % 64;
  for (std::size_t fact = 0; fact < core_facts; ++fact) {
    if (!patient[fact]) continue;
    const auto value = *patient[fact];
    if (auto* answers = answers_of(group, fact)) (value != 0 ? answers->yes : answers->no)[word] |= bit;
    if (auto* numbers = numbers_of(group, fact)) {
      numbers->known[word] |= bit;
      const auto cell = fact == months_in_remission ? value / 10 : value;
      numbers->cells[place(index)] = static_cast<std::int16_t>(cell);
    }
    if (fact != etiology) continue;
    group.etiology_known[word] |= bit;
    group.etiologies[place(index)] = static_cast<std::int8_t>(value);
  }
}

WAYMARK_VECTOR_CLONES void decide_by_hand(const std::vector<CoreGroup>& groups, std::size_t count,
                                          std::vector<CoreAnswers>& answers) {
  for (std::size_t i = 0; i < count; ++i) decide_group(groups[i], answers[i]);
}

std::array<std::uint8_t, core_decisions> decide_one(const CorePatient& patient) {
  const auto less = [&](CoreFact fact, int than) {
    return one(patient[fact], [than](int value) { return value < than; });
  };
  const auto from = [&](CoreFact fact, int least) { return opposite(less(fact, least)); };
  const auto is = [&](int cause) {
    return one(patient[etiology], [cause](int value) { return value == cause; });
  };
  const auto said = [&](CoreFact fact) { return one(patient[fact], [](int value) { return value != 0; }); };
  const auto hypoxemia = one_of_both(one_of_both(less(spo2, 900), less(pao2, 600)),
                                     one_of_both(said(supplemental_oxygen), said(ventilated)));
  const auto autoimmune = less(etiology, 4);
  const auto stubborn = said(refractory);
  return {yes,
          opposite(is(4)),
          autoimmune,
          all(hypoxemia, autoimmune),
          less(platelets, 500),
          stubborn,
          all(stubborn, said(standard_therapy_failed)),
          all(said(life_threatening), stubborn),
          one_of_both(is(4), said(infection_confirmed)),
          is(5),
          all(is(2), stubborn),
          said(bleeding_controlled),
          all(is(0), all(from(months_in_remission, 0), less(months_in_remission, 480))),
          all(all(said(kidney_transplant_candidate), is(0)), less(months_in_remission, 60)),
          stubborn,
          one_of_both(one_of_both(hypoxemia, from(age, 650)),
                      one_of_both(one_of_both(from(creatinine, 560), said(on_dialysis)),
                                  from(lung_area_involved, 501)))};
}

}  // namespace waymark::bench
