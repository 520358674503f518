#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "interpreter/cohort/plain_number.hpp"
#include "interpreter/columns/batch.hpp"
#include "interpreter/columns/layout.hpp"
#include "lang/model.hpp"

namespace waymark::cohort {

// What a line says beside the values of facts.
struct PlainLine {
  std::string_view id;       // as it stands in the line; empty: none
  std::optional<Moment> at;  // nullopt: the line says none
};

// Writes the values of one patient straight into columns. A value is plain where it says all by itself: a
// number in the declared unit that stands on the column's grid, yes or no, the name of a member, a date, a
// moment with its offset. Whatever is not plain is none of its business: `false`, and the line has to be read
// with all care.
class PlainPatient {
 public:
  // All must outlive it.
  PlainPatient(const model::Model& model, const columns::Layout& layout, columns::Batch& batch);

  // Says that a value of the fact follows; false where it has one already. Once for each patient and fact.
  bool begin(model::FactId fact);
  bool number(model::FactId fact, const PlainNumber& number);
  bool truth(model::FactId fact, bool value);  // of an event: `false`, it has not happened
  bool text(model::FactId fact, std::string_view text);
  // Members of an `any of` fact: those of a list, which leaves none out; or one of those that are stated.
  bool begin_list(model::FactId fact);
  bool list_member(model::FactId fact, std::string_view id);
  bool stated_member(model::FactId fact, std::string_view id, Truth truth);

  // The patient is complete.
  void add(const Moment& at);
  // He is not plain; the next one begins.
  void drop();

 private:
  struct Plan {
    const model::Fact* fact = nullptr;
    std::optional<std::uint32_t> column;  // none: no statement asks for it
    columns::ColumnLayout grid;
    std::optional<columns::Domain> steps;  // a number's, within its bounds; nullopt: none is plain
  };

  Plan plan(model::FactId fact, const columns::Layout& layout) const;
  bool put_cell(const Plan& plan, std::int64_t value);
  bool put_moment(const Plan& plan, std::string_view text);
  void touch_set(std::uint32_t column);
  void next();

  const model::Model& model_;
  columns::Batch& batch_;
  std::vector<Plan> plans_;           // by FactId
  std::vector<std::uint32_t> begun_;  // by FactId: the last patient of whom it has begun
  std::uint32_t patient_ = 1;
  std::vector<std::uint32_t> sets_;         // columns of sets of this patient
  std::vector<model::MemberIndex> listed_;  // of the list that is read
  std::vector<std::pair<std::uint32_t, EventValue>> events_;
};

}  // namespace waymark::cohort
