#pragma once

#include <string>
#include <string_view>

#include "tools/report/reply.hpp"

// What is printed was written by others: names, titles, texts, versions, paths. Within a line of text for
// people `within_line` makes a value harmless (lang/text/display_text.hpp); these do so for whole texts and
// for Markdown.
namespace waymark {

// Text of several lines as a terminal or the log of a build may show it: without control characters other
// than tabs, line breaks and the colors of the program, and without anything that a log takes for a command.
std::string lines_to_read(std::string_view text);

// Makes what a reply says to people harmless: its messages, and its result where that is for people too.
Reply fit_to_read(Reply reply, bool result_is_for_people = true);

// A document in JSON as it can be printed: what a terminal or the log of a build would obey is escaped, and
// read as it was.
std::string json_to_print(std::string document);

// A value within a line of Markdown: it is shown as it is, and is neither markup, link, mention nor HTML.
std::string markdown_text(std::string_view value);
// The same as code.
std::string markdown_code(std::string_view value);
// A text of several lines as a block of code that nothing in it can end.
std::string markdown_block(std::string_view text);

}  // namespace waymark
