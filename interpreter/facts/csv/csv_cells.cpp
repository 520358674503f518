#include "interpreter/facts/csv/csv_cells.hpp"

#include <algorithm>
#include <optional>

#include "lang/text/characters.hpp"

namespace waymark::cohort {

namespace {

class Cells {
 public:
  explicit Cells(std::string_view line) : line_{line} {}

  // nullopt where a quotation mark is not closed.
  std::optional<CsvCell> next() {
    while (at_ < line_.size() && is_blank(line_[at_])) ++at_;
    auto cell = at_ < line_.size() && line_[at_] == '"' ? quoted() : plain();
    if (at_ < line_.size() && cell) ++at_;
    return cell;
  }
  bool is_at_comma() const { return at_ > 0 && at_ <= line_.size() && line_[at_ - 1] == ','; }
  bool at_end() const { return at_ >= line_.size(); }
  std::uint32_t offset() const { return static_cast<std::uint32_t>(at_); }

 private:
  std::optional<CsvCell> plain() {
    const auto end = std::min(line_.find(',', at_), line_.size());
    CsvCell cell{std::string{trimmed(line_.substr(at_, end - at_))}, offset()};
    at_ = end;
    return cell;
  }

  // A quotation mark in the text is written twice.
  std::optional<CsvCell> quoted() {
    CsvCell cell{{}, offset()};
    for (auto from = at_ + 1;;) {
      const auto mark = line_.find('"', from);
      if (mark == std::string_view::npos) return std::nullopt;
      cell.text.append(line_.substr(from, mark - from));
      from = mark + 2;
      if (mark + 1 < line_.size() && line_[mark + 1] == '"') {
        cell.text += '"';
        continue;
      }
      const auto end = std::min(line_.find(',', mark), line_.size());
      if (!trimmed(line_.substr(mark + 1, end - mark - 1)).empty()) return std::nullopt;
      cell.text = trimmed(cell.text);
      at_ = end;
      return cell;
    }
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

}  // namespace

std::variant<std::vector<CsvCell>, CsvQuotationError> csv_cells(std::string_view line) {
  std::vector<CsvCell> result;
  Cells cells{line};
  do {
    auto cell = cells.next();
    if (!cell) return CsvQuotationError{cells.offset()};
    result.push_back(std::move(*cell));
  } while (!cells.at_end());
  if (cells.is_at_comma()) result.push_back({{}, static_cast<std::uint32_t>(line.size())});
  return result;
}

}  // namespace waymark::cohort
