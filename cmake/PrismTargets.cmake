# SPDX-License-Identifier: GPL-3.0-or-later
# How every target of this project is made: warnings, sanitizers, cache, one static library a folder.

find_program(PRISM_CCACHE ccache)
if(PRISM_CCACHE)
  # The sloppiness lets it keep what is compiled with precompiled headers.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${PRISM_CCACHE})
endif()

add_library(prism_options INTERFACE)
target_include_directories(prism_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(prism_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
                       -Woverloaded-virtual -Wno-missing-field-initializers)
target_compile_definitions(prism_options INTERFACE PRISM_VERSION="${PROJECT_VERSION}")
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 sees overlaps in std::string's operator+ that are not there (its bug 105651).
  target_compile_options(prism_options INTERFACE -Wno-restrict)
endif()
if(PRISM_WERROR)
  target_compile_options(prism_options INTERFACE -Werror)
endif()
if(PRISM_SANITIZE)
  add_compile_options(-fsanitize=${PRISM_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${PRISM_SANITIZE})
endif()
if(PRISM_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
  add_link_options(-fsanitize=address,undefined)
endif()

find_package(Threads REQUIRED)

# Torch compiles take more than a gigabyte each: never more of them at once than there are pairs of cores' memory.
set_property(GLOBAL PROPERTY JOB_POOLS torch=2)

# prism_library(NAME SOURCES a.cpp… LINK prism_base… [TORCH]): the static library of one folder.
# TORCH: its .cpp files may include Torch; its headers still must not unless their name ends in _torch.h.
function(prism_library name)
  cmake_parse_arguments(ARG "TORCH" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC prism_options Threads::Threads ${ARG_LINK})
  if(ARG_TORCH)
    target_link_libraries(${name} PUBLIC prism_torch)
    set_target_properties(${name} PROPERTIES JOB_POOL_COMPILE torch)
    prism_reuse_precompiled(${name} prism_precompiled_torch)
  endif()
endfunction()
