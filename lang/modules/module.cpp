#include "lang/modules/module.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "lang/ast/lower.hpp"
#include "lang/modules/code_list.hpp"
#include "lang/modules/find_pathway.hpp"
#include "lang/modules/merge_site.hpp"
#include "lang/modules/parsed_files.hpp"
#include "lang/syntax/syntax_tree.hpp"
#include "lang/text/listed.hpp"
#include "lang/text/suggest.hpp"

namespace waymark {
namespace {

namespace fs = std::filesystem;

bool is_word_character(char c) { return c == '_' || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::vector<std::string_view> words(std::string_view text) {
  std::vector<std::string_view> result;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = i;
    while (i < text.size() && is_word_character(text[i])) ++i;
    if (i > begin) result.push_back(text.substr(begin, i - begin));
    if (i == begin) ++i;
  }
  return result;
}

void collect_possible_names(std::string_view text, Module& module) {
  constexpr std::array<std::string_view, 10> declaring = {"fact",   "parameter", "define", "score",  "table",
                                                          "action", "type",      "use",    "source", "codes"};
  const auto all = words(text);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (std::ranges::find(declaring, all[i]) != declaring.end()) module.possible_names.emplace(all[i + 1]);
  }
}

bool has_skipped(const SyntaxNode& node) {
  return node.kind == SyntaxKind::skipped || std::ranges::any_of(node.children, has_skipped);
}

// What a declaration that could not be read whole may have declared.
void collect_from_damaged(const SyntaxNode& node, const Sources& sources, Module& module) {
  if (!has_skipped(node)) return;
  const auto text = sources.text(node.span);
  collect_possible_names(text, module);
  const auto all = words(text);
  const auto mentions = [&](std::string_view word) { return std::ranges::find(all, word) != all.end(); };
  module.has_broken_sources = module.has_broken_sources || mentions("source") || mentions("statement");
  module.has_broken_sections =
      module.has_broken_sections || node.kind == SyntaxKind::section || mentions("section");
}

class Reader {
 public:
  Reader(const LibraryPlace& place, Sources& sources, Diagnostics& diagnostics)
      : folders_{place.stdlib}, provider_{place.provider}, sources_{sources}, diagnostics_{diagnostics} {}

  Modules read(std::vector<LoadedFile> files) {
    if (!files.empty())
      folders_.insert(folders_.begin(), fs::path{files.front().name}.parent_path() / "libraries");
    const fs::path first{files.empty() ? std::string{} : files.front().name};
    Module main = parse_module(std::move(files), first.parent_path(), Sharing::none);
    adapt(main, first.parent_path());
    if (main.is_library) path_.push_back(main.id);
    read_units(main);
    read_uses(main);
    result_.main = result_.modules.size();
    result_.modules.push_back(std::move(main));
    for (auto& module : result_.modules) find_header(module);
    return std::move(result_);
  }

 private:
  // Whether other compilations may have the same files.
  enum class Sharing { none, with_others };

  // What a site says becomes part of the pathway that it adapts.
  void adapt(Module& module, const fs::path& folder) {
    if (!module.header) return;
    const auto& header = *module.header;
    const bool is_site = header.kind == ast::HeaderKind::site;
    if (is_site && header.adapts) return adapt(module, folder, *header.adapts);
    if (is_site)
      diagnostics_.report(header.id.span, diagnostics::site_without_pathway, header.id.text)
          .help("write `adapts PATHWAY \"VERSION\"` between the braces");
    if (!is_site && header.adapts)
      diagnostics_.report(header.adapts->pathway.span, diagnostics::sites_only, "`adapts`");
    if (!is_site) refuse_adaptations(module, diagnostics_);
  }

  void adapt(Module& site, const fs::path& folder, const ast::Adapts& adapts) {
    auto found = find_pathway(adapts.pathway.text, folder, provider_);
    if (auto* error = std::get_if<LoadError>(&found)) return report_no_pathway(site, folder, adapts, *error);
    auto& files = std::get<std::vector<LoadedFile>>(found);
    folders_.insert(folders_.begin() + 1, fs::path{files.front().name}.parent_path() / "libraries");
    const auto its_folder = fs::path{files.front().name}.parent_path();
    auto pathway = parse_module(std::move(files), its_folder, Sharing::none);
    if (!pathway.header) {
      site.lacks_library = true;
      return void(diagnostics_.report(adapts.pathway.span, diagnostics::broken_pathway, adapts.pathway.text));
    }
    const auto& version = pathway.header->version;
    const auto& there = version ? version->value : std::string{};
    if (there != adapts.version.value) report_other_version(adapts, there);
    std::ranges::move(pathway.code_lists, std::back_inserter(site.code_lists));
    merge_site(std::move(pathway), site, sources_, diagnostics_);
    find_header(site);
  }

  void report_other_version(const ast::Adapts& adapts, const std::string& there) {
    diagnostics_
        .report(adapts.version.span, diagnostics::other_version, adapts.version.value, adapts.pathway.text,
                there)
        .help("see what `waymark diff` says of the two versions, then name the new one");
  }

  void report_no_pathway(Module& site, const fs::path& folder, const ast::Adapts& adapts,
                         const LoadError& error) {
    site.lacks_library = true;
    if (!error.is_absent) {
      result_.unreadable = error;
      return;
    }
    diagnostics_.report(adapts.pathway.span, diagnostics::unknown_pathway, adapts.pathway.text)
        .help(
            "it is looked for in the folder `libraries` beside the site, in the site's folder and beside it")
        .did_you_mean(adapts.pathway.span, nearest(adapts.pathway.text, pathways_near(folder, provider_)));
  }

  // The files of codes stand in the folder, or below it.
  Module parse_module(std::vector<LoadedFile> files, const fs::path& folder, Sharing sharing) {
    Module module;
    for (auto& file : files) parse_file(std::move(file), module, sharing);
    for_each<ast::CodesDeclaration>(
        module, [&](const ast::CodesDeclaration& declared, Span) { read_codes(declared, folder, module); });
    find_header(module);
    if (!module.header) report_missing_header(module);
    return module;
  }

  void read_codes(const ast::CodesDeclaration& declared, const fs::path& folder, Module& module) {
    const auto& name = declared.file.value;
    const auto text = provider_.read(folder / name);
    if (const auto* error = std::get_if<LoadError>(&text))
      return void(
          diagnostics_.report(declared.file.span, diagnostics::unreadable_codes, name, error->reason));
    auto read = read_code_list(std::get<std::string>(text));
    if (const auto* reason = std::get_if<std::string>(&read))
      return void(diagnostics_.report(declared.file.span, diagnostics::unreadable_codes, name, *reason));
    auto& list = std::get<CodeList>(read);
    if (list.codes.empty()) diagnostics_.report(declared.file.span, diagnostics::no_codes, name);
    list.span = declared.id.span;
    module.code_lists.push_back(std::move(list));
  }

  void parse_file(LoadedFile loaded, Module& module, Sharing sharing) {
    const auto file = sources_.add(std::move(loaded.name), std::move(loaded.text));
    if (sharing == Sharing::none) return void(module.files.emplace_back(parse_own(file, module)));
    const auto text = sources_[file].text();
    auto parsed = parsed_libraries().find(file, text);
    if (!parsed) {
      const auto reported_before = diagnostics_.list().size();
      parsed = std::make_shared<const ast::File>(parse_own(file, module));
      if (diagnostics_.list().size() == reported_before) parsed_libraries().keep(text, parsed);
    }
    module.files.emplace_back(std::move(parsed));
  }

  ast::File parse_own(std::uint32_t file, Module& module) {
    const auto errors_before = diagnostics_.error_count();
    const auto tree = parse(sources_, file, diagnostics_);
    auto result = lower(*tree, sources_, file, diagnostics_);
    if (diagnostics_.error_count() > errors_before) note_damage(*tree, module);
    return result;
  }

  void note_damage(const SyntaxNode& tree, Module& module) {
    module.has_syntax_errors = true;
    for (const auto& node : tree.children) collect_from_damaged(node, sources_, module);
  }

  // Points into the items; so it is found again once the modules have their final place.
  void find_header(Module& module) {
    module.header = nullptr;
    for_each<ast::Header>(module, [&](const ast::Header& header, Span) {
      if (module.header) return report_doubled_header(header, *module.header);
      module.header = &header;
      module.id = header.id.text;
      module.is_library = header.kind == ast::HeaderKind::library;
    });
  }

  void report_missing_header(const Module& module) {
    if (module.has_syntax_errors || module.files.empty()) return;
    const auto& file = *module.files.front();
    const Span start{file.file, 0, 0};
    diagnostics_
        .report(file.items.empty()
                    ? start
                    : Span{file.file, file.items.front().span.begin, file.items.front().span.begin},
                diagnostics::missing_header)
        .help(
            "write `pathway my_pathway \"Its title\" { version \"1.0.0\" }` at the top of one of the files");
  }

  void report_doubled_header(const ast::Header& second, const ast::Header& first) {
    diagnostics_.report(second.id.span, diagnostics::doubled_header)
        .note(first.id.span, "the first one is here");
  }

  // The library of units is there without a `use`.
  void read_units(const Module& main) {
    if (main.is_library && main.id == "units") return;
    if (const auto module = read_library("units")) known_["units"] = *module;
  }

  void read_uses(Module& module) {
    for_each<ast::Use>(module, [&](const ast::Use& use, Span) {
      const auto index = find_library(use.library);
      if (index)
        add_use(module, use.library, *index);
      else
        module.lacks_library = true;
    });
  }

  void add_use(Module& module, const ast::Name& name, ModuleIndex index) {
    if (std::ranges::find(module.uses, index) == module.uses.end()) return module.uses.push_back(index);
    diagnostics_.report(name.span, diagnostics::doubled_use, name.text);
  }

  std::optional<ModuleIndex> find_library(const ast::Name& name) {
    if (const auto found = known_.find(name.text); found != known_.end()) return found->second;
    if (std::ranges::find(path_, name.text) != path_.end()) return report_circle(name);
    path_.push_back(name.text);
    auto module = read_library(name.text);
    path_.pop_back();
    if (result_.unreadable) return std::nullopt;
    if (!module) return report_unknown_library(name);
    known_[name.text] = *module;
    return module;
  }

  // The first that is there is the one that is meant, also where it cannot be read.
  std::optional<ModuleIndex> read_library(const std::string& id) {
    for (const auto& folder : folders_) {
      const auto path = folder / (id + ".pathway");
      auto text = provider_.read(path);
      if (const auto* error = std::get_if<LoadError>(&text)) {
        if (error->is_absent) continue;
        result_.unreadable = *error;
        return std::nullopt;
      }
      // The standard library is named alike wherever it is installed.
      const bool is_standard = &folder == &folders_.back();
      return add_library(id,
                         {is_standard ? fmt::format("stdlib/{}.pathway", id) : path.string(),
                          std::get<std::string>(std::move(text))},
                         folder);
    }
    return std::nullopt;
  }

  std::optional<ModuleIndex> add_library(const std::string& id, LoadedFile file, const fs::path& folder) {
    std::vector<LoadedFile> files;
    files.push_back(std::move(file));
    Module module = parse_module(std::move(files), folder, Sharing::with_others);
    if (!module.is_library || module.id != id) return std::nullopt;
    read_uses(module);
    result_.modules.push_back(std::move(module));
    return result_.modules.size() - 1;
  }

  std::optional<ModuleIndex> report_circle(const ast::Name& name) {
    std::string circle;
    const auto begin = std::ranges::find(path_, name.text);
    for (auto library = begin; library != path_.end(); ++library) circle += fmt::format("`{}`, ", *library);
    diagnostics_.report(name.span, diagnostics::circular_use, circle + fmt::format("`{}`", name.text));
    return std::nullopt;
  }

  std::optional<ModuleIndex> report_unknown_library(const ast::Name& name) {
    std::vector<std::string> libraries;
    for (const auto& folder : folders_) {
      const auto found = provider_.entries(folder);
      const auto* entries = std::get_if<std::vector<SourceEntry>>(&found);
      if (!entries) continue;
      for (const auto& entry : *entries) {
        const fs::path file{entry.name};
        if (file.extension() == ".pathway") libraries.push_back(file.stem().string());
      }
    }
    std::ranges::sort(libraries);
    auto report = diagnostics_.report(name.span, diagnostics::unknown_library, name.text);
    report.help(fmt::format("the libraries are {}", listed(libraries)));
    report.did_you_mean(name.span, nearest(name.text, libraries));
    return std::nullopt;
  }

  std::vector<fs::path> folders_;  // where libraries are looked for: beside the pathway first
  const SourceProvider& provider_;
  Sources& sources_;
  Diagnostics& diagnostics_;
  Modules result_;
  std::map<std::string, ModuleIndex, std::less<>> known_;
  std::vector<std::string> path_;  // of libraries that are being read
};

}  // namespace

Modules read_modules(std::vector<LoadedFile> files, const LibraryPlace& place, Sources& sources,
                     Diagnostics& diagnostics) {
  return Reader{place, sources, diagnostics}.read(std::move(files));
}

}  // namespace waymark
