package dev.packetwalk.netfilter.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Rule;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Random rules and packets: the walk says of each what the kernel does, hook by hook. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomCasesTest {
    private static final int CASES = Integer.getInteger("packetwalk.oracle.cases", 1_000);
    private static final long SEED = Long.getLong("packetwalk.seed", 20261122L);
    /** Rulesets drawn to learn what the generator can make. */
    private static final int SAMPLE = 3_000;

    private static final int MOST_RULESETS = 1_000;
    private static final int SHOWN = 3;

    private KernelBox box;

    @BeforeAll
    void start() throws Exception {
        box = new KernelBox();
    }

    @AfterAll
    void stop() throws Exception {
        box.close();
    }

    @Test
    void the_walk_says_of_random_packets_what_the_kernel_does_with_them() throws Exception {
        Findings findings = new Findings(box);

        for (long seed = SEED; findings.cases() < CASES; seed++) {
            findings.run(seed, RandomCases.PACKETS);
        }

        System.out.println("oracle: " + findings.cases() + " cases from seed " + SEED);
        assertThat(findings.disagreements())
                .as(() -> String.join("\n", reports(findings)))
                .isZero();
    }

    private static Iterable<String> reports(Findings findings) {
        try {
            return findings.reports(SHOWN);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void every_match_and_target_that_the_walk_knows_has_matched_a_packet() throws Exception {
        Findings findings = new Findings(box);
        Set<String> missing = known();

        for (long seed = SEED; !missing.isEmpty() && seed < SEED + MOST_RULESETS; seed++) {
            if (features(rules(seed)).stream().anyMatch(missing::contains)) {
                findings.run(seed, RandomCases.PACKETS);
                for (Rule rule : findings.matched()) {
                    missing.removeAll(Features.of(rule.text()));
                }
            }
        }

        System.out.println("oracle: " + known().size() + " features matched in " + findings.cases() + " cases");
        assertThat(missing).isEmpty();
        assertThat(findings.disagreements())
                .as(() -> String.join("\n", reports(findings)))
                .isZero();
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>();
        for (long seed = 0; seed < SAMPLE; seed++) {
            known.addAll(features(rules(seed)));
        }
        return known;
    }

    private static String rules(long seed) {
        Random random = new Random(seed);
        Family family = RandomCases.family(random);
        return new RandomRulesets(random, family).next();
    }

    private static Set<String> features(String rules) {
        Set<String> features = new TreeSet<>();
        rules.lines().filter(line -> line.startsWith("-A ")).map(Features::of).forEach(features::addAll);
        return features;
    }
}
