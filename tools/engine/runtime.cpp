#include <cstdint>

// What Debian's C library for WebAssembly refers to and does not have: the guard of the stack, and what ends
// with a thread. The engine has one thread, which ends with all of its memory.
extern "C" {
std::uintptr_t __stack_chk_guard = 0x57a9d1c3;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }
int __cxa_thread_atexit(void (*)(void*), void*, void*) { return 0; }
}
