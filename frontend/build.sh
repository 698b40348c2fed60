#!/bin/sh
# Builds the front end into target/classes; called by Maven. Does only what is left to do: packages are installed when the
# lock has changed, bundles are made when a source is newer than the last manifest.
set -eu
cd "$(dirname "$0")"
./packages.sh

manifest=../target/classes/META-INF/resources/assets/manifest.json
if [ -f "$manifest" ] && [ -z "$(find src package-lock.json tsconfig.json vite.config.ts -newer "$manifest" | head -n 1)" ]; then
    exit 0
fi
npm run --silent build
