#!/usr/bin/env bash
# Runs clang-tidy on C++ files: those named, or those that differ from the main branch and the index.
# Usage: lint.sh BUILD_FOLDER [FILE...]
set -euo pipefail
build=$1
shift
files=("$@")
if [ ${#files[@]} -eq 0 ]; then
    mapfile -t files < <(git diff --name-only --diff-filter=d HEAD -- '*.cpp')
fi
if [ ${#files[@]} -eq 0 ]; then
    echo "lint: no C++ file differs from the last commit; name some: make lint FILES='common/base/decimal.cpp'"
    exit 0
fi
printf 'lint: %s\n' "${files[@]}"
clang-tidy-14 -p "$build" --quiet "${files[@]}"
