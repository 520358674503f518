#pragma once

// Put before a function: it is compiled for several generations of processors, and the one that fits is taken
// when the program starts. Not under the sanitizers, which come too late for that choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define WAYMARK_VECTOR_CLONES __attribute__((target_clones("default", "avx2", "arch=skylake-avx512")))
#else
#define WAYMARK_VECTOR_CLONES
#endif
