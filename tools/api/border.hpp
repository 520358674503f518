#pragma once

namespace waymark {

// Returns what `function` gives, or `fault` where it throws: no exception crosses the border to C. Built
// without exceptions, what would throw (there is no memory left) ends the module, and who called it learns
// so.
template <typename Function, typename Result>
Result or_at_fault([[maybe_unused]] Result fault, Function function) {
#ifdef __cpp_exceptions
  try {
    return function();
  } catch (...) {
    return fault;
  }
#else
  return function();
#endif
}

}  // namespace waymark
