#pragma once

#include <cstdint>

namespace waymark::test {

// How many cases a random test tries where it usually tries `usual`: as many, or an n-th of them where the
// environment says WAYMARK_SHARE=n, but at least one. A build with sanitizers takes longer for each.
std::uint64_t share(std::uint64_t usual);

}  // namespace waymark::test
