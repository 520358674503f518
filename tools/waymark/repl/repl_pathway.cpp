#include "tools/waymark/repl/repl_pathway.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "interpreter/scenarios/scenario.hpp"
#include "interpreter/scenarios/scenario_text.hpp"
#include "lang/modules/source_provider.hpp"
#include "lang/text/suggest.hpp"
#include "tools/report/expect_words.hpp"
#include "tools/waymark/commands/run.hpp"
#include "tools/waymark/io/atomic_file.hpp"
#include "tools/waymark/repl/repl_words.hpp"

namespace waymark {

namespace fs = std::filesystem;

namespace {

// Why a scenario does not pass.
std::string unmet(const model::Model& model, const ScenarioResult& result) {
  if (!result.violated.empty())
    return fmt::format("a scenario passes only where it breaks nothing, and this case breaks \"{}\"",
                       model.properties[result.violated.front()].text);
  for (const auto& expect : result.expects) {
    if (!expect.met)
      return fmt::format("expected {}, but it is {}", expected_words(model, expect),
                         found_words(model, expect));
  }
  return "";
}

void replace_all(std::string& text, const std::string& old, const std::string& replacement) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + replacement.size()))
    text.replace(at, old.size(), replacement);
}

}  // namespace

ReplPathway::ReplPathway(std::string path, fs::path stdlib, Read read,
                         std::unique_ptr<Compilation> compilation)
    : path_{std::move(path)},
      stdlib_{std::move(stdlib)},
      compilation_{std::move(compilation)},
      names_{*compilation_->model},
      read_{std::move(read)} {}

std::variant<std::unique_ptr<ReplPathway>, Reply> ReplPathway::load(const std::string& path,
                                                                    const CommonOptions& options,
                                                                    const Surroundings& surroundings) {
  auto stdlib = stdlib_folder(options, surroundings);
  if (auto* reply = std::get_if<Reply>(&stdlib)) return std::move(*reply);
  Read read{watched_paths({path}, options, surroundings), {}};
  read.state = state_of(read.files);
  auto loaded = load_and_compile(path, options, surroundings);
  if (auto* reply = std::get_if<Reply>(&loaded)) return std::move(*reply);
  auto& compilation = std::get<std::unique_ptr<Compilation>>(loaded);
  if (!compilation->model) {
    const bool color = wants_color(options.color, surroundings.err_is_terminal, surroundings);
    return refuse(*compilation, ResultFormat::text, color);
  }
  return std::unique_ptr<ReplPathway>{
      new ReplPathway{path, std::get<fs::path>(std::move(stdlib)), std::move(read), std::move(compilation)}};
}

// --- what was typed

// Of the messages behind the first `count`; what was typed stands below lines that nobody has to see.
std::string ReplPathway::errors_since(std::size_t count, std::size_t lines_above) const {
  const auto& all = compilation_->diagnostics.list();
  std::vector<Diagnostic> errors;
  for (auto i = count; i < all.size(); ++i) {
    if (all[i].severity == Severity::error) errors.push_back(all[i]);
  }
  auto text = without_line_break(diagnostics_text(errors, compilation_->sources, false));
  if (lines_above == 0) return text;
  replace_all(text, fmt::format("<input>:{}:", lines_above + 1), "<input>:1:");
  replace_all(text, fmt::format("\n {} | ", lines_above + 1), "\n 1 | ");
  return text;
}

Understood<model::Given> ReplPathway::given(const std::string& text) {
  const auto found = givens_.find(text);
  if (found != givens_.end()) return found->second;
  const auto before = compilation_->diagnostics.list().size();
  auto given = compile_given(*compilation_, "<input>", text);
  if (!given) {
    const auto errors = errors_since(before, lines_above_given);
    return errors.empty() ? std::string{"expected one fact and its value, such as `spo2 = 84 %`"} : errors;
  }
  givens_.emplace(text, *given);
  return std::move(*given);
}

Understood<ReplPathway::Evaluated> ReplPathway::evaluate(const std::string& expression,
                                                         const Patient& patient, const Moment& at) {
  const auto before = compilation_->diagnostics.list().size();
  const auto count = model().expressions.size();
  const auto expr = compile_expression(*compilation_, "<input>", expression);
  if (!expr) {
    forget_expressions(*compilation_, count);
    return errors_since(before, 0);
  }
  Evaluated result;
  {
    Evaluator evaluator{model(), patient, at};
    result = {to_string(evaluator.value(*expr), model()[*expr].type), evaluator.needs(*expr).list()};
  }
  forget_expressions(*compilation_, count);
  return result;
}

Understood<model::Input> ReplPathway::input(const std::string& name) const {
  const auto found = names_.find(name);
  if (found.size() == 1) return found.front();
  if (found.size() > 1) return fmt::format("several libraries have `{}`: write LIBRARY.{}", name, name);
  auto candidates = names_.facts();
  std::ranges::copy(names_.parameters(), std::back_inserter(candidates));
  const auto near = nearest(name, candidates);
  return fmt::format("the pathway knows no fact or parameter `{}`{}", name,
                     near ? fmt::format("; did you mean `{}`?", *near) : "");
}

// --- files

bool ReplPathway::has_changed() const { return state_of(read_.files) != read_.state; }

// The pathway with the scenario in it has to compile, and the scenario to pass.
std::string ReplPathway::why_not_savable(const fs::path& file, const std::string& text,
                                         const std::string& name) const {
  auto files = load_pathway(path_);
  if (const auto* error = std::get_if<LoadError>(&files))
    return fmt::format("{}: {}", error->path, error->reason);
  auto& list = std::get<std::vector<LoadedFile>>(files);
  const auto same = [&](const LoadedFile& each) { return fs::path{each.name}.filename() == file.filename(); };
  const auto found = std::ranges::find_if(list, same);
  if (found == list.end())
    list.push_back({file.string(), text});
  else
    found->text = text;
  const auto tried = compile(std::move(list), stdlib_, call_sources());
  if (tried.unreadable) return fmt::format("{}: {}", tried.unreadable->path, tried.unreadable->reason);
  if (!tried.model) {
    const auto errors = tried.diagnostics.sorted();
    return without_line_break(diagnostics_text({errors.front()}, tried.sources, false));
  }
  const auto& scenarios = tried.model->scenarios;
  const auto index = std::ranges::find(scenarios, name, &model::Scenario::name) - scenarios.begin();
  return unmet(*tried.model, run_scenario(*tried.model, static_cast<std::uint32_t>(index)));
}

fs::path ReplPathway::scenario_file() const {
  std::error_code error;
  return fs::is_directory(path_, error) ? fs::path{path_} / "scenarios.pathway" : fs::path{path_};
}

Understood<fs::path> ReplPathway::save(const std::string& name, const Patient& patient, const Moment& at,
                                       const Outcome& outcome) {
  const auto file = scenario_file();
  const bool is_as_loaded = !has_changed();
  auto read = disk().read(file);
  const auto* error = std::get_if<LoadError>(&read);
  if (error && !error->is_absent) return fmt::format("not saved: {}: {}", error->path, error->reason);
  auto text = error ? std::string{} : std::get<std::string>(std::move(read));
  if (!text.empty()) text += text.ends_with('\n') ? "\n" : "\n\n";
  text += scenario_text(model(), name, patient, at, outcome);
  if (auto why = why_not_savable(file, text, name); !why.empty()) return fmt::format("not saved: {}", why);
  if (const auto why = write_file(file.string(), text))
    return fmt::format("not saved: {}: {}", file.string(), *why);
  if (is_as_loaded) read_.state = state_of(read_.files);
  return file;
}

}  // namespace waymark
