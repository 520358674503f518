#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "lang/compile.hpp"

// What the fuzz targets share. Nothing of the input touches a disk.
namespace waymark::fuzz {

// Prints the message and ends the process, so that the fuzzer keeps the input.
[[noreturn]] void fail(const std::string& message);
// Fails where there is a difference to tell.
void expect_none(const std::string& difference);

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// A text as one pathway, with the standard library beside it. Fails where a message cannot be shown, and
// where there are a model and an error, or neither.
std::unique_ptr<Compilation> compiled(std::string text);

// A pathway that has facts of every type and a note for each condition that it defines, compiled once.
Compilation& every_form();
// Compiles it again; nothing of the one before may be in use.
void renew_every_form();

}  // namespace waymark::fuzz
