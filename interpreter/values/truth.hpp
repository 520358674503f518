#pragma once

namespace waymark {

// Kleene's three truth values, in their order: `and` is the least, `or` the greatest.
enum class Truth { no, unknown, yes };

}  // namespace waymark
