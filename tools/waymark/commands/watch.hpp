#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

// Does it once, and again whenever a `.pathway` file at the paths, beside them in `libraries`, or in the
// standard library is saved, added, renamed or removed; until it is interrupted. Prints what each time says;
// what is returned carries the last exit code.
Reply watch(const std::vector<std::string>& paths, const CommonOptions& options,
            const Surroundings& surroundings, const std::function<Reply()>& once);

}  // namespace waymark
