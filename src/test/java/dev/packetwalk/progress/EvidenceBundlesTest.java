package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.QuotedRule;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.EvidenceBundles.Reading;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EvidenceBundlesTest {
    private static final ExerciseKey FIREWALL = new ExerciseKey("chains", "firewall");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.500Z");
    private static final String HOSTILE = "\0 <b>☃ \"\\u0000\" '); --\r\n𝄞";
    private static final ObjectMapper JSON = JournalJson.MAPPER;
    private static final RulesetSnapshot LAST = new RulesetSnapshot(8, HOSTILE, HOSTILE);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Database database = new Database(DATABASE.dataSource());
    private final Attempts attempts = new Attempts(database, () -> NOON);
    private final EvidenceBundles bundles = new EvidenceBundles(database, () -> NOON);
    private final SandboxId sandbox = SandboxId.random();
    private UUID ada = UUID.randomUUID();

    @BeforeEach
    void join() {
        ada = new Learners(database).join(new LearnerName("Ada")).learner();
    }

    @Test
    void a_bundle_holds_everything_and_comes_back_from_its_json_as_it_was() {
        EvidenceBundle bundle = bundles.of(attempt(), Map.of("packetwalk", "1.2", "sandbox", HOSTILE));

        assertThat(bundle.journal()).hasSize(4);
        assertThat(bundle.ruleset()).contains(LAST);
        assertThat(bundle.answers()).containsExactly(new GivenAnswer("ports", Map.of("port", HOSTILE), NOON));
        assertThat(bundle.grade()).isNotNull();
        assertThat(bundle.passedAt()).isEqualTo(NOON);
        assertThat(EvidenceBundles.read(EvidenceBundles.write(bundle))).isEqualTo(new Reading.Whole(bundle));
    }

    @Test
    void an_attempt_without_anything_has_a_bundle_too() {
        EvidenceBundle bundle = bundles.of(attempts.open(ada, FIREWALL), Map.of());
        assertThat(bundle.grade()).isNull();
        assertThat(EvidenceBundles.read(EvidenceBundles.write(bundle))).isEqualTo(new Reading.Whole(bundle));
    }

    @Test
    void another_layout_of_the_same_content_is_still_whole() {
        EvidenceBundle bundle = bundles.of(attempt(), Map.of());
        String json = EvidenceBundles.write(bundle).replaceAll("(?m)^ +", "\t\t");
        assertThat(EvidenceBundles.read(json)).isEqualTo(new Reading.Whole(bundle));
    }

    @Test
    void what_was_changed_is_refused_with_a_remedy() {
        String json = EvidenceBundles.write(bundles.of(attempt(), Map.of()));
        String forged = json.replace("\"FAILED\"", "\"PASSED\"");
        assertThat(forged).isNotEqualTo(json);
        assertThat(EvidenceBundles.read(forged))
                .isEqualTo(new Reading.Unreadable(
                        "bundle",
                        "was altered: it is not what sha256 says",
                        "export it again, and give it as it was exported"));
    }

    @Test
    void what_is_no_bundle_is_refused() {
        for (String text : List.of(
                "",
                "{",
                "[]",
                "null",
                "{\"format\": \"packetwalk-evidence 1\"}",
                "{\"format\": \"packetwalk-evidence 2\"}",
                "7")) {
            assertThat(EvidenceBundles.read(text)).as(text).isInstanceOf(Reading.Unreadable.class);
        }
    }

    @Test
    void what_is_no_json_is_refused_with_the_line_and_the_column() {
        String json = EvidenceBundles.write(bundles.of(attempt(), Map.of()));
        assertThat(unreadable(json.substring(0, json.length() / 2)).place()).matches("line [0-9]+, column [0-9]+");
        assertThat(unreadable(json + "{").message()).startsWith("not JSON: ");
        assertThat(unreadable("{\"format\": \"x\", \n \"format\": \"y\"}").message())
                .contains("Duplicate");
    }

    @Test
    void who_makes_the_checksum_too_gets_no_further_than_the_place_that_cannot_be() {
        Map<String, String> hostile = Map.of(
                "/learner", "7",
                "/exercise", "null",
                "/exercise/lesson", "null",
                "/startedAt", "\"+1000000000-12-31T23:59:59Z9\"",
                "/journal/0/event", "{\"kind\": \"flow\"}",
                "/journal/1/event", "{\"kind\": \"java.net.URL\"}",
                "/journal/1/number", "1",
                "/journal/2/at", "\"+1000000000-12-31T23:59:59Z\"",
                "/journal/0/number", "1e999999999",
                "/ruleset/iptablesSave", "[[]]");
        Map<String, String> more = Map.of(
                "/ruleset", "{\"generation\": 1, \"iptablesSave\": null, \"nftRuleset\": \"\"}",
                "/grade/gradedAt", "\"-1000000000-01-01T00:00:00Z\"",
                "/grade/checks/0/result/state", "null",
                "/answers", "7",
                "/madeAt", "\"yesterday\"");
        for (Map<String, String> changes : List.of(hostile, more)) {
            changes.forEach(
                    (place, json) -> assertThat(unreadable(signed(place, json)).place())
                            .as("%s: %s", place, json)
                            .startsWith("bundle." + place.substring(1).replaceAll("/.*", "")));
        }
        for (String list : List.of("/journal/0", "/answers/0", "/grade/checks/0", "/versions/packetwalk")) {
            assertThat(unreadable(signed(list, "null")).place()).as(list).startsWith("bundle");
        }
    }

    @Test
    void what_is_larger_or_deeper_than_a_bundle_is_refused_before_it_costs_anything() {
        ObjectNode bundle = bundle();
        ArrayNode journal = bundle.putArray("journal");
        for (int i = 0; i <= Journal.MOST_ENTRIES; i++) {
            journal.addObject()
                    .put("number", i)
                    .put("at", NOON.toString())
                    .putObject("event")
                    .put("kind", "gap");
        }
        assertThat(unreadable(signed(bundle)).place()).isEqualTo("bundle.journal[" + Journal.MOST_ENTRIES + "]");

        ObjectNode rules = bundle();
        ((ObjectNode) rules.get("ruleset")).put("iptablesSave", "x".repeat(Journal.LONGEST_RULESET));
        assertThat(unreadable(signed(rules)).place()).isEqualTo("bundle.ruleset");

        assertThat(unreadable("[".repeat(100_000)).message()).contains("nesting");
        assertThat(unreadable(" ".repeat((32 << 20) + 1)).message()).isEqualTo("longer than a bundle can be");
    }

    @Test
    void behind_a_gap_no_rules_are_known_until_they_are_seen_again() {
        Attempt attempt = attempt();
        try (Journals journals = new Journals(database, () -> NOON)) {
            journals.open(sandbox, attempt.learner());
        }
        assertThat(bundles.of(attempt, Map.of()).ruleset()).isEmpty();
    }

    private static Reading.Unreadable unreadable(String json) {
        assertThat(EvidenceBundles.read(json)).isInstanceOf(Reading.Unreadable.class);
        return (Reading.Unreadable) EvidenceBundles.read(json);
    }

    private ObjectNode bundle() {
        try {
            return (ObjectNode) JSON.readTree(EvidenceBundles.write(bundles.of(attempt(), Map.of())))
                    .get("bundle");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A bundle with something else in one place, and the checksum of that. */
    private String signed(String place, String json) {
        ObjectNode bundle = bundle();
        JsonPointer pointer = JsonPointer.compile(place);
        JsonNode parent = bundle.at(pointer.head());
        try {
            if (parent instanceof ArrayNode array) {
                array.set(pointer.last().getMatchingIndex(), JSON.readTree(json));
            } else {
                ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), JSON.readTree(json));
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return signed(bundle);
    }

    private static String signed(ObjectNode bundle) {
        ObjectNode whole = JSON.createObjectNode();
        whole.put("format", EvidenceBundles.FORMAT);
        whole.put("sha256", EvidenceBundles.checksum(bundle));
        whole.set("bundle", bundle);
        return whole.toString();
    }

    private Attempt attempt() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        try (Journals journals = new Journals(database, () -> NOON)) {
            Journal journal = journals.open(sandbox, ada);
            journals.keepWith(attempt, sandbox);
            journal.append(
                    NOON, new JournalEvent.RulesetBecame(new RulesetSnapshot(7, "*filter\nCOMMIT\n", ""), "nft"));
            journal.append(
                    NOON,
                    new JournalEvent.Probed(
                            new Probe("box", Probe.Protocol.TCP, "10.77.0.2", 80, Duration.ofMillis(150)),
                            new ProbeResult(ProbeResult.Answer.OPEN, "SYN-ACK", Duration.ofNanos(120_000)),
                            7));
            journal.append(NOON, new JournalEvent.RulesetBecame(LAST, "iptables"));
            journal.append(NOON, new JournalEvent.Answered("firewall", "ports", Map.of("port", HOSTILE), ""));
        }
        attempts.record(attempt, grade(CheckResult.State.PASSED), "");
        return attempts.record(attempt, grade(CheckResult.State.FAILED), "");
    }

    private static Grade grade(CheckResult.State state) {
        QuotedRule rule = new QuotedRule("filter", "INPUT", 2, "-A INPUT -j DROP", QuotedRule.Role.DECIDED);
        return new Grade("firewall", List.of(new CheckResult("a", "Check a", state, Reason.of("seen"), List.of(rule))));
    }
}
