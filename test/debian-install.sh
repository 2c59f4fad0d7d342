#!/usr/bin/env bash
# Installs Debian packages where that can be done without asking anybody anything,
# and otherwise says what a person has to install.
#
#   test/debian-install.sh chromium
set -euo pipefail

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  as_root=(sudo -n)
fi

if ! command -v apt-get >/dev/null; then
  echo "Not installed: $*. This machine has no apt-get; install it by the machine's own package manager and run this again." >&2
  exit 1
fi
if ! "${as_root[@]}" true 2>/dev/null; then
  echo "Not installed: $*. Install it with: sudo apt-get install $*" >&2
  exit 1
fi

# apt runs apt-get without questions, waiting for another installation to end.
apt() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get -y -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null >&2
}

install() { apt install --no-install-recommends "$@"; }

echo "Installing $* with apt-get" >&2
apt update
# An installation that was broken off earlier stands in the way of every later one.
install "$@" || { apt --fix-broken install && install "$@"; } ||
  { echo "Not installed: $*. Mend apt-get's error above and run this again." >&2; exit 1; }
