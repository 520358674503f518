#pragma once

#include <optional>
#include <string>
#include <variant>

#include "tools/document/guideline_document.hpp"
#include "tools/report/reply.hpp"
#include "tools/waymark/io/loading.hpp"

namespace waymark {

enum class DocFormat { markdown, html, pdf };

// What a document is made of.
struct DocumentOptions : CommonOptions {
  std::string path;
  std::optional<std::string> since;  // another version, as `diff` names it
  bool prove = false;
};

struct DocOptions : DocumentOptions {
  std::optional<std::string> out;  // a file; none: standard output
  DocFormat format = DocFormat::markdown;
};

// Writes the pathway as a document.
Reply write_document(const DocOptions& options, const Surroundings& surroundings);

// A document and the pathway that it is made of.
struct DocumentOfPathway {
  std::unique_ptr<Compilation> compilation;
  GuidelineDocument document;
  std::string fault;  // of `prove` or `diff`: a formula is wrong
};
// A Reply where the pathway, or the other version, cannot be used.
std::variant<DocumentOfPathway, Reply> document_of(const DocumentOptions& options,
                                                   const Surroundings& surroundings);

// The refusal of a call whose output would replace what it reads, a file `app` among it. `option` names the
// output.
std::optional<Reply> refused_output(const DocumentOptions& options, std::string_view option,
                                    const std::optional<std::string>& path, const Surroundings& surroundings,
                                    const std::optional<std::string>& app = {});

// Writes a file in one step; what fails is said in `reply`.
void write_output(const std::string& path, std::string_view text, Reply& reply);

}  // namespace waymark
