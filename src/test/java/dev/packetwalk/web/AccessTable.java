package dev.packetwalk.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written down about who may what.
 *
 * @param lines one for each route
 */
record AccessTable(List<Line> lines) {
    static final Path FILE = Path.of("src/test/resources/web/access.txt");
    static final String EVERYBODY = "everybody";

    private static final Pattern LINE = Pattern.compile(
            "(?<method>[A-Z]+)\\s+(?<path>/\\S*)\\s+(?<who>[a-z,]+)(?:\\s+own\\s+(?<own>[A-Za-z]+(?:,[A-Za-z]+)*))?");
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}:]+)[^}]*}");
    private static final Set<String> WORDS =
            Set.of(EVERYBODY, Roles.LEARNER, Roles.GRADER, Roles.INSTRUCTOR, Roles.ADMINISTRATOR);

    static AccessTable read() {
        try {
            return new AccessTable(Files.readAllLines(FILE).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(AccessTable::line)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line line(String text) {
        Matcher parts = LINE.matcher(text);
        if (!parts.matches() || !WORDS.containsAll(List.of(parts.group("who").split(",")))) {
            throw new AssertionError(FILE + " has a line of another form: " + text);
        }
        return new Line(
                new Route(parts.group("method"), parts.group("path")),
                Set.of(parts.group("who").split(",")),
                parts.group("own") == null
                        ? List.of()
                        : List.of(parts.group("own").split(",")));
    }

    Optional<Line> of(Route route) {
        return lines.stream().filter(line -> line.route().equals(route)).findFirst();
    }

    /**
     * A route of the server.
     *
     * @param method of HTTP, or {@code SOCKET}
     * @param path with its parameters in braces, without their patterns
     */
    record Route(String method, String path) {
        static Route of(String method, String path) {
            String plain = PARAMETER.matcher(path).replaceAll("{$1}");
            return new Route(
                    method, plain.length() > 1 && plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
        }

        /** Whether it is for programs, which come with a token. */
        boolean isApi() {
            return path.startsWith("/api/");
        }

        boolean isSocket() {
            return method.equals("SOCKET");
        }

        List<String> parameters() {
            return PARAMETER.matcher(path).results().map(r -> r.group(1)).toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * What is said of a route.
     *
     * @param own the parameters that name what belongs to somebody; each may depend on those before it
     */
    record Line(Route route, Set<String> who, List<String> own) {
        boolean isForEverybody() {
            return who.contains(EVERYBODY);
        }

        /** Whether somebody with these roles may. */
        boolean admits(Set<String> roles) {
            return isForEverybody() || who.stream().anyMatch(roles::contains);
        }
    }
}
