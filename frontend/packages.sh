#!/bin/sh
# Installs the packages that the lock names, unless they are there already.
set -eu
cd "$(dirname "$0")"

command -v npm >/dev/null || {
    echo 'npm is not installed. Install Node.js 20.19 or newer (package nodejs, npm), or build with -Dfrontend.skip=true.' >&2
    exit 1
}

installed=node_modules/.installed-lock.json
if ! cmp -s package-lock.json "$installed"; then
    npm ci --no-audit --no-fund
    cp package-lock.json "$installed"
fi
