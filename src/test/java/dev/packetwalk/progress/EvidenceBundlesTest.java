package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;

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
        ada = ((Learners.Joining.Joined) new Learners(database).join(new LearnerName("Ada"), null)).learner();
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
                .isEqualTo(new Reading.Unreadable("the bundle is not what its checksum says", "export it again"));
    }

    @Test
    void what_is_no_bundle_is_refused() {
        for (String text : List.of("", "{", "[]", "null", "{\"format\": \"packetwalk-evidence 2\"}", "7")) {
            assertThat(EvidenceBundles.read(text)).as(text).isInstanceOf(Reading.Unreadable.class);
        }
    }

    private Attempt attempt() {
        Attempt attempt = attempts.open(ada, FIREWALL);
        try (Journals journals = new Journals(database, () -> NOON)) {
            Journal journal = journals.open(sandbox);
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
