# shellcheck shell=bash
# shellcheck disable=SC2154 # variables are shared with the script that reads this
# The command line tools: one JVM each, started from a shared archive of its classes. Read by ../packetwalk.

# tool COMMAND ARGUMENT...: output and exit status are the tool's own; what a build says goes to stderr.
tool() {
    {
        mkdir -p "$DATA/log"
        find_jdk >/dev/null
        APP=$CACHE/app/$(source_digest)
        if [ ! -f "$APP/quarkus-run.jar" ]; then
            find_maven
            find_node
            build_application
        fi
    } >&2
    PACKETWALK_LABS=${PACKETWALK_LABS:-$APP/labs} exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \
        -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$APP/tools.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off \
        -cp "$APP/app/*:$APP/lib/main/*" dev.packetwalk.cli.Main "$@"
}

# test_program CLASS ARGUMENT...: a program that lives among the tests; java_options may have been set for it.
test_program() {
    local class=$1 classpath=$ROOT/target/tests.classpath
    shift
    mkdir -p "$DATA/log"
    need_for_tests
    test_classes "$classpath"
    (cd "$ROOT" && exec "$JAVA_HOME/bin/java" "${java_options[@]}" -Xmx1g --enable-native-access=ALL-UNNAMED \
        -cp "target/test-classes:target/classes:$(cat "$classpath")" "$class" "$@")
}
