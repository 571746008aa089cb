#!/usr/bin/env bash
# Runs every bench program, prints its table and writes its figures as JSON.
# Usage: bench.sh BINARIES FOLDER
set -euo pipefail
binaries=$1
folder=$2
mkdir -p "$folder"
commit=$(git rev-parse --short=12 HEAD 2> /dev/null || echo unknown)
machine=$(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2 | sed 's/^ //')
echo "machine: $machine, $(nproc) cores; commit: $commit"
for program in "$binaries"/trading_bench_*; do
    name=$(basename "$program")
    "$program" --benchmark_out="$folder/$name.json" --benchmark_out_format=json \
        --benchmark_context=commit="$commit" --benchmark_context=machine="$machine"
done
echo "figures: $folder/*.json"
