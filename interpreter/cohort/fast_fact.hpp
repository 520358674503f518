#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "interpreter/columns/cell_layout.hpp"
#include "lang/model/model.hpp"

namespace waymark::cohort {

// How plain values of a fact are put into a batch.
struct PlainFact {
  const model::Fact* fact = nullptr;
  TypeKind kind = TypeKind::broken;
  bool is_kept = false;                  // for windows too
  bool goes_beyond = false;              // numbers between the last step and the next are plain too
  std::optional<std::uint32_t> column;   // none: no statement asks for it, it is only checked
  std::optional<columns::Domain> steps;  // of a number, within its bounds; nullopt: none is plain
  columns::ColumnLayout grid;
};

// The model must outlive it.
PlainFact plain_fact(const model::Model& model, model::FactId fact, const columns::Layout& layout);

// nullopt where none is called so.
std::optional<model::MemberIndex> member_called(const Type& type, std::string_view id);

}  // namespace waymark::cohort
