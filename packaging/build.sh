#!/usr/bin/env bash
# Puts everything that is handed out into a folder: the Debian package, the files of the
# container, the lists of what is inside, and the sums.
#
#   packaging/build.sh VERSION OUT
#
# The same commit gives the same bytes, whenever and wherever it is built.
set -euo pipefail
cd "$(dirname "$0")/.."

version=$1 out=$(mkdir -p "$2" && cd "$2" && pwd)
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
arch=$(go env GOARCH)
case $version in
  v[0-9]*) number=${version#v} ;;
  [0-9]*.*) number=$version ;;
  *) number=0~$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d).$version ;;
esac
number=${number//-/+}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

package() {
  local root=$work/deb
  install -D bin/kith "$root/usr/bin/kith"
  install -D -m 644 packaging/kith.service "$root/usr/lib/systemd/system/kith.service"
  install -D -m 640 packaging/kith.env "$root/etc/kith/kith.env"
  mkdir -p "$root/etc/kith" "$root/usr/share/doc/kith" "$root/DEBIAN"
  cp -r blueprints "$root/etc/kith/"
  find "$root/etc/kith/blueprints" -name '*.go' -delete
  install -m 644 docs/operations.md "$root/usr/share/doc/kith/"
  install -m 755 packaging/debian/post* packaging/debian/prerm "$root/DEBIAN/"
  sed "s/@VERSION@/$number/; s/@ARCH@/$arch/" packaging/debian/control >"$root/DEBIAN/control"
  { cat packaging/debian/conffiles; (cd "$root" && find etc/kith/blueprints -type f | LC_ALL=C sort | sed "s,^,/,"); } >"$work/conffiles"
  mv "$work/conffiles" "$root/DEBIAN/conffiles"
  find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group -Zxz --build "$root" "$out/kith_${number}_$arch.deb" >/dev/null
}

container() {
  local root=$work/container
  mkdir -p "$root/data"
  cp packaging/Dockerfile packaging/compose.yaml bin/kith "$root/"
  cp -r blueprints "$root/"
  find "$root/blueprints" -name '*.go' -delete
  echo 'kith:x:65532:65532::/data:/' >"$root/passwd"
  cp "${KITH_CERTIFICATES:-/etc/ssl/certs/ca-certificates.crt}" "$root/"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$root" -cf - . | gzip -n >"$out/kith-container.tar.gz"
}

# What is inside, for whoever has to know when a part of it is found to be unsafe. The lists
# carry a number and a time of their own; those are taken off.
contents() {
  $CYCLONEDX mod -json -licenses -noserial -type application -output "$work/go.json" . 2>/dev/null
  (cd web && npm sbom --sbom-format cyclonedx --omit dev) >"$work/web.json"
  node packaging/steady.mjs "$work/go.json" >"$out/contents-program.json"
  node packaging/steady.mjs "$work/web.json" >"$out/contents-pages.json"
}

package
container
contents
cd "$out" && LC_ALL=C sha256sum -- *.deb *.gz *.json >SHA256SUMS
cat SHA256SUMS
