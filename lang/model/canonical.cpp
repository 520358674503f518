#include "lang/model/canonical.hpp"

#include "lang/text/overloaded.hpp"

namespace waymark {
namespace {

using namespace model;

// Appends the data of an operation, each part set off from the next.
class KeyWriter {
 public:
  KeyWriter(std::string& key, const Model& model) : key_{key}, model_{model} {}

  template <typename... Parts>
  void write(const Parts&... parts) {
    (part(parts), ...);
  }

  void operands(const std::vector<ExprId>& exprs) {
    for (const auto expr : exprs) operand(expr);
  }
  void operand(ExprId expr) { number('e', model_[expr].canonical); }

  void number(char tag, std::uint64_t value) { append(tag, std::to_string(value)); }
  void text(char tag, std::string_view value) { append(tag, value); }
  void unit(const Unit& unit) {
    text('u', to_string(unit));
    text('s', unit.scale.get_str());
  }
  void quantity(const Quantity& quantity) {
    text('q', quantity.number.to_exact_string());
    unit(*quantity.unit);
  }
  void members(const std::vector<MemberIndex>& members) {
    for (const auto member : members) number('m', member);
  }

 private:
  template <typename Part>
  void part(const Part& value) {
    number('n', static_cast<std::uint64_t>(value));
  }

  void append(char tag, std::string_view value) {
    key_ += tag;
    key_ += value;
    key_ += ';';
  }

  std::string& key_;
  const Model& model_;
};

void write_constant(KeyWriter& key, const Constant& constant) {
  std::visit(overloaded{
                 [&](const UnknownConstant&) {},
                 [&](bool value) { key.write(value); },
                 [&](const Quantity& value) { key.quantity(value); },
                 [&](MemberIndex value) { key.write(value); },
                 [&](const Date& value) { key.write(value.days); },
                 [&](const MomentConstant& value) {
                   key.write(value.moment.microseconds, value.moment.offset_minutes, value.has_offset);
                 },
             },
             constant);
}

// What a literal does not say by itself.
void write_type(KeyWriter& key, const Literal& literal, const Type& type) {
  key.write(type.kind);
  if (std::holds_alternative<UnknownConstant>(literal.value)) key.unit(*type.unit);
  if (!type.members) return;
  key.write(type.members->ordered);
  for (const auto& member : type.members->members) key.text('i', member.id);
}

// What an operation has besides its operands.
void write_substance(KeyWriter& key, const Substance& substance) {
  key.write(substance.molar_mass.has_value(), substance.charge.has_value());
  if (substance.molar_mass) key.quantity(*substance.molar_mass);
  if (substance.charge) key.quantity({*substance.charge});
}

void write_span(KeyWriter& key, const WindowSpan& span) {
  key.write(span.word, span.first.has_value(), span.second.has_value(), span.anchor.has_value());
}

void write_reading_count(KeyWriter& key, const ReadingCount& count) {
  key.write(count.fact, count.word, count.count, count.apart.has_value()), write_span(key, count.span);
}

void write_choose(KeyWriter& key, const Choose& choose) {
  key.write(choose.otherwise.has_value(), choose.policy, choose.covers, choose.table.has_value(),
            choose.table.value_or(0));
}

void write_data(KeyWriter& key, const Operation& operation) {
  std::visit(overloaded{
                 [&](const Literal& o) { key.write(o.value.index()), write_constant(key, o.value); },
                 [&](const FactReference& o) { key.write(o.fact); },
                 [&](const UnrecordedIsNo& o) { key.write(o.fact); },
                 [&](const ParameterReference& o) { key.write(o.parameter); },
                 [&](const DefineReference& o) { key.write(o.define); },
                 [&](const ScoreReference& o) { key.write(o.score); },
                 [&](const Logical& o) { key.write(o.op); },
                 [&](const Arithmetic& o) { key.write(o.op); },
                 [&](const Comparison& o) { key.write(o.op); },
                 [&](const Between& o) { key.write(o.below); },
                 [&](const Knowledge& o) { key.write(o.word); },
                 [&](const IsOneOf& o) { key.members(o.members); },
                 [&](const Includes& o) { key.write(o.quantifier), key.members(o.members); },
                 [&](const Conversion& o) { key.unit(*o.unit); },
                 [&](const SubstanceConversion& o) { key.unit(*o.unit), write_substance(key, o.substance); },
                 [&](const Choose& o) { write_choose(key, o); },
                 [&](const Counting& o) { key.write(o.word, o.count); },
                 [&](const Window& o) { key.write(o.fact, o.function), write_span(key, o.span); },
                 [&](const EachReading& o) { key.write(o.fact); },
                 [&](const ReadingCount& o) { write_reading_count(key, o); },
                 [&](const TimeSinceReading& o) { key.write(o.fact); },
                 [&](const Shift& o) { key.write(o.backwards); },
                 [&](const CalendarCount& o) { key.write(o.word); },
                 [&](const Call& o) { key.write(o.function); },
                 [&](const RoundedDose& o) { key.write(o.down, o.at_least.size()); },
                 [&](const DefineCall& o) { key.write(o.define); },
                 [&](const StatusTest& o) { key.write(o.statement.kind, o.statement.index, o.status); },
                 // The operands say it all:
                 [](const Not&) {},
                 [](const Negate&) {},
                 [](const Implies&) {},
                 [](const IsEmpty&) {},
                 [](const ReadingTime&) {},
                 [](const AnyKnown&) {},
                 [](const FirstKnown&) {},
                 [](const Happened&) {},
                 [](const MomentOf&) {},
                 [](const TimeSince&) {},
                 [](const Difference&) {},
                 [](const PointsOf&) {},
                 [](const IfUnknown&) {},
                 [](const RequiresKnown&) {},
             },
             operation);
}

}  // namespace

std::string canonical_key(const Operation& operation, const Type& type, const Model& model) {
  std::string result;
  KeyWriter key{result, model};
  key.number('o', operation.index());
  if (const auto* literal = std::get_if<Literal>(&operation)) write_type(key, *literal, type);
  write_data(key, operation);
  key.operands(operands(operation));
  return result;
}

}  // namespace waymark
