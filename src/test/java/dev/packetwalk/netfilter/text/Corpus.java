package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Ruleset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The collection of real dumps beside the project, or where PACKETWALK_CORPUS says. */
public final class Corpus {
    private Corpus() {}

    public static Optional<Path> directory() {
        String named = System.getenv("PACKETWALK_CORPUS");
        Path directory = named == null ? Path.of("../shared/corpus") : Path.of(named);
        return Files.isRegularFile(directory.resolve("MANIFEST.tsv")) ? Optional.of(directory) : Optional.empty();
    }

    public static void assumePresent() {
        Assumptions.assumeTrue(
                directory().isPresent(), "no corpus at ../shared/corpus; name its directory in PACKETWALK_CORPUS");
    }

    /** Files of one kind; a single file that does not exist when there is no corpus, so that its test is shown as skipped. */
    public static Stream<Path> files(String licence, String kind, Predicate<String> name) throws IOException {
        Optional<Path> directory = directory();
        if (directory.isEmpty()) {
            return Stream.of(Path.of("no corpus"));
        }
        return Files.readAllLines(directory.get().resolve("MANIFEST.tsv")).stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .filter(row ->
                        row[5].equals(kind) && (licence.isEmpty() || row[4].equals(licence)) && name.test(row[0]))
                .map(row -> directory.get().resolve(row[0]));
    }

    public static int rules(Ruleset ruleset) {
        return ruleset.tables().stream()
                .flatMap(table -> table.chains().stream())
                .mapToInt(chain -> chain.rules().size())
                .sum();
    }
}
