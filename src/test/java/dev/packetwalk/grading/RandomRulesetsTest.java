package dev.packetwalk.grading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random rulesets of a small language, graded and compared with walking one packet of each kind that the language can tell
 * apart, one after the other, by the plainest means.
 */
class RandomRulesetsTest {
    private static final int RULESETS = 150;
    private static final List<String> INTERFACES = List.of("lo", "eth0", "eth7");
    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp");
    private static final List<String> STATES = List.of("INVALID", "NEW", "RELATED", "ESTABLISHED");
    private static final List<Integer> PORTS = List.of(22, 80);

    private record Sample(String in, String protocol, int port, String state) {}

    private record Rule(String chain, List<String> text, List<Predicate<Sample>> conditions, String target) {
        boolean matches(Sample packet) {
            return conditions.stream().allMatch(condition -> condition.test(packet));
        }

        @Override
        public String toString() {
            return "-A " + chain + text.stream().map(t -> " " + t).collect(Collectors.joining()) + " -j " + target;
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20261122, 77})
    void the_grade_is_what_walking_every_kind_of_packet_says(long seed) {
        Random random = new Random(seed);
        int passed = 0;
        for (int i = 0; i < RULESETS; i++) {
            List<Rule> rules = rules(random);
            boolean policyDrops = random.nextInt(3) == 0;
            String save = save(rules, policyDrops);
            Grade grade = MinimalFirewall.grade(save, "");
            assertThat(failed(grade))
                    .as("seed %d, ruleset %d:%n%s", seed, i, save)
                    .isEqualTo(expected(rules, policyDrops));
            passed += grade.passed() ? 1 : 0;
        }
        assertThat(passed).as("some rulesets of seed %d must be right", seed).isPositive();
    }

    /** The verdict checks that do not pass. */
    private static Set<String> failed(Grade grade) {
        return grade.results().stream()
                .filter(result -> result.state() != State.PASSED)
                .map(CheckResult::check)
                .filter(check -> !check.equals("accepts-first"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> expected(List<Rule> rules, boolean policyDrops) {
        Set<String> failed = new TreeSet<>();
        for (Sample packet : samples()) {
            String verdict = walk(rules, "INPUT", packet, policyDrops ? "DROP" : "ACCEPT");
            boolean reply =
                    packet.state().equals("ESTABLISHED") || packet.state().equals("RELATED");
            if (packet.in().equals("lo")) {
                if (!packet.state().equals("INVALID") && !verdict.equals("ACCEPT")) {
                    failed.add("loopback-in");
                }
            } else if (reply && !verdict.equals("ACCEPT")) {
                failed.add("replies-in");
            } else if (!reply && !verdict.equals("DROP")) {
                failed.add("rest-dropped");
            }
        }
        return failed;
    }

    private static String walk(List<Rule> rules, String chain, Sample packet, String atTheEnd) {
        for (Rule rule : rules) {
            if (rule.chain().equals(chain) && rule.matches(packet)) {
                if (rule.target().equals("RETURN")) {
                    return atTheEnd;
                }
                String verdict = rule.target().equals("SUB") ? walk(rules, "SUB", packet, "CONTINUE") : rule.target();
                if (!verdict.equals("CONTINUE")) {
                    return verdict;
                }
            }
        }
        return atTheEnd;
    }

    private static List<Sample> samples() {
        List<Sample> samples = new ArrayList<>();
        for (String in : INTERFACES) {
            for (String state : STATES) {
                samples.add(new Sample(in, "gre", 0, state));
                samples.add(new Sample(in, "icmp", 0, state));
                for (String protocol : List.of("tcp", "udp")) {
                    for (int port : List.of(22, 80, 4000)) {
                        samples.add(new Sample(in, protocol, port, state));
                    }
                }
            }
        }
        return samples;
    }

    /** Mostly variations of a right firewall, so that right ones occur. */
    private static List<Rule> rules(Random random) {
        List<Rule> rules = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            rules.add(rule(random, "INPUT"));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            rules.add(rule(random, "SUB"));
        }
        if (random.nextBoolean()) {
            int at = random.nextInt(count + 1);
            rules.add(at, new Rule("INPUT", List.of("-i lo"), List.of(p -> p.in().equals("lo")), "ACCEPT"));
            rules.add(
                    at + random.nextInt(2),
                    new Rule(
                            "INPUT",
                            List.of("-m conntrack --ctstate RELATED,ESTABLISHED"),
                            List.of(p ->
                                    p.state().equals("RELATED") || p.state().equals("ESTABLISHED")),
                            "ACCEPT"));
        }
        return rules;
    }

    private static Rule rule(Random random, String chain) {
        List<String> text = new ArrayList<>();
        List<Predicate<Sample>> conditions = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            String in = INTERFACES.get(random.nextInt(2));
            boolean not = random.nextBoolean();
            text.add((not ? "! " : "") + "-i " + in);
            conditions.add(p -> p.in().equals(in) != not);
        }
        if (random.nextInt(3) == 0) {
            String protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
            text.add("-p " + protocol);
            conditions.add(p -> p.protocol().equals(protocol));
            if (!protocol.equals("icmp") && random.nextBoolean()) {
                int port = PORTS.get(random.nextInt(PORTS.size()));
                boolean not = random.nextInt(4) == 0;
                text.add("-m " + protocol + (not ? " !" : "") + " --dport " + port);
                conditions.add(p -> (p.port() == port) != not);
            }
        }
        if (random.nextInt(2) == 0) {
            Set<String> states =
                    STATES.stream().filter(s -> random.nextBoolean()).collect(Collectors.toCollection(TreeSet::new));
            if (!states.isEmpty()) {
                boolean not = random.nextInt(3) == 0;
                text.add("-m conntrack" + (not ? " !" : "") + " --ctstate " + String.join(",", states));
                conditions.add(p -> states.contains(p.state()) != not);
            }
        }
        List<String> targets = chain.equals("SUB")
                ? List.of("ACCEPT", "DROP", "RETURN")
                : List.of("ACCEPT", "DROP", "DROP", "REJECT", "RETURN", "SUB");
        return new Rule(chain, text, conditions, targets.get(random.nextInt(targets.size())));
    }

    private static String save(List<Rule> rules, boolean policyDrops) {
        return "*filter\n:INPUT " + (policyDrops ? "DROP" : "ACCEPT")
                + " [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n:SUB - [0:0]\n"
                + rules.stream().map(rule -> rule + "\n").collect(Collectors.joining())
                + "COMMIT\n";
    }
}
