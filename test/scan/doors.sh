#!/bin/bash
# Runs wapiti and sqlmap, where they are installed, against a demo of the program's own on this
# machine: KITH_WAPITI and KITH_SQLMAP name the programs. Each is bounded in time. What counts as
# found is an injection; what else wapiti says stands in its report, in $KITH_SCAN_OUT.
set -eu -o pipefail
cd "$(dirname "$0")/../.."

wapiti=${KITH_WAPITI:-wapiti} sqlmap=${KITH_SQLMAP:-sqlmap}
have() { command -v "$1" >/dev/null; }
have "$wapiti" || echo "wapiti is not installed (KITH_WAPITI names it): skipped"
have "$sqlmap" || echo "sqlmap is not installed (KITH_SQLMAP names it): skipped"
have "$wapiti" || have "$sqlmap" || exit 0
[ -x bin/kith ] || { echo "bin/kith is not there: make build" >&2; exit 1; }

work=$(mktemp -d)
out=${KITH_SCAN_OUT:-$work/reports}
mkdir -p "$out"
bin/kith demo --data "$work/data" --addr 127.0.0.1:0 --addr-file "$work/addr" --at 2020-04-21 --forms-minute 60000 --forms-burst 60000 >"$work/log" 2>&1 &
demo=$!
trap 'kill $demo 2>/dev/null || true; wait $demo 2>/dev/null || true; rm -rf "$work"' EXIT
for _ in $(seq 300); do [ -s "$work/addr" ] && break; sleep 1; done
[ -s "$work/addr" ] || { echo "the demo does not start" >&2; tail -5 "$work/log" >&2; exit 1; }
site=http://$(tr -d '\n' <"$work/addr")
own='Sec-Fetch-Site: same-origin'

# session ACCOUNT: the cookie of somebody who is signed in.
session() {
  curl -s -c - -o /dev/null -H "$own" -H "Origin: $site" --data-urlencode "email=$1@example.org" \
    --data-urlencode 'password=kith demo password' "$site/sign-in" | awk '$6 == "kith" { print "kith=" $7 }'
}
found=0

# crawl NAME [more flags]
crawl() {
  local name=$1
  shift
  "$wapiti" -u "$site/" --scope folder --flush-session --store-session "$work/$name" --max-scan-time 90 --max-attack-time 20 \
    -d 6 --max-links-per-page 60 --tasks 3 -m sql,timesql,xss,permanentxss,exec,file,crlf,redirect,csp,cookieflags,http_headers,csrf,methods,upload \
    -H "$own" --no-bugreport -x "$site/sign-out*" -x "$site/account/*" -x "$site/assets/*" -f json -o "$out/wapiti-$name.json" "$@" >"$out/wapiti-$name.txt" 2>&1 || true
  [ -s "$out/wapiti-$name.json" ] || { echo "wapiti, $name: no report; see $out/wapiti-$name.txt"; found=1; return; }
  local bad
  bad=$(grep -cE '"module": "(sql|timesql|xss|permanentxss|exec|file|crlf|redirect|upload)"' "$out/wapiti-$name.json" || true)
  echo "wapiti, $name: $bad injections; the report is $out/wapiti-$name.json"
  [ "$bad" = 0 ] || found=1
}

# probe NAME ADDRESS FIELDS [more flags]
probe() {
  local name=$1 address=$2 fields=$3
  shift 3
  timeout 300 "$sqlmap" --batch --level 2 --risk 1 --technique BEUS --threads 2 --timeout 15 --disable-coloring --flush-session --ignore-code 401 \
    --output-dir "$work/sqlmap" --headers "$own" -u "$site$address" -p "$fields" "$@" >"$out/sqlmap-$name.txt" 2>&1 || true
  if grep -qE 'is vulnerable|identified the following injection' "$out/sqlmap-$name.txt"; then
    echo "sqlmap, $name: injectable; see $out/sqlmap-$name.txt"
    found=1
  elif grep -q 'do not appear to be injectable' "$out/sqlmap-$name.txt"; then
    echo "sqlmap, $name: not injectable"
  else
    echo "sqlmap, $name: did not come to an end in its time; see $out/sqlmap-$name.txt"
  fi
}

if have "$wapiti"; then
  crawl anonymous
  crawl agent -s "$site/people" -s "$site/calls" --form-user agent@example.org --form-password 'kith demo password' \
    --form-url "$site/sign-in" -x "$site/sign-in*" -x "$site/demo/*"
fi
if have "$sqlmap"; then
  cookie=$(session coordination)
  token=$(curl -s -H "Cookie: $cookie" "$site/board" | grep -o '_csrf" value="[^"]*' | head -1 | cut -d'"' -f3)
  probe people /people/search terms --cookie "$cookie" --data "terms=smith&_csrf=$token"
  probe board '/board?view=all&hub=hapi' view,hub --cookie "$cookie"
  probe volunteers /volunteers/find terms --cookie "$cookie" --data "terms=smith&_csrf=$token"
  probe status /status reference,code --data 'reference=ABCD-123&code=123456'
  probe sign-in /sign-in email --data 'email=a@example.org&password=x'
fi
exit $found
