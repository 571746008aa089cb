#!/usr/bin/env bash
# Points two unmodified third-party OKX clients from npm at the simulated venue and prints what passes and what does not.
# Usage: check.sh [SIMULATOR_BINARY]. Needs node, npm and access to the npm registry (or an earlier run's install).
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
simulator=${1:-$root/build/release/bin/trading-simulator}
work=$root/build/client_check
mkdir -p "$work"

if [ ! -d "$work/node_modules/ccxt" ] || [ ! -d "$work/node_modules/okx-api" ]; then
    echo "client_check: installing ccxt and okx-api from npm into build/client_check"
    [ -f "$work/package.json" ] || echo '{"name":"client-check","private":true}' > "$work/package.json"
    npm install --prefix "$work" --no-audit --no-fund --loglevel=error ccxt okx-api > "$work/npm.log" 2>&1 \
        || { tail -n 20 "$work/npm.log"; exit 2; }
fi

: > "$work/simulator.log"
"$simulator" --port 0 --admin-port 0 --http-port 0 --seed 7 --print-env > "$work/simulator.log" 2>&1 &
simulator_pid=$!
trap 'kill "$simulator_pid" 2> /dev/null || true; wait "$simulator_pid" 2> /dev/null || true' EXIT
deadline=$((SECONDS + 60))
until grep -q '^API_PASSPHRASE=' "$work/simulator.log"; do
    kill -0 "$simulator_pid" 2> /dev/null || { cat "$work/simulator.log"; exit 2; }
    [ "$SECONDS" -lt "$deadline" ] || { echo "client_check: the simulator did not start"; exit 2; }
    read -r -t 0.2 < <(:) || true
done
while IFS='=' read -r name value; do export "$name=$value"; done < <(grep -E '^[A-Z_]+=' "$work/simulator.log")

CLIENT_MODULES="$work" node "$root/tests/client_check/main.js"
