#!/usr/bin/env bash
# Takes what packaging/build.sh made apart, and starts what is in it.
#
#   packaging/check.sh OUT
set -euo pipefail
out=$(cd "$1" && pwd)
work=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$work"' EXIT

(cd "$out" && sha256sum --quiet --check SHA256SUMS)
dpkg-deb --extract "$out"/kith_*.deb "$work/deb"
dpkg-deb --info "$out"/kith_*.deb >/dev/null
if command -v systemd-analyze >/dev/null; then
  sed "s,/usr/bin/kith,$work/deb/usr/bin/kith,; /^User=/d; /^Group=/d" "$work/deb/usr/lib/systemd/system/kith.service" >"$work/kith.service"
  systemd-analyze verify "$work/kith.service"
fi

# The program of the package, with the blueprints and the settings of the package.
set -a
. "$work/deb/etc/kith/kith.env"
set +a
"$work/deb/usr/bin/kith" serve --borough wigan --data "$work/data" --blueprints "$work/deb/etc/kith/blueprints" \
  --addr 127.0.0.1:0 --addr-file "$work/addr" --log-level error &
pid=$!
for _ in $(seq 300); do
  [ -s "$work/addr" ] && curl --silent --fail --output /dev/null "http://$(cat "$work/addr")/readyz" && break
  kill -0 "$pid" || { echo "the packaged program ended" >&2; exit 1; }
  sleep 0.1
done
curl --silent --fail "http://$(cat "$work/addr")/readyz" >/dev/null
kill -TERM "$pid"
wait "$pid"
pid=

mkdir "$work/container"
tar -xzf "$out/kith-container.tar.gz" -C "$work/container"
cmp "$work/container/kith" "$work/deb/usr/bin/kith"
if ldd "$work/container/kith" >/dev/null 2>&1; then
  echo "the program needs libraries of the machine" >&2
  exit 1
fi
for list in "$out"/contents-*.json; do
  node -e 'const l = JSON.parse(require("fs").readFileSync(process.argv[1])); if (l.bomFormat !== "CycloneDX" || l.components.length < 4) process.exit(1)' "$list"
done
echo "The package unpacks, starts, answers and stops."
