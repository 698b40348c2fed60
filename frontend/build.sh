#!/bin/sh
# Builds the front end into target/classes; called by Maven. Does only what is left to do: packages are installed when the
# lock has changed, bundles are made when a source is newer than the last manifest.
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

manifest=../target/classes/META-INF/resources/assets/manifest.json
if [ -f "$manifest" ] && [ -z "$(find src package-lock.json tsconfig.json vite.config.ts -newer "$manifest" | head -n 1)" ]; then
    exit 0
fi
npm run --silent build
