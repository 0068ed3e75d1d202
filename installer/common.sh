# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by installer/run and installer/test: packages, build folder, parallelism.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build="${PRISM_BUILD_DIR:-$root/build/dev}"

# Packages of packages.txt (without those of sections named in $1, e.g. "tests and checks") that are not installed.
missing_packages() {
  local skip="$1" section="" line
  while IFS= read -r line; do
    case "$line" in
      "# "*) section="${line#\# }" ;;
      "") ;;
      *)
        [ "$section" = "$skip" ] && continue
        dpkg-query -W -f='${db:Status-Status}\n' "$line" 2>/dev/null | grep -qx installed || echo "$line"
        ;;
    esac
  done < "$root/installer/packages.txt"
}

install_packages() {
  local missing
  missing=$(missing_packages "${1:-}")
  [ -z "$missing" ] && return 0
  if ! command -v apt-get > /dev/null; then
    echo "This needs Debian 12 (apt-get is missing). Packages: $missing" >&2
    exit 1
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo > /dev/null; then
      echo "Packages are missing and neither root nor sudo is at hand: $missing" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  echo "Installing: $(echo $missing)"
  "${as_root[@]}" apt-get update -qq
  # shellcheck disable=SC2086 # one word a package
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
}

# A Torch compile takes up to 1.5 GB: no more jobs than memory carries.
jobs() {
  local cores memory
  cores=$(nproc)
  memory=$(awk '/MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
  [ "$memory" -lt 1 ] && memory=1
  echo $((cores < memory ? cores : memory))
}

# configure_and_build [cmake options…] -- [targets…]
configure_and_build() {
  local options=()
  while [ $# -gt 0 ] && [ "$1" != "--" ]; do options+=("$1"); shift; done
  [ $# -gt 0 ] && shift
  local log="$build/installer.log"
  mkdir -p "$build"
  if ! cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release "${options[@]}" > "$log" 2>&1; then
    cat "$log" >&2
    exit 1
  fi
  cmake --build "$build" --parallel "$(jobs)" ${1:+--target "$@"}
}
