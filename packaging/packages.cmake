# What `cpack` makes. As Debian packages: the program with its pathways, the library, and what programs that embed the
# library are compiled with. As a tarball: the programs alone, with the libraries of which nothing static is to be had.
set(CPACK_PACKAGE_NAME waymark)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "The Waymark authors <waymark@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Language for clinical pathways")
set(CPACK_RESOURCE_FILE_LICENSE ${PROJECT_SOURCE_DIR}/LICENSE)
set(CPACK_STRIP_FILES ON)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_FILE_NAME waymark-${PROJECT_VERSION}-linux-x86_64)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
set(CPACK_DEBIAN_ENABLE_COMPONENT_DEPENDS OFF)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME waymark)
# Asked by `graph --format svg`, `page` and `doc --format pdf`; all else does without.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "graphviz, weasyprint")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libwaymark0)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libs)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libwaymark-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libwaymark0 (= ${PROJECT_VERSION})")

set(CPACK_COMPONENT_PROGRAM_DESCRIPTION
  "Checks pathways, runs them on the facts of a patient or of many, tests and proves them.
 With the pathway for diffuse alveolar hemorrhage and the standard library.")
set(CPACK_COMPONENT_LIBRARY_DESCRIPTION "The engine as a shared library with a C interface.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "Headers of the engine for C and C++, with examples.")

if(WAYMARK_PORTABLE)
  set(CPACK_COMPONENTS_ALL program libraries)
  set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
  set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
  set(CPACK_COMPONENT_INCLUDE_TOPLEVEL_DIRECTORY ON)
  # The solver has no archive, nor has cpp-httplib; the others are what these two need.
  set(WITHOUT_ARCHIVE libz3.so.4 libstdc++.so.6 libgcc_s.so.1)
  set(PROGRAMS waymark)
  if(WAYMARK_HAS_SERVICE)
    list(APPEND WITHOUT_ARCHIVE libcpp-httplib.so.0.11 libssl.so.3 libcrypto.so.3 libz.so.1 libbrotlicommon.so.1
         libbrotlidec.so.1 libbrotlienc.so.1)
    list(APPEND PROGRAMS waymark_with_service)
  endif()
  # An RPATH, which holds for the libraries of libraries too; a RUNPATH does not.
  set_target_properties(${PROGRAMS} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/waymark")
  foreach(PROGRAM ${PROGRAMS})
    target_link_options(${PROGRAM} PRIVATE -Wl,--disable-new-dtags)
  endforeach()
  foreach(LIBRARY ${WITHOUT_ARCHIVE})
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${LIBRARY} OUTPUT_VARIABLE FILE
      OUTPUT_STRIP_TRAILING_WHITESPACE)
    file(REAL_PATH ${FILE} FILE)
    install(FILES ${FILE} DESTINATION lib/waymark RENAME ${LIBRARY} COMPONENT libraries)
  endforeach()
else()
  set(CPACK_COMPONENTS_ALL program library development)
endif()
include(CPack)
