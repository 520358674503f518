#include "tools/language_server/view.hpp"

#include "tools/language_server/file_uri.hpp"

namespace waymark::lsp {

std::string View::uri(std::uint32_t file) const {
  const auto path = snapshot_.path_of(file);
  const auto* document = documents_.find(path);
  return document ? document->uri : uri_of_path(path);
}

Json View::position(std::uint32_t file, std::size_t offset) const {
  const auto [line, column] = snapshot_.lines(file).position(offset, unit_);
  return {{"line", line}, {"character", column}};
}

Json View::range(Span span) const {
  return {{"start", position(span.file, span.begin)}, {"end", position(span.file, span.end)}};
}

Json View::location(Span span) const { return {{"uri", uri(span.file)}, {"range", range(span)}}; }

Json View::text_edit(Span span, const std::string& text) const {
  return {{"range", range(span)}, {"newText", text}};
}

std::optional<std::uint32_t> View::offset(std::uint32_t file, const Json* position) const {
  if (!position) return std::nullopt;
  const auto line = find_number(*position, {"line"}), column = find_number(*position, {"character"});
  if (!line || !column) return std::nullopt;
  return static_cast<std::uint32_t>(snapshot_.lines(file).offset({*line, *column}, unit_));
}

std::optional<Span> View::span(std::uint32_t file, const Json* range) const {
  if (!range) return std::nullopt;
  const auto begin = offset(file, find(*range, {"start"})), end = offset(file, find(*range, {"end"}));
  if (!begin || !end || *end < *begin) return std::nullopt;
  return Span{file, *begin, *end};
}

}  // namespace waymark::lsp
