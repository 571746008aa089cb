# One set of compiler rules for every target: C++20, warnings are errors, hardened, identical results on every machine.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
# The same for programs and libraries, so that one precompiled header serves both.
add_compile_options(-fPIC -pthread)
add_link_options(-pthread)

# Binaries all land in one folder, so that scripts and people find them.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

# -g1 keeps function names and lines for crash reports without tripling the build's size.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")
# CMake's own default, "-g", is replaced; flags given on the command line stay.
if(CMAKE_CXX_FLAGS_DEBUG STREQUAL "-g")
    set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g")
endif()

add_library(trading_compiler INTERFACE)
target_include_directories(trading_compiler INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(trading_compiler INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wswitch-enum -Werror
    # Every member has an initialiser at its declaration, so designated initialisers may leave the rest out.
    -Wno-missing-field-initializers
    -fstack-protector-strong -D_GLIBCXX_ASSERTIONS
    # No silent fused multiply-add: x86 and ARM must give the same indicator values.
    -ffp-contract=off
)

set(TRADING_SANITIZER "" CACHE STRING "Sanitizers to build with, as for -fsanitize=")
if(TRADING_SANITIZER)
    add_compile_options(-fsanitize=${TRADING_SANITIZER} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${TRADING_SANITIZER})
endif()

# Only for `make simulate-mutants`: known mistakes in the cores, each behind a name (common/base/planted_defect.hpp).
option(TRADING_PLANTED_DEFECTS "Build the cores with planted defects" OFF)
if(TRADING_PLANTED_DEFECTS)
    target_compile_definitions(trading_compiler INTERFACE TRADING_PLANTED_DEFECTS)
endif()
