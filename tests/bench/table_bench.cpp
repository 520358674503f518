#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include "lang/compile.hpp"

// How long `check` takes for one large decision table.
namespace waymark::bench {
namespace {

constexpr int rows = 40;
constexpr double limit_ms = 10;

// Forty rows that exclude each other, over five columns, with gaps.
std::string table() {
  std::string text;
  for (int i = 0; i < rows; ++i) {
    text += fmt::format("  | {} to below {} | {} | {} 50 | >= {} | <= {} => {}\n", i / 4 * 10,
                        i / 4 * 10 + 10, i / 2 % 2 == 0 ? "no" : "yes", i % 2 == 0 ? ">=" : "<", i * 7 % rows,
                        100 - i * 3 % 50, i + 1);
  }
  return "table t : number in mg {\n  | a in s | b | c in s | d in s | e in s =>\n" + text + "}\n";
}

std::string pathway(const std::string& value) {
  return "pathway large \"Large\" { version \"1\" }\n"
         "fact a \"A\" : number in s within 0 to 100\nfact b \"B\" : yes or no\n"
         "fact c \"C\" : number in s within 0 to 100\nfact d \"D\" : number in s within 0 to 100\n"
         "fact e \"E\" : number in s within 0 to 100\naction heparin \"Heparin\" drug\n" +
         value + "section s { should give heparin { when t > 3 mg } }\n";
}

void check_a_table(benchmark::State& state) {
  const auto text = pathway(table());
  for (auto _ : state) {
    const auto compilation = compile({{"table.pathway", text}}, WAYMARK_ROOT "/stdlib");
    if (!compilation.model) return state.SkipWithError("the table has errors");
  }
  state.counters["limit_ms"] = limit_ms;
}

BENCHMARK(check_a_table)->Unit(benchmark::kMillisecond)->Iterations(50);

}  // namespace
}  // namespace waymark::bench
