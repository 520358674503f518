#pragma once

#include <cstdint>

namespace waymark::test {

// How many cases a random test tries where it usually tries `usual`: as many, or an n-th of them where the
// environment says WAYMARK_SHARE=n, but at least one. A build with sanitizers takes longer for each.
std::uint64_t share(std::uint64_t usual);

// How often something has to come up in the usual cases, so that the test looks at it at all; in a share of
// them it may never come up.
std::uint64_t least(std::uint64_t usual);

}  // namespace waymark::test
