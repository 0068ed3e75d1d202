# SPDX-License-Identifier: GPL-3.0-or-later
# Precompiled headers: three for the whole project, each made once. The heavy libraries' headers cost up to 13 s a file
# without them. ccache keeps what was compiled with them under the sloppiness set in PrismTargets.cmake.

# prism_precompiled(NAME HEADERS <a>… LINK target…): an object library that holds the header for others to reuse.
function(prism_precompiled name)
  cmake_parse_arguments(ARG "" "" "HEADERS;LINK" ${ARGN})
  set(source ${PROJECT_BINARY_DIR}/precompiled/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// made by CMake: carries the precompiled header\n")
  add_library(${name} STATIC ${source})
  target_link_libraries(${name} PRIVATE prism_options Threads::Threads ${ARG_LINK})
  target_precompile_headers(${name} PRIVATE ${ARG_HEADERS})
  set_target_properties(${name} PROPERTIES AUTOMOC OFF)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${name} PRIVATE -fpch-preprocess)
  endif()
endfunction()

# Must be called after the target's options are set: GCC refuses a header made under others.
function(prism_reuse_precompiled target name)
  if(NOT PRISM_PCH OR NOT TARGET ${name})
    return()
  endif()
  target_precompile_headers(${target} REUSE_FROM ${name})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)
  endif()
endfunction()
