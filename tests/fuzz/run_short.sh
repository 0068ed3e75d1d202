#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets with clang and runs each for a while: run_short.sh [SECONDS=10] [TARGET...]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build/fuzz
seconds=${1:-10}
[ $# -gt 0 ] && shift
targets=${*:-"safetensors gguf npy zip pickle tokenizer dequantise textgrid packed"}

cd "$root"
[ -f "$build/build.ninja" ] || cmake --preset fuzz > /dev/null
names=""
for target in $targets; do names="$names fuzz_$target"; done
# shellcheck disable=SC2086
cmake --build --preset fuzz --target $names -- -j "${FUZZ_JOBS:-2}" | tail -n 1

shared=$root/../shared/data
[ -d "$shared" ] || shared=""
# shellcheck disable=SC2086
/usr/bin/python3 tests/fuzz/make_seeds.py "$root" "$build/seeds" $shared

failed=0
for target in $targets; do
  mkdir -p "$build/corpus/$target" "$build/findings"
  echo "== $target"
  # A reader may use 64 MiB beyond the bytes present; single allocations above 160 MiB are a finding, so is 10 s.
  if ! "$build/bin/fuzz/fuzz_$target" -max_total_time="$seconds" -max_len=65536 -timeout=10 -malloc_limit_mb=160 \
      -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/findings/$target-" \
      "$build/corpus/$target" "$build/seeds/$target" > "$build/findings/$target.log" 2>&1; then
    echo "   a finding: see $build/findings/$target.log"
    failed=1
  fi
  grep -E "number_of_executed_units|peak_rss_mb" "$build/findings/$target.log" || true
done
exit $failed
