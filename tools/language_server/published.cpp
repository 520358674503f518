#include "tools/language_server/published.hpp"

#include "tools/language_server/diagnostic_json.hpp"

namespace waymark::lsp {
namespace {

namespace fs = std::filesystem;

class Collector {
 public:
  Collector(const View& view, const fs::path& documentation) : view_{view}, documentation_{documentation} {}

  void add(const std::vector<Diagnostic>& diagnostics, std::string_view source) {
    for (const auto& diagnostic : diagnostics) {
      if (view_.snapshot().is_standard(diagnostic.span.file)) continue;
      by_file_[diagnostic.span.file].push_back(diagnostic_json(view_, diagnostic, source, documentation_));
    }
  }
  // Each file that is not the standard library's has a list, and be it empty.
  std::map<std::uint32_t, Json> lists() {
    const auto& snapshot = view_.snapshot();
    for (std::uint32_t file = 0; file < snapshot.sources().size(); ++file) {
      if (!snapshot.is_standard(file)) by_file_.try_emplace(file, Json::array());
    }
    return by_file_;
  }

 private:
  const View& view_;
  const fs::path& documentation_;
  std::map<std::uint32_t, Json> by_file_;
};

bool is_at_home(const Snapshot& snapshot, std::uint32_t file) {
  const auto path = snapshot.path_of(file);
  return path == snapshot.key().path || path.parent_path() == snapshot.key().path;
}

// The one message of a pathway that rests on something that cannot be read.
Json unreadable_list(const LoadError& error) {
  const Json start{{"line", 0}, {"character", 0}};
  return Json::array({{{"range", {{"start", start}, {"end", start}}},
                       {"severity", 1},
                       {"source", "waymark check"},
                       {"message", error.path + ": " + error.reason}}});
}

std::map<std::uint32_t, Json> lists_of(const View& view, const fs::path& documentation,
                                       const std::map<PathwayKey, Findings>& findings) {
  const auto& snapshot = view.snapshot();
  Collector collector{view, documentation};
  collector.add(snapshot.compilation().diagnostics.sorted(), "waymark check");
  const auto found = findings.find(snapshot.key());
  if (found != findings.end() && found->second.of.get() == &snapshot) {
    collector.add(found->second.tests, "waymark test");
    collector.add(found->second.proofs, "waymark prove");
  }
  return collector.lists();
}

// Adds what a site lifts of a pathway: it stands in the pathway's text, and only the site knows of it.
void add_lifted(const Json& of_site, Json& to) {
  for (const auto& diagnostic : of_site) {
    if (diagnostic.contains("code") && diagnostic["code"] == "Q11") to.push_back(diagnostic);
  }
}

}  // namespace

std::map<std::string, Json> diagnostics_by_uri(Workspace& workspace, ColumnUnit unit,
                                               const std::map<PathwayKey, Findings>& findings) {
  std::map<std::string, Json> at_home, elsewhere;
  for (const auto& snapshot : workspace.open_pathways()) {
    const View view{*snapshot, workspace.documents(), unit};
    for (auto& [file, list] : lists_of(view, workspace.place().documentation, findings)) {
      auto& to = is_at_home(*snapshot, file) ? at_home : elsewhere;
      to.try_emplace(view.uri(file), std::move(list));
    }
    const auto& unreadable = snapshot->compilation().unreadable;
    if (unreadable && snapshot->sources().size() > 0) at_home[view.uri(0)] = unreadable_list(*unreadable);
  }
  for (auto& [uri, list] : elsewhere) {
    const auto [home, is_new] = at_home.try_emplace(uri, list);
    if (!is_new) add_lifted(list, home->second);
  }
  return at_home;
}

}  // namespace waymark::lsp
