#!/usr/bin/env bash
# Makes docs/images/view.svg: runs a pipeline on a real terminal (tmux), takes what is on its screen, and converts that to SVG.
# Needs tmux and gzip. The picture shows what happened to be: look at it before it is committed.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build -v q -nologo -c Release src/Standpipe.Cli
dotnet build -v q -nologo -c Release eng/ScreenImage
tool=$PWD/artifacts/bin/Standpipe.Cli/release/Standpipe.Cli
work=$(mktemp -d)
server=standpipe-image-$$
trap 'tmux -L "$server" kill-server 2>/dev/null || true; rm -rf "$work"' EXIT
seq 1 60000000 >"$work/numbers.txt"
ln -s "$tool" "$work/standpipe"

tmux -L "$server" -f /dev/null new-session -d -x 110 -y 12 \
  "cd '$work' && exec env PATH=\"$work:\$PATH\" TERM=screen-256color LANG=C.UTF-8 PS1='\$ ' bash --norc --noprofile -i"
sleep 1
tmux -L "$server" send-keys clear Enter
sleep 0.5
tmux -L "$server" send-keys -l "standpipe run 'cat numbers.txt | gzip -9 | sha256sum'"
tmux -L "$server" send-keys Enter
for ((i = 0; i < 100; i++)); do   # long enough for sparklines and the time that is left
  sleep 0.2
  ((i > 45)) && tmux -L "$server" capture-pane -p | grep -q 'hint: ' && break
done
tmux -L "$server" capture-pane -p -e >"$work/screen"
grep -q BOTTLENECK "$work/screen" || { echo "the view did not come:"; cat "$work/screen"; exit 1; }
mkdir -p docs/images
artifacts/bin/ScreenImage/release/ScreenImage \
  "standpipe run on a terminal: cat, gzip and sha256sum side by side, with processor and blocked time, the pipes between them, and gzip named as the bottleneck" \
  <"$work/screen" >docs/images/view.svg
cat "$work/screen"
