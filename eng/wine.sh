# Sourced by scripts that run Windows programs: makes Wine ready, without a display and without debugging output.
# shellcheck shell=bash

wine_setup() { # FOLDER: makes a prefix there, unless WINEPREFIX names one; installs wine if it is missing
  if ! command -v wine >/dev/null || ! command -v wineboot >/dev/null; then
    echo "installing wine"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wine wine64; } \
      >"$1/install.log" 2>&1 || { tail -n 5 "$1/install.log"; echo "wine is missing and could not be installed"; return 1; }
  fi
  # Freeing the code of a dynamic method corrupts memory under Wine 8 if the runtime maps code twice.
  export WINEDEBUG=-all DOTNET_EnableWriteXorExecute=0
  unset DISPLAY WAYLAND_DISPLAY
  wine_own_prefix=
  if [ -z "${WINEPREFIX:-}" ]; then
    wine_own_prefix=1
    export WINEPREFIX=$1/prefix
    timeout 120 wineboot -i >/dev/null 2>&1 || { echo "wineboot failed"; return 1; }
  fi
}

wine_cleanup() { # ends what still runs in a prefix of our own
  [ -z "${wine_own_prefix:-}" ] || wineserver -k 2>/dev/null || true
}
