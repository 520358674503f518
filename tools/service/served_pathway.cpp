#include "tools/service/served_pathway.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tools/report/check_summary.hpp"
#include "tools/report/data_requirement.hpp"
#include "tools/report/inputs_json.hpp"

namespace waymark::service {

namespace {

std::string summary_json(const PathwaySummary& summary) {
  return printed({{"id", summary.id},
                  {"title", summary.title},
                  {"version", summary.version},
                  {"statements", summary.statements},
                  {"recommendations", summary.recommendations},
                  {"contraindications", summary.contraindications},
                  {"notes", summary.notes}});
}

std::vector<std::string> titles_without_source(const model::Model& model, const FhirBinding& binding) {
  std::vector<std::string> result;
  for (const auto id : facts_without_source(model, binding)) {
    const auto& fact = model.facts[id];
    result.push_back(fact.title.empty() ? fact.id : fact.title);
  }
  return result;
}

}  // namespace

ServedPathway::ServedPathway(LoadedPathway loaded)
    : checked{std::move(loaded.compilation), loaded.binding},
      page{std::move(loaded.page)},
      check{check_document(loaded.path, checked.compilation)},
      inputs{inputs_json(model())},
      summary{summary_json(summarize(loaded.path, checked.compilation))},
      templates{prefetch_templates(model(), loaded.binding)},
      never_sent{titles_without_source(model(), loaded.binding)} {}

PathwayShelf::Reload PathwayShelf::load() {
  Reload result;
  for (std::size_t i = 0; i < loaders_.size(); ++i) {
    auto loaded = loaders_[i]();
    if (auto* reason = std::get_if<std::string>(&loaded)) {
      result.refused.push_back(std::move(*reason));
      continue;
    }
    auto pathway = std::make_shared<const ServedPathway>(std::get<LoadedPathway>(std::move(loaded)));
    const std::lock_guard lock{mutex_};
    pathways_.resize(loaders_.size());
    const bool is_doubled = std::ranges::any_of(pathways_, [&](const auto& other) {
      return other && other != pathways_[i] && other->id() == pathway->id();
    });
    if (is_doubled) {
      result.refused.push_back(fmt::format("two pathways are called `{}`", pathway->id()));
      continue;
    }
    pathways_[i] = std::move(pathway);
    ++result.taken;
  }
  return result;
}

ServedPathways PathwayShelf::all() const {
  const std::lock_guard lock{mutex_};
  ServedPathways result;
  std::ranges::copy_if(pathways_, std::back_inserter(result), [](const auto& one) { return one != nullptr; });
  return result;
}

std::shared_ptr<const ServedPathway> PathwayShelf::find(const std::string& id) const {
  const std::lock_guard lock{mutex_};
  const auto found = std::ranges::find_if(pathways_, [&](const auto& one) { return one && one->id() == id; });
  return found == pathways_.end() ? nullptr : *found;
}

}  // namespace waymark::service
