package dev.packetwalk.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which pages of the site have been seen, so that none is forgotten; the access table knows them all. */
final class Pages {
    private static final Path TABLE = Path.of("src/test/resources/web/access.txt");
    /** What is fetched by pages and programs, saved as a file, or leads on to a page at once. */
    private static final Pattern NO_PAGE =
            Pattern.compile("/api/.*|/resume/.*|/sign-in/provider|/account/download|/classes/.*/walks/.*"
                    + "|.*/(evidence|content|terminals|queue|joined|recording|rules)(/.*)?");

    private final Set<String> seen = new HashSet<>();

    /** Notes that a page has been seen. */
    void see(String address) {
        seen.add(URI.create(address).getPath());
    }

    /** The routes of pages that nobody has seen, in the order of the table. */
    List<String> unseen() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> line.startsWith("GET "))
                    .map(line -> line.substring("GET".length()).strip().replaceAll("\\s.*", ""))
                    .filter(route -> !NO_PAGE.matcher(route).matches())
                    .filter(route -> seen.stream().noneMatch(pattern(route).asMatchPredicate()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + TABLE, e);
        }
    }

    private static Pattern pattern(String route) {
        return Pattern.compile(route.replaceAll("\\{[^}]*}", "[^/]+"));
    }
}
