// What comes out for the lines of a file is what the careful reader and the evaluator say of each by itself:
// rows, counts, needs, rejected lines.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "compiled.hpp"
#include "golden.hpp"
#include "lang/compile.hpp"
#include "line_readers.hpp"
#include "patient_generator.hpp"
#include "plain_document.hpp"
#include "program_generator.hpp"
#include "random_source.hpp"
#include "share.hpp"

namespace waymark::cohort_lines_test {
namespace {

struct Texts {
  std::string recorded;   // documents with readings, units and parameters
  std::string documents;  // the plain ones
  std::string header, rows;
};

Texts random_texts(const model::Model& model, std::size_t patients) {
  const generated::PatientGenerator generator{model};
  const generated::PlainDocuments plain{model};
  Texts texts;
  texts.header = plain.header();
  for (std::size_t seed = 0; seed < patients; ++seed) {
    auto patient = generator.patient(seed);
    patient.id = seed % 5 == 0 ? "" : fmt::format("p-{}", seed);
    texts.recorded += generated::facts_json(model, patient) + "\n";
    texts.documents += plain.document(patient) + "\n";
    texts.rows += plain.row(patient) + "\n";
  }
  return texts;
}

// All three ways to say it; the last two say the same.
void check_all(const model::Model& model, std::size_t patients) {
  const auto texts = random_texts(model, patients);
  const auto question = question_of(model);
  compare(evaluated(question, texts.recorded), one_by_one(question, texts.recorded));
  const auto documents = evaluated(question, texts.documents);
  compare(documents, one_by_one(question, texts.documents));
  const auto columns = table(texts.header, model);
  const auto rows = evaluated(table_question(columns, model), texts.rows);
  CHECK(rows.rejected.empty());
  compare(rows, documents);
}

TEST_CASE("lines about the alveolar hemorrhage", "[cohort][cohort-lines]") {
  check_all(golden::dah(), test::share(5000));
}

TEST_CASE("lines about 100,000 patients", "[.][columns-long]") { check_all(golden::dah(), 100'000); }

void check_random_pathways(std::uint64_t first, std::uint64_t behind) {
  for (auto seed = first; seed < behind; ++seed) {
    const auto compilation = compile({{"generated.pathway", generated::pathway(seed)}}, golden::stdlib());
    REQUIRE(compilation.model);
    INFO("seed " << seed << '\n' << generated::pathway(seed));
    check_all(*compilation.model, 60);
  }
}

TEST_CASE("lines about random pathways", "[cohort][cohort-lines]") {
  check_random_pathways(0, test::share(200));
}

TEST_CASE("lines about a thousand more random pathways", "[.][columns-long]") {
  check_random_pathways(200, 1200);
}

// --- numbers at the ends of their bounds, between the steps of a grid, in other units

struct Edges {
  const char* fact;
  std::vector<std::string> numbers;
  std::vector<std::string> units;  // in the language's words; empty: none
};

const std::vector<Edges>& all_edges() {
  static const std::vector<Edges> all{
      {"share", {"0", "-0.1", "99.49", "99.5", "99.499999", "99.99999999", "100", "0.995", "1e2"}, {"", "%"}},
      {"items", {"0", "2", "3", "2.4", "9.5", "10", "10.0", "11", "-1"}, {""}},
      {"spo2",
       {"89", "90", "91", "89.5", "89.99999", "90.00001", "0.9", "0.900000001", "0.0000000001", "100",
        "100.001"},
       {"", "%", "1"}},
      {"pao2",
       {"59.9", "60", "7.3", "7.99", "8", "7.999342", "54.75", "59.999999", "800"},
       {"", "mmHg", "kPa", "Pa", "cmH2O", "mbar"}},
      {"creatinine",
       {"1.2", "1.13", "1.1312", "100", "100.01", "150", "150.5", "1.69", "1.7", "50", "50.1"},
       {"", "mg/dL", "umol/L", "mg/L", "g/L", "mmol/L"}},
      {"temperature",
       {"38.5", "38.49", "101.3", "101.2999", "311.65", "20", "45", "37"},
       {"", "degC", "degF", "'K'", "'Cel'"}},
      {"weight",
       {"50.05", "50.0505", "110", "109.9", "50050", "49.89516", "0.1", "500"},
       {"", "kg", "lb", "g", "mg"}},
      {"rate",
       {"20", "20.8", "20.83333", "20.83334", "0.5", "-1", "-0.0000001", "1000000"},
       {"", "mL/h", "L/day", "L/h"}},
      {"index",
       {"0", "-0.0", "0.1234567", "0.12345670", "-1e-3", "12345678901", "0.00000001", "0.000000001",
        "-0.000000001", "1234567", "12345678", "123456.7", "0.123456", "12345.67", "7.5", "00", "01.5", "1."},
       {""}}};
  return all;
}

std::string_view one_of(const std::vector<std::string>& all, generated::RandomSource& random) {
  return all[static_cast<std::size_t>(random.below(static_cast<int>(all.size())))];
}

// A reading in one of the ways to write it, at the time or without one.
std::string reading(const Edges& edges, generated::RandomSource& random, bool is_timed) {
  const auto number = one_of(edges.numbers, random), unit = one_of(edges.units, random);
  if (!is_timed && random.once_in(3))
    return unit.empty() ? std::string{number} : fmt::format("\"{} {}\"", number, unit);
  auto text = random.once_in(2) || unit.empty()
                  ? fmt::format("{{\"value\": {}", number)
                  : fmt::format("{{\"unit\": \"{}\", \"value\": {}", unit, number);
  if (!unit.empty() && text.find("unit") == text.npos) text += fmt::format(", \"unit\": \"{}\"", unit);
  if (is_timed)
    text += fmt::format(", \"time\": \"2026-11-2{}T0{}:{}0:00{}Z\"", random.below(5), random.below(10),
                        random.below(6), random.one_of({"", ".5", ".000001", ".9999999"}));
  return text + "}";
}

std::string readings(const Edges& edges, generated::RandomSource& random) {
  if (!random.once_in(4)) return reading(edges, random, random.once_in(3));
  std::string list;
  for (int i = random.below(4); i >= 0; --i)
    list += (list.empty() ? "" : ", ") + reading(edges, random, !random.once_in(8));
  return "[" + list + "]";
}

// With blanks between the tokens or without.
std::string document_at_edges(generated::RandomSource& random) {
  const auto* blank = random.once_in(2) ? " " : "";
  std::string facts;
  for (const auto& edges : all_edges()) {
    if (!random.once_in(2)) continue;
    if (!facts.empty()) facts += fmt::format(",{}", blank);
    facts += fmt::format("\"{}\":{}{}", edges.fact, blank, readings(edges, random));
  }
  return fmt::format("{{\"facts\":{}{{{}}}}}", blank, facts);
}

std::string row_at_edges(generated::RandomSource& random) {
  std::string row;
  for (const auto& edges : all_edges()) {
    if (!row.empty()) row += ',';
    if (row.empty()) row = "p,";
    if (!random.once_in(2)) continue;
    const auto unit = one_of(edges.units, random);
    row += fmt::format("{}{}{}", one_of(edges.numbers, random), unit.empty() ? "" : " ", unit);
  }
  return row;
}

TEST_CASE("numbers at edges are read as with all care", "[cohort][cohort-lines]") {
  const auto compilation = golden::compiled(golden::folder() / "cohort" / "numbers.pathway");
  const auto& model = *compilation->model;
  generated::RandomSource random{1};
  std::string documents, rows, header = "patient";
  for (const auto& edges : all_edges()) header += fmt::format(",{}", edges.fact);
  for (int i = 0; i < 20'000; ++i) {
    documents += document_at_edges(random) + "\n";
    rows += row_at_edges(random) + "\n";
  }
  const auto question = question_of(model);
  const auto of_documents = one_by_one(question, documents);
  CHECK(of_documents.whole.patients > 3000);
  CHECK(of_documents.rejected.size() > 5000);
  compare(evaluated(question, documents), of_documents);
  const auto columns = table(header, model);
  const auto of_table = table_question(columns, model);
  const auto of_rows = one_by_one(of_table, rows);
  CHECK(of_rows.whole.patients > 3000);
  compare(evaluated(of_table, rows), of_rows);
}

// --- lines that somebody has damaged

std::string mutated(std::string line, generated::RandomSource& random) {
  static constexpr std::string_view signs = "\"{}[]:,.-+0123456789eE truefalsnyo\\\t\r;\xC3\xFF_";
  for (int i = random.below(3); i >= 0 && !line.empty(); --i) {
    const auto at = static_cast<std::size_t>(random.below(static_cast<int>(line.size())));
    const char sign = signs[static_cast<std::size_t>(random.below(static_cast<int>(signs.size())))];
    switch (random.below(4)) {
      case 0: line[at] = sign; break;
      case 1: line.insert(at, 1, sign); break;
      case 2: line.erase(at, 1); break;
      default: line.insert(at, line.substr(at, 12)); break;
    }
  }
  return line;
}

// Every line by itself, some of them damaged.
std::string mutated_lines(const std::string& lines, generated::RandomSource& random, int one_in) {
  std::string result;
  for (std::size_t from = 0; from < lines.size();) {
    const auto end = lines.find('\n', from);
    auto line = lines.substr(from, end - from);
    if (random.once_in(one_in)) line = mutated(std::move(line), random);
    result += line + "\n";
    from = end + 1;
  }
  return result;
}

TEST_CASE("damaged lines are read as with all care", "[cohort][cohort-lines]") {
  for (const auto* path : {"pathways/dah", "tests/bench/dah_core.pathway"}) {
    const auto compilation = golden::compiled(golden::root() / path);
    const auto& model = *compilation->model;
    const auto texts = random_texts(model, 3000);
    const auto columns = table(texts.header, model);
    for (const int one_in : {1, 200}) {
      generated::RandomSource random{static_cast<std::uint64_t>(one_in)};
      const auto documents = mutated_lines(texts.documents, random, one_in);
      const auto question = question_of(model);
      compare(evaluated(question, documents), one_by_one(question, documents));
      const auto rows = mutated_lines(texts.rows, random, one_in);
      const auto of_table = table_question(columns, model);
      compare(evaluated(of_table, rows), one_by_one(of_table, rows));
    }
  }
}

}  // namespace
}  // namespace waymark::cohort_lines_test
