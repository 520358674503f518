#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "interpreter/facts/facts_problems.hpp"
#include "interpreter/facts/fitting_number.hpp"
#include "interpreter/facts/json/json_document.hpp"
#include "interpreter/values/value.hpp"
#include "lang/model/model.hpp"

namespace waymark {

// What a value given from outside has to be.
struct ExpectedValue {
  std::string name;  // of the fact or parameter
  const Type& type;
  const std::optional<model::Bounds>& within;
  bool may_be_partial = false;  // a date, moment or event may be given as a month or a year
};

// How such a value is written in a document of facts.
std::string expected_form(const ExpectedValue& expected);
ExpectedValue expected_value(const model::Fact& fact, const std::string& name);
ExpectedValue expected_value(const model::Parameter& parameter, const std::string& name);

struct GivenValue {
  Value value;
  std::string as_given;
};

// Reads single values of any type; whatever is wrong goes to the problems.
class ValueReader {
 public:
  // A moment without an offset has `offset_minutes`. All references must outlive the reader.
  ValueReader(const UnitTable& units, std::int32_t offset_minutes, FactsProblems& problems)
      : units_{units}, offset_minutes_{offset_minutes}, problems_{problems} {}

  // `node` is not null. nullopt where it is refused, which has been reported.
  std::optional<GivenValue> read(const json::Node& node, const ExpectedValue& expected,
                                 const FactsPlace& place);
  // A number and, beside it, its unit.
  std::optional<GivenValue> read_with_unit(const json::Node& number, const std::string& unit,
                                           const ExpectedValue& expected, const FactsPlace& place);
  std::optional<Moment> moment(const json::Node& node, const FactsPlace& place);

 private:
  std::optional<GivenValue> yes_no(const json::Node&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> number(const json::Node&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> quantity_text(const std::string&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> quantity(Quantity, std::string as_given, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> one_of(const json::Node&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> any_of(const json::Node&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> closed_set(const json::Array&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> stated_members(const json::Object&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> date(const json::Node&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> moment_value(const json::Node&, const ExpectedValue&, const FactsPlace&);
  std::optional<GivenValue> event(const json::Node&, const ExpectedValue&, const FactsPlace&);

  std::optional<GivenValue> partial(const json::Node&, const ExpectedValue&);
  void help_with_date(std::string_view text, const ExpectedValue&);
  std::optional<Decimal> decimal(const std::string& digits, const FactsPlace&);
  UnitPtr unit(const std::string& text, const ExpectedValue&, const FactsPlace&);
  void report(const Misfit&, const Quantity&, const std::string& as_given, const ExpectedValue&,
              const FactsPlace&);
  void other_dimension(const Quantity&, const std::string& as_given, const ExpectedValue&, const FactsPlace&);
  void outside_bounds(const Quantity&, const std::string& as_given, const ExpectedValue&, const FactsPlace&);
  std::optional<model::MemberIndex> member(const std::string& id, const ExpectedValue&, const FactsPlace&);
  std::nullopt_t refuse(const json::Node&, const ExpectedValue&, const FactsPlace&);

  const UnitTable& units_;
  std::int32_t offset_minutes_;
  FactsProblems& problems_;
};

}  // namespace waymark
