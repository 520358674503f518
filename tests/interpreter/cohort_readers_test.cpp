// The same rows, written in every way a table can be written, and damaged in every way: both readers say the
// same of each line, and each way of writing says the same.
#include <array>
#include <zlib.h>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "command_runner.hpp"
#include "compiled.hpp"
#include "golden.hpp"
#include "line_readers.hpp"
#include "project_files.hpp"
#include "random_source.hpp"
#include "test_folder.hpp"

namespace waymark::cohort_readers_test {
namespace {

using Catch::Matchers::Contains;
using Texts = std::vector<std::string>;

const std::string clinic = in_project("/tests/golden/cohort/clinic.pathway");

const model::Model& model() {
  static const auto compilation = golden::compiled(clinic);
  return *compilation->model;
}

// --- rows

// A column of the table, and what its cells say; some of them say nothing that is right.
struct Column {
  std::string title;
  Texts right, wrong;
};

const std::vector<Column>& all_columns() {
  static const std::vector<Column> columns{
      {"patient", {"p1", "p-2", "Jörg", "a longer id than eight bytes", "=1+1"}, {}},
      {"at", {"2026-11-23", "2026-11-23T08:30Z"}, {"soon", "2026-13-01"}},
      {"spo2",
       {"84", "95", "89.5", "90", "0.9e2", "84 %", "100"},
       {"120", "-1", "x", "8 4", "84 mmHg", "1e7000", "084"}},
      {"pao2 [kPa]", {"7.1", "9.3", "8", "60 mmHg"}, {"1000", "7;1", "7.1.1"}},
      {"causes", {"aav", "sle", "aav;sle", "none"}, {"avv", "aav;aav", "aav;", ";", "yes"}},
      {"stage", {"early", "late"}, {"Late", "early late", "lat"}},
      {"controlled", {"yes", "no", "true", "false"}, {"y", "yess", "Yes", "falsee", "1"}},
      {"since", {"2020-01-01", "2026-06-01"}, {"2020-02-30", "yesterday", "20200101"}},
      {"surgery", {"no", "false", "2026-11-20T10:00Z", "2026-11-20T10:00"}, {"yes", "2026-11-20T25:00Z"}},
      {"spo2_target", {"92", "92 %"}, {"920", "x"}}};
  return columns;
}

// What a line is: cells, which may be too few or too many; none: a blank line.
using Row = Texts;

std::string damaged(std::string cell, generated::RandomSource& random) {
  static const Texts bytes{std::string(1, '\0'), "\xFF", "\x01", "\x7F", "\xC2\xA0", "'", "a\"b"};
  const auto at = static_cast<std::size_t>(random.below(static_cast<int>(cell.size()) + 1));
  return at == 0 && cell.empty() ? cell : cell.insert(std::max<std::size_t>(at, 1), random.one_of(bytes));
}

std::string cell(const Column& column, bool may_be_empty, generated::RandomSource& random) {
  if (may_be_empty && random.once_in(4)) return {};
  if (!column.wrong.empty() && random.once_in(200)) return random.one_of(column.wrong);
  auto text = random.one_of(column.right);
  return random.once_in(300) ? damaged(std::move(text), random) : text;
}

Row row(const std::vector<Column>& columns, generated::RandomSource& random) {
  Row result;
  if (random.once_in(50)) return result;
  for (const auto& column : columns) result.push_back(cell(column, columns.size() > 1, random));
  if (random.once_in(400)) result.push_back("more");
  if (random.once_in(400) && result.size() > 2) result.pop_back();
  return result;
}

std::vector<Row> rows(const std::vector<Column>& columns, std::size_t count, std::uint64_t seed) {
  generated::RandomSource random{seed};
  std::vector<Row> result;
  for (std::size_t i = 0; i < count; ++i) result.push_back(row(columns, random));
  return result;
}

// --- ways to write them

struct Writing {
  const char* name;
  bool is_quoted;
  const char *before, *inside, *behind;  // blanks
  const char* line_break;
};

constexpr std::array writings{Writing{"plain", false, "", "", "", "\n"},
                              Writing{"plain, CRLF", false, "", "", "", "\r\n"},
                              Writing{"quoted", true, "", "", "", "\n"},
                              Writing{"quoted, CRLF", true, "", "", "", "\r\n"},
                              Writing{"blanks", false, " ", "", "\t ", "\n"},
                              Writing{"quoted, blanks outside", true, "\t", "", " ", "\n"},
                              Writing{"quoted, blanks inside", true, "", " \t", "", "\n"}};

std::string written(const std::string& cell, const Writing& way) {
  if (!way.is_quoted) return way.before + cell + way.behind;
  std::string text;
  for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
  return fmt::format("{0}\"{1}{2}{1}\"{3}", way.before, way.inside, text, way.behind);
}

// Of lines without a header; the last one has no line break.
std::string written(const std::vector<Row>& rows, const Writing& way) {
  std::string result;
  for (const auto& row : rows) {
    Texts cells;
    for (const auto& cell : row) cells.push_back(written(cell, way));
    if (&row != &rows.front()) result += way.line_break;
    result += fmt::format("{}", fmt::join(cells, ","));
  }
  return result;
}

std::string header(const std::vector<Column>& columns) {
  Texts titles;
  for (const auto& column : columns) titles.push_back(column.title);
  return fmt::format("{}", fmt::join(titles, ","));
}

// --- what comes out

// Which lines are rejected, and why.
Texts rejects(const cohort::Part& part) {
  Texts result;
  for (const auto& line : part.rejected)
    result.push_back(fmt::format("{}: {}", line.number, fmt::join(codes(line), ", ")));
  return result;
}

// Of one way of writing, after both readers have said the same.
cohort::Part read_by_both(const std::vector<Column>& columns, const std::vector<Row>& rows,
                          const Writing& way) {
  INFO(header(columns) << ", " << way.name);
  const auto reader = table(header(columns), model());
  const auto question = table_question(reader, model());
  const auto text = written(rows, way);
  auto found = evaluated(question, text);
  compare(found, one_by_one(question, text));
  return found;
}

cohort::Part read_in_all_ways(const std::vector<Column>& columns, const std::vector<Row>& rows) {
  auto first = read_by_both(columns, rows, writings.front());
  for (const auto& way : writings) {
    INFO(header(columns) << ", " << way.name);
    const auto other = read_by_both(columns, rows, way);
    CHECK(other.rows == first.rows);
    CHECK(rejects(other) == rejects(first));
    CHECK(other.whole.patients == first.whole.patients);
  }
  return first;
}

void check_many_columns(std::size_t count) {
  const auto& columns = all_columns();
  const auto read = read_in_all_ways(columns, rows(columns, count, 1));
  CHECK(read.whole.patients > count / 2);
  CHECK(read.rejected.size() > count / 100);
}

// A table of one column says what a table says that has nothing in its other columns.
void check_one_column(std::size_t index, std::size_t count) {
  const auto& columns = all_columns();
  const std::vector<Column> alone{columns[index]};
  auto lines = rows(alone, count, 2 + index);
  const auto read = read_in_all_ways(alone, lines);
  CHECK(read.whole.patients > count / 2);
  for (auto& line : lines) {
    if (line.empty()) continue;
    line.resize(line.size() + columns.size() - 1);
    std::rotate(line.begin(), line.end() - static_cast<std::ptrdiff_t>(index), line.end());
  }
  const auto among_others = read_by_both(columns, lines, writings.front());
  CHECK(among_others.rows == read.rows);
  CHECK(rejects(among_others) == rejects(read));
}

TEST_CASE("both readers say the same of each way to write a table", "[cohort][cohort-readers]") {
  check_many_columns(2'000);
  for (std::size_t column = 0; column < all_columns().size(); ++column) check_one_column(column, 300);
}

TEST_CASE("both readers say the same of a million rows", "[.][cohort-long]") {
  check_many_columns(1'000'000);
  for (std::size_t column = 0; column < all_columns().size(); ++column) check_one_column(column, 100'000);
}

// --- headers

TEST_CASE("a fact has one column, whatever it is called", "[cohort][cohort-readers]") {
  const auto compilation = golden::compiled(golden::root() / "pathways/dah");
  const auto refused = [&](const std::string& header) {
    const auto read = cohort::CsvPatients::read_header(header, *compilation->model);
    Texts result;
    if (const auto* problems = std::get_if<std::vector<FactsProblem>>(&read)) {
      for (const auto& problem : *problems) result.push_back(problem.code + ": " + problem.message);
    }
    return fmt::format("{}", fmt::join(result, "\n"));
  };
  CHECK(refused("spo2,spo2") == "PW0829: there are two columns `spo2`");
  CHECK(refused("respiratory.spo2,spo2") == "PW0811: `respiratory.spo2` is given twice, here as `spo2`");
  CHECK(refused("spo2 [%],spo2") == "PW0811: `spo2 [%]` is given twice, here as `spo2`");
  CHECK(refused("causes,causes.aav") == "PW0811: `causes` is given twice, here as `causes.aav`");
  CHECK(refused("causes.aav,causes") == "PW0811: `causes.aav` is given twice, here as `causes`");
  CHECK(refused("causes.aav,\"causes.aav\"") == "PW0829: there are two columns `causes.aav`");
  CHECK(refused("patient,at,patient") == "PW0829: there are two columns `patient`");
  CHECK(refused("patient,at,causes.aav,causes.infection,respiratory.spo2").empty());
  CHECK(refused(std::string{"patient,spo2\0", 13}) == "PW0805: expected text, found a NUL character");
}

// --- documents

// The same documents: as they are, with blanks between tokens, with CRLF; some are damaged.
std::string documents(std::size_t count, std::string_view blank, std::string_view line_break) {
  static const Texts damage{std::string(1, '\0'), std::string{"\0{}", 3}, "x", "\xFF", "{}", ","};
  generated::RandomSource random{7};
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    const auto spo2 = random.one_of({"84", "95", "\"84 %\"", "1e400", "120", "null", "1e-6177"});
    auto line =
        fmt::format(R"({{{0}"patient":{0}"p{1}",{0}"facts":{0}{{{0}"spo2":{0}{2}{0}}}{0}}})", blank, i, spo2);
    if (random.once_in(40)) line += random.one_of(damage);
    if (random.once_in(60)) line.insert(line.find("spo2") + 2, 1, '\0');
    if (random.once_in(50)) line.clear();
    text.append(line).append(line_break);
  }
  return text;
}

TEST_CASE("both readers say the same of each way to write documents", "[cohort][cohort-readers]") {
  const auto question = question_of(model());
  const auto read = [&](const std::string& text) {
    auto found = evaluated(question, text);
    compare(found, one_by_one(question, text));
    return found;
  };
  const auto first = read(documents(3'000, "", "\n"));
  CHECK(first.whole.patients > 1'000);
  CHECK(first.rejected.size() > 500);
  for (const auto& [blank, line_break] :
       {std::pair{"", "\r\n"}, std::pair{" ", "\n"}, std::pair{"\t ", "\r\n"}}) {
    const auto other = read(documents(3'000, blank, line_break));
    CHECK(other.rows == first.rows);
    CHECK(rejects(other) == rejects(first));
  }
}

// --- compressed

std::string gzipped(std::string_view text) {
  std::string result(text.size() + 1'000, '\0');
  z_stream stream{};
  ::deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string input{text};
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(result.data());
  stream.avail_out = static_cast<uInt>(result.size());
  ::deflate(&stream, Z_FINISH);
  result.resize(stream.total_out);
  ::deflateEnd(&stream);
  return result;
}

struct Written {
  Reply reply;
  std::string rows, rejected;
};

Written run_on(const TestFolder& folder, const std::string& name, const std::string& bytes) {
  const auto facts = folder.write(name, bytes);
  const auto out = folder.path(name + ".rows"), rejected = folder.path(name + ".rejects");
  auto reply = run_in_process({"cohort", clinic, "--facts", facts, "--out", out, "--rejects", rejected,
                               "--max-rejects", "100000", "--at", "2026-11-23"});
  const bool has_rows = folder.has(name + ".rows");
  return {std::move(reply), has_rows ? folder.read(name + ".rows") : "",
          has_rows ? folder.read(name + ".rejects") : ""};
}

TEST_CASE("compressed rows are the rows, in however many members", "[cohort][cohort-readers]") {
  const TestFolder folder;
  const auto& columns = all_columns();
  const auto text = header(columns) + "\n" + written(rows(columns, 3'000, 3), writings.front());
  const auto plain = run_on(folder, "plain.csv", text);
  REQUIRE(plain.reply.exit_code != ExitCode::unusable);
  CHECK(plain.rows.size() > 100'000);
  const std::string_view whole{text};
  for (const std::size_t size : {std::size_t{1'000}, whole.size() / 2, whole.size()}) {
    std::string bytes;
    for (std::size_t at = 0; at < whole.size(); at += size) bytes += gzipped(whole.substr(at, size));
    const auto compressed = run_on(folder, "a.csv.gz", bytes);
    CHECK(compressed.rows == plain.rows);
    CHECK(compressed.rejected == plain.rejected);
    CHECK(compressed.reply.out == plain.reply.out);
  }
}

TEST_CASE("a member that is damaged is refused, wherever it is", "[cohort][cohort-readers]") {
  const auto first = gzipped("patient,spo2\na,84\n"), second = gzipped("b,84\n");
  const auto damaged = [&](std::size_t at, char byte) {
    auto bytes = second;
    bytes[at] = byte;
    return first + bytes;
  };
  const TestFolder folder;
  REQUIRE(run_on(folder, "whole.csv.gz", first + second).reply.exit_code == ExitCode::fine);
  const std::vector<std::string> all{damaged(0, 'x'),
                                     damaged(1, 'x'),
                                     damaged(2, '\7'),
                                     damaged(second.size() - 6, '\x55'),
                                     first + "b,84\n",
                                     first + std::string(1, '\0'),
                                     first + second.substr(0, 1),
                                     first + second.substr(0, 5),
                                     first + second.substr(0, second.size() - 1)};
  for (const auto& bytes : all) {
    const auto refused = run_on(folder, "damaged.csv.gz", bytes);
    CHECK(refused.reply.exit_code == ExitCode::unusable);
    CHECK_THAT(refused.reply.err, Contains("damaged.csv.gz: the compressed data "));
    CHECK(refused.reply.out.empty());
    CHECK(refused.rows.empty());
  }
}

}  // namespace
}  // namespace waymark::cohort_readers_test
