# The libraries of the engine, under the names that the other rooms link. Those of headers alone are found where Debian
# has them, which clang reads for every target; the others stand in WAYMARK_ENGINE_LIBRARIES.
set(WAYMARK_ENGINE_LIBRARIES "" CACHE PATH "The C libraries that tools/engine/libraries has built")
if(NOT EXISTS ${WAYMARK_ENGINE_LIBRARIES}/lib/libgmp.a)
  message(FATAL_ERROR "Build the engine with tools/engine/build, which builds its libraries first")
endif()

function(waymark_engine_library TARGET)
  add_library(${TARGET} INTERFACE IMPORTED)
  target_include_directories(${TARGET} SYSTEM INTERFACE ${WAYMARK_ENGINE_LIBRARIES}/include)
  foreach(ARCHIVE ${ARGN})
    target_link_libraries(${TARGET} INTERFACE ${WAYMARK_ENGINE_LIBRARIES}/lib/lib${ARCHIVE}.a)
  endforeach()
endfunction()

waymark_engine_library(PkgConfig::GMP gmp)
waymark_engine_library(PkgConfig::UTF8PROC utf8proc)
waymark_engine_library(taocpp::pegtl)
waymark_engine_library(nlohmann_json::nlohmann_json)
waymark_engine_library(fmt::fmt-header-only)
target_compile_definitions(fmt::fmt-header-only INTERFACE FMT_HEADER_ONLY=1)
set(WAYMARK_FMT fmt::fmt-header-only)
set(DECIMAL_LIBRARY ${WAYMARK_ENGINE_LIBRARIES}/lib/libbid.a)
set(DECIMAL_INCLUDE_DIR ${WAYMARK_ENGINE_LIBRARIES}/include)
