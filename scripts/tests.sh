# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with the script that reads this
# Tests and measurements. Read by ../packetwalk.

need_for_tests() {
    local missing=() tool
    declare -A package=([iptables]=iptables [nft]=nftables [conntrack]=conntrack [ip]=iproute2 [dtach]=dtach
        [script]=bsdutils [shellcheck]=shellcheck [chromium]=chromium [curl]=curl)
    for tool in "${!package[@]}"; do
        [ "$tool" = chromium ] && [ -n "${PACKETWALK_CHROMIUM:-$(command -v google-chrome || true)}" ] && continue
        command -v "$tool" >/dev/null || [ -x "/usr/sbin/$tool" ] || missing+=("${package[$tool]}")
    done
    # Pages in Chinese need letters to be drawn with.
    [ -n "$(fc-list :lang=zh 2>/dev/null | head -n 1)" ] || missing+=(fontconfig fonts-wqy-zenhei)
    [ ${#missing[@]} -eq 0 ] || apt_install "${missing[*]}" "${missing[@]}"
    PACKETWALK_CHROMIUM=${PACKETWALK_CHROMIUM:-$(command -v chromium || command -v google-chrome || true)}
    export PACKETWALK_CHROMIUM PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
}

run_tests() {
    local groups=("$@") excluded='' included=''
    # Tests keep to themselves: their own data, and ports and containers that meet nobody else's.
    DATA=$ROOT/target/test-data
    mkdir -p "$DATA/log"
    need_for_tests
    prepare
    if [ ${#groups[@]} -gt 0 ]; then
        included=$(grep -vx unit < <(printf '%s\n' "${groups[@]}") | paste -sd, || true)
        [ -n "$included" ] || excluded=kernel,engine,browser
        [[ " ${groups[*]} " == *" unit "* && -n "$included" ]] && fail "run unit tests by themselves, or everything: ./packetwalk test"
    fi
    step "Scripts"
    (cd "$ROOT" && git ls-files -z | xargs -0 awk 'FNR == 1 && /^#!.*\/(env )?(ba)?sh/ { print FILENAME } { nextfile }' | xargs shellcheck -x --severity=warning)
    step "Front end"
    # The application may have been built elsewhere from this same source: the packages are then still to be installed.
    run_logged "Packages" "$DATA/log/packages.log" "$ROOT/frontend/packages.sh"
    (cd "$ROOT/frontend" && npm run --silent check)
    step "Formatting"
    maven -q spotless:check
    step "Tests"
    # A second try is reported as a flake, by name: these tests share two cores with a kernel, an engine and a browser.
    maven test -Dtests.excluded="$excluded" -Dtests.included="$included" -Dsurefire.rerunFailingTestsCount=1
}

# test_classes FILE: compiles the tests and writes their class path to the file.
test_classes() {
    step "Tools"
    find_jdk
    find_maven
    find_node
    run_logged "Compiling the tests" "$DATA/log/test-compile.log" \
        maven test-compile dependency:build-classpath -DincludeScope=test -Dmdep.outputFile="$1"
}

bench() {
    mkdir -p "$DATA/log"
    if [ "${1-}" = core ]; then
        step "Tools"
        find_jdk
        find_maven
        maven -q -Dfrontend.skip -Pjmh test-compile exec:exec@jmh
        return
    fi
    prepare
    # Lighthouse brings many packages, for this alone.
    if [ $# -eq 0 ] || [[ " $* " == *" pages "* ]]; then
        run_logged "Lighthouse" "$DATA/log/lighthouse.log" npm --prefix "$ROOT/frontend/measure" ci --no-audit --no-fund
    fi
    # What measures is on the same processors as what is measured: it compiles little, and collects without threads.
    local java_options=(-XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.05 -XX:+UseSerialGC)
    # Nor is what measures to wait for what is measured: where the kernel groups processes by session, this one's goes as early as the server's.
    { echo -15 >/proc/self/autogroup; } 2>/dev/null || true
    trap '{ echo 0 >/proc/self/autogroup; } 2>/dev/null || true' EXIT
    test_program dev.packetwalk.bench.Bench "$@"
}
