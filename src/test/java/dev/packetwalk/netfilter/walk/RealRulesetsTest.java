package dev.packetwalk.netfilter.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The analysis on real rulesets, some of them with thousands of rules, where the collection is at hand. */
class RealRulesetsTest {
    private static final Path CORPUS = Path.of(System.getenv().getOrDefault("PACKETWALK_CORPUS", "../shared/corpus"));

    static Stream<Path> dumps() throws IOException {
        Path manifest = CORPUS.resolve("MANIFEST.tsv");
        return Files.exists(manifest)
                ? Files.readAllLines(manifest).stream()
                        .map(line -> line.split("\t", -1))
                        .filter(row -> row[5].equals("dump"))
                        .map(row -> CORPUS.resolve(row[0]))
                : Stream.of(Path.of("no corpus"));
    }

    @ParameterizedTest
    @MethodSource("dumps")
    void every_packet_gets_an_outcome_within_bounded_time(Path dump) throws IOException {
        Assumptions.assumeTrue(Files.exists(dump), "no corpus; name its directory in PACKETWALK_CORPUS");
        Ruleset ruleset = IptablesSave.parse(Files.readString(dump, StandardCharsets.ISO_8859_1))
                .value();

        List<Outcome> outcomes = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> Analysis.of(ruleset, new Budget(100_000)).arriving(PacketSet.fromNetwork()));

        assertThat(outcomes).isNotEmpty().noneMatch(outcome -> outcome.packets().isEmpty());
    }
}
