// A short run spends a fifth of its time on asking for memory page by page. mimalloc can ask for large pages,
// and decides that when memory is taken for the first time, which the constructors of shared libraries do,
// before any of ours; but what `.preinit_array` names runs before them (System V ABI, "Initialization and
// Termination Functions"). What the environment says of it (MIMALLOC_LARGE_OS_PAGES) goes before.
#include <mimalloc.h>

static void ask_for_large_pages() { mi_option_set_enabled_default(mi_option_large_os_pages, true); }

[[gnu::section(".preinit_array"),
  gnu::used]] static void (*const before_constructors)() = ask_for_large_pages;
