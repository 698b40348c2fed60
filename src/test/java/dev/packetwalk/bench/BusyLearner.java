package dev.packetwalk.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packetwalk.lab.LabClient;
import dev.packetwalk.lab.LabTerminal;
import dev.packetwalk.sandbox.SandboxId;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A learner with a terminal and an open page, who breaks a firewall and repairs it again and again: types a command as a page's
 * terminal sends it, sees when its shell says that it returned, and hears on the page's own channel what the checks say.
 */
final class BusyLearner implements WebSocket.Listener, AutoCloseable {
    static final String LESSON = "iptables-following-a-packet";
    static final String EXERCISE = "minimal-firewall";
    static final String PAGE = "lessons/" + LESSON + "/" + EXERCISE;

    private static final String INSTALL =
            "apt-get update -q >/dev/null && apt-get install -y -q iptables >/dev/null 2>&1; ";
    private static final String BUILD = "iptables -A INPUT -i lo -j ACCEPT; "
            + "iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT; iptables -A INPUT -j DROP; ";
    private static final String BREAK = "iptables -I INPUT -j DROP";
    private static final String REPAIR = "iptables -D INPUT 1";
    private static final Duration PATIENCE_WITH_A_GRADE = Duration.ofSeconds(3);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LabClient client;
    private final SandboxId sandbox;
    private final LabTerminal terminal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final List<Told> told = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private int changes;

    /** When a page was told that all checks pass, or that one fails. */
    private record Told(long atMicros, boolean passed) {}

    /**
     * One command.
     *
     * @param passes whether the checks pass behind it; otherwise one fails
     * @param typed when it was sent off; times are in microseconds of the epoch
     * @param returned when its shell went on, by the shell's own look at the clock
     * @param told when the page's channel told the new state; empty if it did not within seconds
     */
    record Change(boolean passes, long typed, long returned, OptionalLong told) {}

    /** Types a line and Enter. */
    interface Typist {
        void enter(String line) throws Exception;
    }

    private BusyLearner(LabClient client) throws Exception {
        this.client = client;
        this.sandbox = client.startMachine(PAGE);
        this.terminal = client.terminal(sandbox, "t1");
        client.socket("sandboxes/" + sandbox + "/live?exercise=" + LESSON + "/" + EXERCISE, this);
    }

    /** Joins the lab and takes a machine. */
    static BusyLearner join(URI lab, String name) throws Exception {
        return new BusyLearner(new LabClient(lab).join(name));
    }

    LabClient client() {
        return client;
    }

    /** Installs the tool and builds the firewall; all checks pass behind this. */
    void prepare() throws Exception {
        terminal.await("# ");
        terminal.enter(INSTALL + BUILD + "echo rea''dy");
        terminal.await("ready");
    }

    /** Changes its rules until a time, as often as said, at irregular moments. */
    List<Change> keepBusy(long untilMicros, Duration each, Random random, Typist typist) throws Exception {
        List<Change> done = new ArrayList<>();
        long due = nowMicros() + random.nextLong(each.toNanos() / 1000);
        while (due < untilMicros) {
            TimeUnit.MICROSECONDS.sleep(Math.max(0, due - nowMicros()));
            done.add(change(typist));
            due += each.toNanos() / 1000 / 4 * 3 + random.nextLong(each.toNanos() / 2000);
        }
        return done;
    }

    List<Change> keepBusy(long untilMicros, Duration each, Random random) throws Exception {
        return keepBusy(untilMicros, each, random, terminal::enter);
    }

    private Change change(Typist typist) throws Exception {
        int number = changes++;
        boolean passes = number % 2 == 1;
        long typed = nowMicros();
        typist.enter((passes ? REPAIR : BREAK) + "; echo ret''urned " + number + " $EPOCHREALTIME");
        terminal.await("returned " + number + " ");
        long returned = Long.parseLong(terminal.await("\n").strip().replace(".", ""));
        return new Change(passes, typed, returned, awaitTold(typed, passes));
    }

    private OptionalLong awaitTold(long sinceMicros, boolean passes) throws InterruptedException {
        long left = PATIENCE_WITH_A_GRADE.toNanos();
        lock.lock();
        try {
            while (true) {
                for (Told one : told) {
                    if (one.atMicros > sinceMicros && one.passed == passes) {
                        told.clear();
                        return OptionalLong.of(one.atMicros);
                    }
                }
                if (left <= 0) {
                    return OptionalLong.empty();
                }
                left = news.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        long now = nowMicros();
        message.append(data);
        if (last) {
            hear(now, message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void hear(long atMicros, String text) {
        try {
            JsonNode graded = JSON.readTree(text);
            boolean passed = graded.path("passed").asBoolean();
            boolean fails = StreamSupport.stream(graded.path("checks").spliterator(), false)
                    .anyMatch(check -> check.path("state").asText().equals("failed"));
            if (passed || fails) {
                lock.lock();
                try {
                    told.add(new Told(atMicros, passed));
                    news.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the page was told something else than JSON: " + text, e);
        }
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    @Override
    public void close() {
        terminal.close();
        client.close();
    }
}
