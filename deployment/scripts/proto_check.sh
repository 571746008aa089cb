#!/usr/bin/env bash
# Checks the contracts: style, comments, and that no change breaks what is already in use, on the wire or in JSON.
# Compares with the last commit of main that touched the contracts before the working tree (BASE=<commit> to choose).
# buf comes from npm (package @bufbuild/buf) into build/; without npm nothing can be checked, and that is said.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly BUF_VERSION=1.75.0
readonly TOOLS=build/proto-check
readonly BUF="$PWD/$TOOLS/node_modules/.bin/buf"

if [ "$("$BUF" --version 2>/dev/null || true)" != "$BUF_VERSION" ]; then
    if ! command -v npm > /dev/null; then
        echo "proto-check: SKIPPED, nothing was checked: npm is not installed (apt-get install npm), and buf comes from it." >&2
        exit 0
    fi
    echo "proto-check: installing @bufbuild/buf $BUF_VERSION into $TOOLS"
    mkdir -p "$TOOLS"
    npm install --silent --no-audit --no-fund --prefix "$TOOLS" "@bufbuild/buf@$BUF_VERSION"
fi

(cd proto && "$BUF" lint)
echo "proto-check: style and comments are in order"

# With uncommitted changes the last commit is what is in use; without, the one before it is.
if [ -z "${BASE:-}" ]; then
    branch=main
    git rev-parse --verify --quiet "$branch" > /dev/null || branch=HEAD
    if git diff --quiet "$branch" -- proto/trading; then
        BASE=$(git log --format=%H --skip=1 --max-count=1 "$branch" -- proto/trading)
    else
        BASE=$(git log --format=%H --max-count=1 "$branch" -- proto/trading)
    fi
fi
if [ -z "$BASE" ]; then
    echo "proto-check: no earlier version of the contracts to compare with"
    exit 0
fi

earlier=$(mktemp -d)
trap 'rm -rf "$earlier"' EXIT
git archive "$BASE" proto | tar -x -C "$earlier"
cp proto/buf.yaml "$earlier/proto/buf.yaml"
(cd proto && "$BUF" breaking --against "$earlier/proto")
echo "proto-check: nothing breaks what commit ${BASE:0:10} says"
