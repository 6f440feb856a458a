#!/usr/bin/env bash
# Gets a Chromium for the tests that look at HTML, where apt may install one. Does nothing when one is there, and says
# so when it cannot be had: those tests are skipped then and name this script.
set -uo pipefail

for path in "${MOORLINE_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  if [ -n "$path" ] && [ -x "$path" ]; then
    echo "Chromium is $path"
    exit 0
  fi
done

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
    echo 'no Chromium, and no rights to install one'
    exit 0
  fi
  as_root=(sudo -n)
fi
if ! command -v apt-get >/dev/null; then
  echo 'no Chromium, and no apt-get to install one'
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
{
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium
} >/dev/null 2>&1 || echo 'no Chromium: apt-get could not install it'
if [ -x /usr/bin/chromium ]; then echo 'Chromium is /usr/bin/chromium'; fi
