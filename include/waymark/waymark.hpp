#pragma once

// Waymark for C++20, over the C interface of waymark.h: values in, values out, nothing to free.

#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <waymark/waymark.h>

namespace waymark::api {

// A fault of the library, or no memory.
class Fault : public std::runtime_error {
 public:
  Fault() : std::runtime_error{"waymark: a fault of the library"} {}
};

enum class Status { fine = WAYMARK_FINE, answer_is_no = WAYMARK_ANSWER_IS_NO, unusable = WAYMARK_UNUSABLE };

// JSON, as the program prints it.
struct Answer {
  Status status = Status::fine;
  std::string document;
};

namespace detail {

struct FreeDocument {
  void operator()(char* document) const { waymark_free(document); }
};

// Calls `function(char**)` and takes its document over. Throws Fault.
template <typename Function>
Answer answer(Function function) {
  char* raw = nullptr;
  const auto status = function(&raw);
  const std::unique_ptr<char, FreeDocument> document{raw};
  if (status == WAYMARK_FAULT || !document) throw Fault{};
  return {static_cast<Status>(status), document.get()};
}

inline const char* or_null(const std::optional<std::string>& at) { return at ? at->c_str() : nullptr; }

}  // namespace detail

// A pathway without errors. It never changes: any number of threads may use it at the same time. All
// functions throw Fault where the library itself fails.
class Pathway {
 public:
  // The facts and parameters that it asks for.
  Answer inputs() const {
    return detail::answer([&](char** document) { return waymark_inputs(pathway_.get(), document); });
  }
  // `patient` is a JSON document. `at`: a moment or a date; none: the document's own, or the present moment.
  Answer evaluate(std::string_view patient, const std::optional<std::string>& at = std::nullopt) const {
    return detail::answer([&](char** document) {
      return waymark_evaluate(pathway_.get(), patient.data(), patient.size(), detail::or_null(at), document);
    });
  }
  // One patient a line, one answer a line.
  Answer evaluate_many(std::string_view patients, const std::optional<std::string>& at = std::nullopt) const {
    return detail::answer([&](char** document) {
      return waymark_evaluate_many(pathway_.get(), patients.data(), patients.size(), detail::or_null(at),
                                   document);
    });
  }
  // `id` names a statement or definition.
  Answer explain(std::string_view patient, const std::string& id,
                 const std::optional<std::string>& at = std::nullopt) const {
    return detail::answer([&](char** document) {
      return waymark_explain(pathway_.get(), patient.data(), patient.size(), detail::or_null(at), id.c_str(),
                             document);
    });
  }
  Answer needs(std::string_view patient, const std::optional<std::string>& at = std::nullopt) const {
    return detail::answer([&](char** document) {
      return waymark_needs(pathway_.get(), patient.data(), patient.size(), detail::or_null(at), document);
    });
  }

 private:
  friend struct Compiled compile(const std::map<std::string, std::string>& texts, const std::string& path);

  struct Free {
    void operator()(waymark_pathway* pathway) const { waymark_pathway_free(pathway); }
  };
  explicit Pathway(waymark_pathway* pathway) : pathway_{pathway} {}

  std::unique_ptr<waymark_pathway, Free> pathway_;
};

// The errors and warnings, and the pathway where there are no errors.
struct Compiled {
  std::optional<Pathway> pathway;
  Answer problems;
};

// Compiles the text at `path`, or all texts of the folder at `path`; `texts` are by their paths. Throws
// Fault.
inline Compiled compile(const std::map<std::string, std::string>& texts, const std::string& path) {
  struct Free {
    void operator()(waymark_texts* each) const { waymark_texts_free(each); }
  };
  const std::unique_ptr<waymark_texts, Free> handle{waymark_texts_new()};
  if (!handle) throw Fault{};
  for (const auto& [name, text] : texts) {
    if (waymark_texts_add(handle.get(), name.c_str(), text.data(), text.size()) != WAYMARK_FINE)
      throw Fault{};
  }
  waymark_pathway* pathway = nullptr;
  auto problems = detail::answer(
      [&](char** document) { return waymark_compile(handle.get(), path.c_str(), &pathway, document); });
  Compiled result{std::nullopt, std::move(problems)};
  if (pathway) result.pathway = Pathway{pathway};
  return result;
}

}  // namespace waymark::api
