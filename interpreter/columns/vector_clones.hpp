#pragma once

// Put before a function: it is compiled for several generations of processors (those with AVX2, and those
// with AVX-512), and the one that fits is taken when the program starts: by what a processor can do, not by
// its name, as the levels of the x86-64 psABI say. Not under the sanitizers, which come too late for that
// choice.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define WAYMARK_VECTOR_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define WAYMARK_VECTOR_CLONES
#endif
