# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this
# Images and application, built when their sources have changed. Read by ../packetwalk.

# Everything that the application is built from; equal digests mean equal applications.
source_digest() {
    (cd "$ROOT" && find pom.xml .mvn src/main frontend labs -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 \
        | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
}

maven() { (cd "$ROOT" && mvn -B "$@"); }

build_images() {
    local tags
    step "Images"
    "$ROOT/containers/build"
    tags=$("$ROOT/containers/build" --tags)
    PACKETWALK_BOX_IMAGE=$(sed -n 's/^box=//p' <<<"$tags")
    PACKETWALK_KEEPER_IMAGE=$(sed -n 's/^keeper=//p' <<<"$tags")
    export PACKETWALK_BOX_IMAGE PACKETWALK_KEEPER_IMAGE
}

# Whether a process of this machine runs that build: the server of another lab, perhaps, with data of its own.
in_use() {
    # The brackets keep grep from finding itself.
    grep -qsa "[${1:0:1}]${1:1}/" /proc/[0-9]*/cmdline
}

# Builds the application unless this very source was built before; prints nothing but progress. Sets APP.
build_application() {
    local digest old
    step "Application"
    digest=$(source_digest)
    APP=$CACHE/app/$digest
    if [ -f "$APP/quarkus-run.jar" ]; then
        say "    already built ($digest)"
        return
    fi
    run_logged "Building" "$DATA/log/build.log" maven -Dmaven.test.skip=true package
    rm -rf "$APP.new"
    mkdir -p "$APP.new"
    cp -r "$ROOT/target/quarkus-app/." "$APP.new/"
    cp -r "$ROOT/labs" "$APP.new/labs"
    rm -rf "$APP"
    mv "$APP.new" "$APP"
    # Older builds are of no more use, except to whoever runs one now.
    for old in "$CACHE"/app/*; do
        [ "$old" = "$APP" ] || in_use "$old" || rm -rf "$old"
    done
}

prepare() {
    step "Tools"
    find_jdk
    find_maven
    find_node
    find_engine
    build_images
    build_application
}
