#pragma once

namespace waymark {

// std::visit(overloaded{...}, v): one function per alternative, all of them spelled out.
template <typename... Functions>
struct overloaded : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
overloaded(Functions...) -> overloaded<Functions...>;

}  // namespace waymark
