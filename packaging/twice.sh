#!/usr/bin/env bash
# Builds the last commit twice, in folders of different names, and compares every byte.
set -euo pipefail
cd "$(dirname "$0")/.."
commit=$(git rev-parse HEAD)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for place in one another/place; do
  git clone --quiet . "$work/$place"
  (cd "$work/$place" && git checkout --quiet "$commit" && make package VERSION="${commit:0:9}" >/dev/null)
done
diff "$work/one/dist/SHA256SUMS" "$work/another/place/dist/SHA256SUMS"
cat "$work/one/dist/SHA256SUMS"
echo "Both are the same, byte for byte."
