#pragma once

#include <string>
#include <string_view>

#include "lang/text/diagnostics.hpp"
#include "lang/text/source.hpp"

namespace waymark {

struct FrameStyle {
  bool color = false;  // by terminal escape sequences
  int columns = 100;   // longer source lines are cut around what the message is about
};

// The message with the lines it is about, carets under the exact place, its notes with theirs, and its help:
//
//   error[PW0201]: unknown name `hypoxemai`
//     --> plasma_exchange.pathway:4:8
//      |
//    4 |   when hypoxemai {
//      |        ^^^^^^^^^
//      = help: did you mean `hypoxemia`?
//
// Ends with a line break.
std::string render(const Diagnostic& diagnostic, const Sources& sources, FrameStyle style = {});

// The same of what is no message of the language: `LABEL: MESSAGE` with the lines at `span`.
std::string render(std::string_view label, std::string_view message, Span span, const Sources& sources,
                   FrameStyle style = {});

}  // namespace waymark
