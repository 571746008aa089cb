#!/usr/bin/env bash
# Points unmodified third-party OKX clients at the simulated venue and prints what passes and what does not: ccxt and
# okx-api from npm, then, over TLS, ccxt and python-okx from PyPI.
# Usage: check.sh [SIMULATOR_BINARY]. Needs node, npm, python3-venv and the registries (or an earlier run's install); a
# part whose registry is out of reach says so and is left out.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
simulator=${1:-$root/build/release/bin/trading-simulator}
work=$root/build/client_check
mkdir -p "$work"

simulator_pid=
stop_simulator() {
    [ -z "$simulator_pid" ] && return
    kill "$simulator_pid" 2> /dev/null || true
    wait "$simulator_pid" 2> /dev/null || true
    simulator_pid=
}
trap stop_simulator EXIT

# Starts the venue on free ports and exports what it prints. $@: more options.
start_simulator() {
    stop_simulator
    : > "$work/simulator.log"
    "$simulator" --port 0 --admin-port 0 --http-port 0 --seed 7 --print-env "$@" > "$work/simulator.log" 2>&1 &
    simulator_pid=$!
    local deadline=$((SECONDS + 60))
    until grep -q '^API_PASSPHRASE=' "$work/simulator.log"; do
        kill -0 "$simulator_pid" 2> /dev/null || { cat "$work/simulator.log"; exit 2; }
        [ "$SECONDS" -lt "$deadline" ] || { echo "client_check: the simulator did not start"; exit 2; }
        read -r -t 0.2 < <(:) || true
    done
    while IFS='=' read -r name value; do export "$name=$value"; done < <(grep -E '^[A-Z_]+=' "$work/simulator.log")
}

install_npm() {
    [ -d "$work/node_modules/ccxt" ] && [ -d "$work/node_modules/okx-api" ] && return
    echo "client_check: installing ccxt and okx-api from npm into build/client_check"
    [ -f "$work/package.json" ] || echo '{"name":"client-check","private":true}' > "$work/package.json"
    npm install --prefix "$work" --no-audit --no-fund --loglevel=error ccxt okx-api > "$work/npm.log" 2>&1
}

install_python() {
    [ -f "$work/venv/ready" ] && return
    echo "client_check: installing ccxt and python-okx from PyPI into build/client_check/venv"
    /usr/bin/python3 -m venv "$work/venv" > "$work/pip.log" 2>&1 \
        && "$work/venv/bin/pip" install --quiet ccxt python-okx >> "$work/pip.log" 2>&1 \
        && touch "$work/venv/ready"
}

# A certificate for loopback whose authority only this venv trusts, since python-okx opens no socket without TLS.
make_certificate() {
    local tls=$work/tls bundle
    mkdir -p "$tls"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj '/CN=client-check' -keyout "$tls/authority.key" \
        -out "$tls/authority.pem" 2> /dev/null
    openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout "$tls/server.key" -out "$tls/server.csr" 2> /dev/null
    openssl x509 -req -days 2 -in "$tls/server.csr" -CA "$tls/authority.pem" -CAkey "$tls/authority.key" -CAcreateserial \
        -extfile <(echo 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out "$tls/server.pem" 2> /dev/null
    bundle=$("$work/venv/bin/python" -c 'import certifi; print(certifi.where())')
    [ -f "$tls/bundle.pem" ] || cp "$bundle" "$tls/bundle.pem"
    cat "$tls/bundle.pem" "$tls/authority.pem" > "$bundle"
    export SSL_CERT_FILE=$tls/authority.pem
}

ran=0
failed=0
if install_npm; then
    start_simulator
    CLIENT_MODULES="$work" node "$root/tests/client_check/main.js" || failed=1
    ran=1
else
    echo "client_check: npm's registry is out of reach (build/client_check/npm.log); its clients are left out"
fi
if install_python; then
    make_certificate
    start_simulator --certificate "$work/tls/server.pem" --private-key "$work/tls/server.key"
    "$work/venv/bin/python" -W ignore "$root/tests/client_check/python/main.py" || failed=1
    ran=1
else
    echo "client_check: PyPI is out of reach (build/client_check/pip.log); its clients are left out"
fi
[ "$ran" = 1 ] || exit 2
exit "$failed"
