#pragma once

#include <optional>
#include <string>
#include <variant>

#include "tools/report/reply.hpp"
#include "tools/waymark/commands/doc.hpp"

namespace waymark {

struct PageOptions : DocumentOptions {
  std::optional<std::string> folder;  // for the page and its pictures
  std::optional<std::string> single;  // one file with all of it
  std::optional<std::string> app;  // a script that tries patients in the page, other than the program's own
  bool no_app = false;             // no script at all
  std::optional<std::string> patients;  // what a reader may begin with: a folder of patients, or one
  std::optional<std::string> cohort;    // a file that `cohort --summary` wrote
};

// The page as text, with the program's own script where there is one; without the pictures where the program
// that draws them cannot be used. A Reply where the pathway cannot be used.
std::variant<std::string, Reply> page_text(const PageOptions& options, const Surroundings& surroundings);

// Writes the document and the picture as a page that needs no server, with the program's own script where
// there is one.
Reply write_page(const PageOptions& options, const Surroundings& surroundings);

}  // namespace waymark
