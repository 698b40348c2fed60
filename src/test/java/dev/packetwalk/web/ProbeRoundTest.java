package dev.packetwalk.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.KeeperEvent;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeOutcome;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Segment;
import dev.packetwalk.sandbox.Trace;
import dev.packetwalk.sandbox.Watched;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rounds of probes that answer when the test says so. */
@Timeout(60)
class ProbeRoundTest {
    private static final Probe KNOCK =
            new Probe("internet", Probe.Protocol.TCP, "10.77.0.3", 22, Duration.ofSeconds(5));
    private static final RulesetSnapshot OLD = new RulesetSnapshot(7, "*filter\nCOMMIT\n", "");
    private static final RulesetSnapshot NEW = new RulesetSnapshot(8, "*filter\nCOMMIT\n", "");

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final Journals journals = new Journals(new Database(DATABASE.dataSource()));
    private final Journal journal = journals.open(SandboxId.random(), UUID.randomUUID());
    private final SlowKeeper keeper = new SlowKeeper();
    private final ProbeRound round = new ProbeRound(keeper, journal, InstantSource.system());

    @AfterEach
    void stop() {
        round.close();
        journals.close();
    }

    @Test
    void an_answer_counts_under_the_rules_that_it_was_given_by() throws Exception {
        round.send(List.of(KNOCK), OLD);
        keeper.next().complete(outcome(ProbeResult.Answer.OPEN, 7));
        round.awaitAll();
        assertThat(round.answers(OLD)).containsExactly(entry(ProbeResult.Answer.OPEN, 7));
        assertThat(round.answers(NEW)).isEmpty();
        assertThat(round.sawOtherRules(OLD)).isFalse();
    }

    @Test
    void an_answer_behind_a_change_of_rules_counts_for_neither() throws Exception {
        round.send(List.of(KNOCK), OLD);
        keeper.next().complete(outcome(ProbeResult.Answer.OPEN, 8));
        round.awaitAll();
        assertThat(round.answers(OLD)).isEmpty();
        assertThat(round.answers(NEW)).isEmpty();
        assertThat(round.sawOtherRules(OLD)).isTrue();
    }

    @Test
    void nobody_waits_for_probes_under_rules_that_are_no_more() throws Exception {
        round.send(List.of(KNOCK), OLD);
        CompletableFuture<ProbeOutcome> silent = keeper.next();
        round.superseded(7);
        assertThat(round.awaitFirst()).as("those are its own rules").isFalse();
        round.superseded(8);
        round.awaitAll();
        assertThat(silent).isNotDone();
    }

    @Test
    void a_late_answer_of_an_earlier_round_takes_nothing_from_a_later_one() throws Exception {
        round.send(List.of(KNOCK), OLD);
        CompletableFuture<ProbeOutcome> late = keeper.next();
        round.superseded(8);
        round.forget();
        round.send(List.of(KNOCK), NEW);
        keeper.next().complete(outcome(ProbeResult.Answer.OPEN, 8));
        round.awaitAll();
        late.complete(outcome(ProbeResult.Answer.FILTERED, 8));
        await().until(() -> journal.entries().stream()
                        .filter(entry -> entry.event() instanceof JournalEvent.Probed)
                        .count()
                == 2);

        assertThat(round.answers(NEW)).containsExactly(entry(ProbeResult.Answer.OPEN, 8));
        assertThat(round.sawOtherRules(NEW)).isFalse();
    }

    private static Map.Entry<Probe, Evidence.Answered> entry(ProbeResult.Answer answer, long generation) {
        return Map.entry(
                KNOCK, new Evidence.Answered(outcome(answer, generation).result(), generation));
    }

    private static ProbeOutcome outcome(ProbeResult.Answer answer, long generation) {
        return new ProbeOutcome(new ProbeResult(answer, "as the test says", Duration.ofMillis(1)), generation);
    }

    /** A keeper of which only probes are asked. */
    private static final class SlowKeeper implements Keeper {
        private final BlockingQueue<CompletableFuture<ProbeOutcome>> asked = new LinkedBlockingQueue<>();

        CompletableFuture<ProbeOutcome> next() throws InterruptedException {
            CompletableFuture<ProbeOutcome> next = asked.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("a probe that was sent").isNotNull();
            return next;
        }

        @Override
        public ProbeOutcome send(Probe probe) {
            CompletableFuture<ProbeOutcome> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer.join();
        }

        @Override
        public ProbeResult probe(Probe probe) {
            return send(probe).result();
        }

        @Override
        public RulesetSnapshot ruleset() throws IOException {
            throw new IOException("nobody asks for rules here");
        }

        @Override
        public String flows() throws IOException {
            throw new IOException("nobody asks for flows here");
        }

        @Override
        public Trace trace(Probe probe, Segment segment) throws IOException {
            throw new IOException("nobody asks for a trace here");
        }

        @Override
        public long watch(PacketFilter filter) throws IOException {
            throw new IOException("nobody watches here");
        }

        @Override
        public Watched watched(long watch) throws IOException {
            throw new IOException("nobody watches here");
        }

        @Override
        public Watched unwatch(long watch) throws IOException {
            throw new IOException("nobody watches here");
        }

        @Override
        public long generation() throws IOException {
            throw new IOException("the answer to a probe brings it");
        }

        @Override
        public Subscription listen(Consumer<KeeperEvent> listener) {
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
