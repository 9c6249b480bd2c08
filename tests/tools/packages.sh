#!/usr/bin/env bash
# Installs what is missing from Debian's packages: `window` (build and show the app), `test` (its tests),
# `bench` (what is measured beside it).
set -euo pipefail
want=()
for set in "$@"; do
  case "$set" in
    window) want+=(build-essential pkg-config libwebkit2gtk-4.1-dev) ;;
    test) want+=(xvfb webkit2gtk-driver dbus-x11 fonts-noto-cjk libreoffice-calc python3 strace) ;;
    bench) want+=(hyperfine python3-uno python3-pip) ;;
    *) echo "packages.sh: unknown set $set" >&2; exit 2 ;;
  esac
done
missing=()
for p in "${want[@]}"; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
[ "${#missing[@]}" -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "これらを入れてください / please install: ${missing[*]}" >&2
  exit 1
fi
as_root=()
[ "$(id -u)" -eq 0 ] || as_root=(sudo)
echo "インストール中 / installing: ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
