#include "tools/waymark/commands/scenario_run.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <regex.h>
#include <utility>

#include <fmt/format.h>

namespace waymark {

namespace {

std::string reason(int code, const regex_t& expression) {
  std::array<char, 200> text{};
  regerror(code, &expression, text.data(), text.size());
  return text.data();
}

void release(const void* expression) {
  auto* compiled = static_cast<regex_t*>(const_cast<void*>(expression));
  regfree(compiled);
  delete compiled;
}

ScenarioRun timed_run(const model::Model& model, std::uint32_t scenario) {
  const auto begin = std::chrono::steady_clock::now();
  auto result = run_scenario(model, scenario);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  return {std::move(result), taken.count()};
}

std::vector<ScenarioRun> chosen_runs(const model::Model& model, const NameFilter& filter) {
  std::vector<ScenarioRun> runs;
  for (std::uint32_t i = 0; i < model.scenarios.size(); ++i) {
    if (filter.chooses(model.scenarios[i].name)) runs.push_back(timed_run(model, i));
  }
  return runs;
}

using TakeTested = std::function<void(TestedPathway)>;

class Tester {
 public:
  Tester(const NameFilter& filter, const CommonOptions& options, const Surroundings& surroundings,
         Reply& reply, const TakeTested& take)
      : filter_{filter}, options_{options}, surroundings_{surroundings}, reply_{reply}, take_{take} {}

  void add(const std::string& path) {
    std::size_t scenarios = 0;
    bool broken = false;
    const auto failed = compile_each(path, options_, surroundings_, [&](NamedCompilation each) {
      auto tested = run(std::move(each));
      broken = broken || !tested.is_usable();
      scenarios += tested.is_usable() ? tested.model().scenarios.size() : 0;
      take_(std::move(tested));
    });
    if (failed) return fail(failed->err);
    if (scenarios == 0 && !broken) fail(program_message(fmt::format("{}: there is no scenario", path)));
  }

 private:
  TestedPathway run(NamedCompilation each) {
    if (each.compilation->diagnostics.has_errors()) each.compilation->model.reset();
    TestedPathway pathway{std::move(each.name), std::move(each.compilation), {}};
    if (pathway.is_usable())
      pathway.runs = chosen_runs(pathway.model(), filter_);
    else
      fail(errors(*pathway.compilation));
    return pathway;
  }

  std::string errors(const Compilation& compilation) const {
    auto list = compilation.diagnostics.sorted();
    std::erase_if(list, [](const Diagnostic& each) { return each.severity != Severity::error; });
    const bool color = wants_color(options_.color, surroundings_.err_is_terminal, surroundings_);
    return diagnostics_text(list, compilation.sources, color);
  }

  void fail(const std::string& message) {
    reply_.exit_code = ExitCode::unusable;
    reply_.err += message;
  }

  const NameFilter& filter_;
  const CommonOptions& options_;
  const Surroundings& surroundings_;
  Reply& reply_;
  const TakeTested& take_;
};

}  // namespace

std::variant<NameFilter, Reply> NameFilter::of(const std::optional<std::string>& expression) {
  NameFilter filter;
  if (!expression) return filter;
  auto compiled = std::make_unique<regex_t>();
  const int code = regcomp(compiled.get(), expression->c_str(), REG_EXTENDED | REG_NOSUB);
  if (code != 0) {
    const auto message = fmt::format("--filter {}: {}", *expression, reason(code, *compiled));
    return Reply{.exit_code = ExitCode::unusable, .out = {}, .err = program_message(message)};
  }
  filter.expression_ = std::shared_ptr<const void>{compiled.release(), release};
  return filter;
}

bool NameFilter::chooses(std::string_view name) const {
  if (!expression_) return true;
  const auto& compiled = *static_cast<const regex_t*>(expression_.get());
  return regexec(&compiled, std::string{name}.c_str(), 0, nullptr, 0) == 0;
}

void run_scenarios(const std::vector<std::string>& paths, const NameFilter& filter,
                   const CommonOptions& options, const Surroundings& surroundings, Reply& reply,
                   const TakeTested& take) {
  Tester tester{filter, options, surroundings, reply, take};
  for (const auto& path : paths) tester.add(path);
}

}  // namespace waymark
