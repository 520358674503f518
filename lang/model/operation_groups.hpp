#pragma once

#include <concepts>

#include "lang/model/operations.hpp"

// Operations by what they are of. A reader of the model names the groups that it passes over, so that an
// operation of none of them does not compile before the reader has an answer.
namespace waymark::model {

template <typename Operation, typename... Of>
concept OneOf = (std::same_as<Operation, Of> || ...);

template <typename O>
concept IsGiven = OneOf<O, Literal, FactReference, ParameterReference, UnrecordedIsNo>;
// What has a name of its own elsewhere in the pathway.
template <typename O>
concept Named = OneOf<O, DefineReference, DefineCall, ScoreReference>;
template <typename O>
concept Compares = OneOf<O, Comparison, Between>;
// Conditions over conditions.
template <typename O>
concept CombinesConditions = OneOf<O, Not, Logical, Implies, Counting>;
// Conditions over one value.
template <typename O>
concept TestsValue = OneOf<O, Knowledge, IsOneOf, Includes, IsEmpty, Happened>;
// What sections build, and what only properties ask.
template <typename O>
concept TestsOutcome = OneOf<O, IfUnknown, StatusTest>;
// One of several values.
template <typename O>
concept Picks = OneOf<O, Choose, AnyKnown, FirstKnown, RequiresKnown>;
template <typename O>
concept Calculates =
    OneOf<O, Negate, Arithmetic, Conversion, SubstanceConversion, PointsOf, Call, RoundedDose>;
template <typename O>
concept LooksAtReadings = OneOf<O, Window, EachReading, ReadingCount>;
template <typename O>
concept TellsTime =
    OneOf<O, ReadingTime, MomentOf, TimeSince, TimeSinceReading, Difference, Shift, CalendarCount>;

template <typename O>
concept DoesNotCompare = IsGiven<O> || Named<O> || CombinesConditions<O> || TestsValue<O> ||
    TestsOutcome<O> || Picks<O> || Calculates<O> || LooksAtReadings<O> || TellsTime<O>;
// Of one of the groups.
template <typename O>
concept Grouped = Compares<O> || DoesNotCompare<O>;
template <typename O>
concept NamesNothing = Compares<O> || CombinesConditions<O> || TestsValue<O> || TestsOutcome<O> || Picks<O> ||
    Calculates<O> || LooksAtReadings<O> || TellsTime<O> || OneOf<O, Literal, UnrecordedIsNo>;

}  // namespace waymark::model
