#include "tools/report/unified_diff.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "lang/text/display_text.hpp"

namespace waymark {
namespace {

using Lines = std::vector<std::string_view>;
using LineSpan = std::span<const std::string_view>;

// Beyond so many changes lines are no longer matched one by one.
constexpr int most_changes = 2000;
constexpr std::size_t context = 3;

// A line with what became of it: ' ' stays, '-' goes, '+' comes.
struct Change {
  char sign;
  std::string_view line;
};

// With their line breaks.
Lines lines_of(std::string_view text) {
  Lines lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

std::size_t at(int position) { return static_cast<std::size_t>(position); }

// The shortest way from one list of lines to the other (E. W. Myers, An O(ND) difference algorithm).
class ShortestEdit {
 public:
  ShortestEdit(LineSpan before, LineSpan after) : before_{before}, after_{after} {}

  std::vector<Change> changes() {
    const auto count = search();
    return count ? traced(*count) : replaced();
  }

 private:
  int size(LineSpan lines) const { return static_cast<int>(lines.size()); }

  // How far each diagonal -count, -count + 2, ... +count was followed, by the number of changes so far.
  std::optional<int> search() {
    for (int count = 0; count <= most_changes; ++count) {
      reached_.emplace_back(at(2 * count + 1), 0);
      for (int diagonal = -count; diagonal <= count; diagonal += 2) {
        const int x = follow(start(count, diagonal), diagonal);
        reached_[at(count)][at(diagonal + count)] = x;
        if (x >= size(before_) && x - diagonal >= size(after_)) return count;
      }
    }
    return std::nullopt;
  }

  int reached(int count, int diagonal) const {
    const bool exists = count >= 0 && diagonal >= -count && diagonal <= count;
    return exists ? reached_[at(count)][at(diagonal + count)] : -1;
  }

  // Whether the last change on the way to this diagonal is a line that comes.
  bool came_down(int count, int diagonal) const {
    return reached(count - 1, diagonal + 1) > reached(count - 1, diagonal - 1);
  }

  int start(int count, int diagonal) const {
    if (count == 0) return 0;
    return came_down(count, diagonal) ? reached(count - 1, diagonal + 1)
                                      : reached(count - 1, diagonal - 1) + 1;
  }

  int follow(int x, int diagonal) const {
    while (x < size(before_) && x - diagonal < size(after_) && before_[at(x)] == after_[at(x - diagonal)])
      ++x;
    return x;
  }

  std::vector<Change> traced(int count) const {
    std::vector<Change> result;
    int x = size(before_), diagonal = size(before_) - size(after_);
    for (; count >= 0; --count) {
      for (const int from = start(count, diagonal); x > from;) result.push_back({' ', before_[at(--x)]});
      if (count == 0) break;
      if (came_down(count, diagonal)) {
        result.push_back({'+', after_[at(x - diagonal - 1)]});
        ++diagonal;
      } else {
        result.push_back({'-', before_[at(--x)]});
        --diagonal;
      }
    }
    std::ranges::reverse(result);
    return result;
  }

  std::vector<Change> replaced() const {
    std::vector<Change> result;
    for (const auto line : before_) result.push_back({'-', line});
    for (const auto line : after_) result.push_back({'+', line});
    return result;
  }

  LineSpan before_, after_;
  std::vector<std::vector<int>> reached_;
};

std::vector<Change> all_changes(const Lines& before, const Lines& after) {
  const auto least = std::min(before.size(), after.size());
  std::size_t same = 0, same_end = 0;
  while (same < least && before[same] == after[same]) ++same;
  while (same_end < least - same &&
         before[before.size() - 1 - same_end] == after[after.size() - 1 - same_end])
    ++same_end;
  std::vector<Change> result;
  for (std::size_t i = 0; i < same; ++i) result.push_back({' ', before[i]});
  const auto middle = [&](const Lines& lines) {
    return LineSpan{lines}.subspan(same, lines.size() - same - same_end);
  };
  for (const auto& change : ShortestEdit{middle(before), middle(after)}.changes()) result.push_back(change);
  for (auto i = before.size() - same_end; i < before.size(); ++i) result.push_back({' ', before[i]});
  return result;
}

// From `begin` to the end of the changes that are close to each other, with the lines around them.
std::size_t end_of_hunk(std::span<const Change> changes, std::size_t begin) {
  std::size_t last = begin;
  for (auto i = begin; i < changes.size() && i - last <= 2 * context; ++i) {
    if (changes[i].sign != ' ') last = i;
  }
  return std::min(last + 1 + context, changes.size());
}

std::string range(std::size_t lines_before, std::size_t count) {
  return fmt::format("{},{}", count == 0 ? lines_before : lines_before + 1, count);
}

std::size_t lines_without(std::span<const Change> changes, char sign) {
  return static_cast<std::size_t>(
      std::ranges::count_if(changes, [&](const Change& change) { return change.sign != sign; }));
}

void append_hunk(std::span<const Change> hunk, std::size_t old_lines, std::size_t new_lines,
                 std::string& result) {
  result += fmt::format("@@ -{} +{} @@\n", range(old_lines, lines_without(hunk, '+')),
                        range(new_lines, lines_without(hunk, '-')));
  for (const auto& [sign, line] : hunk) {
    result += sign;
    result += line;
    if (!line.ends_with('\n')) result += "\n\\ No newline at end of file\n";
  }
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const auto changes = all_changes(lines_of(before), lines_of(after));
  const std::span<const Change> all{changes};
  auto result = fmt::format("--- {0}\n+++ {0}\n", within_line(name));
  std::size_t old_lines = 0, new_lines = 0;
  for (std::size_t done = 0; done < all.size();) {
    const auto next = std::ranges::find_if(all.subspan(done), [](const Change& c) { return c.sign != ' '; });
    const auto first = done + static_cast<std::size_t>(next - all.subspan(done).begin());
    if (first == all.size()) break;
    const auto begin = std::max(done, first - std::min(first, context));
    old_lines += begin - done;
    new_lines += begin - done;
    const auto hunk = all.subspan(begin, end_of_hunk(all, first) - begin);
    append_hunk(hunk, old_lines, new_lines, result);
    old_lines += lines_without(hunk, '+');
    new_lines += lines_without(hunk, '-');
    done = begin + hunk.size();
  }
  return result;
}

}  // namespace waymark
