#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <variant>

#include "lang/ast/ast.hpp"

namespace waymark {

// What one file of a module says. That of a library may be the same for several compilations, so that only
// what is a module's own can be changed.
class ModuleFile {
 public:
  explicit ModuleFile(ast::File own) : file_{std::move(own)} {}
  explicit ModuleFile(std::shared_ptr<const ast::File> shared) : file_{std::move(shared)} {}

  const ast::File& operator*() const {
    const auto* own = std::get_if<ast::File>(&file_);
    return own ? *own : *std::get<Shared>(file_);
  }
  const ast::File* operator->() const { return &**this; }
  // Its index among the sources.
  std::uint32_t index() const { return (**this).file; }
  // Null where it is shared.
  ast::File* own() { return std::get_if<ast::File>(&file_); }

 private:
  using Shared = std::shared_ptr<const ast::File>;
  std::variant<ast::File, Shared> file_;
};

}  // namespace waymark
