package dev.packetwalk.bench;

import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TerminalStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One busy box: a shell that changes its rules again and again and says when each command returned. */
final class LiveBox implements AutoCloseable {
    /** Passes the exercise; as the shell's printf wants it. */
    static final String RIGHT = "*filter\\n:INPUT DROP [0:0]\\n:FORWARD ACCEPT [0:0]\\n:OUTPUT ACCEPT [0:0]\\n"
            + "-A INPUT -i lo -j ACCEPT\\n-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT\\nCOMMIT\\n";

    private static final String WRONG = RIGHT.replace("-A INPUT -i lo", "-A INPUT -j DROP\\n-A INPUT -i lo");
    private static final Pattern RETURNED = Pattern.compile("returned (\\d+) (\\d+)\r?\n");

    private final TerminalStream terminal;
    private volatile String output = "";
    private final CountDownLatch installed = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final List<Heard> heard = new ArrayList<>();

    /** When a page was told that all checks pass, or that one fails. */
    private record Heard(long atMicros, boolean passed) {}

    LiveBox(Sandboxes sandboxes, Lease lease) throws IOException {
        terminal = sandboxes.attach(lease.id(), new TerminalName("t1"), TerminalSize.DEFAULT);
        Thread.ofVirtual().name("live-box").start(this::read);
    }

    void install(Duration limit) throws Exception {
        type("apt-get update -q >/dev/null; apt-get install -y -q iptables >/dev/null; echo insta''lled\n");
        awaitLatch(installed, limit);
    }

    /** Changes rules every two seconds or so, to right ones first and wrong ones after that. */
    void begin(int changes) throws IOException {
        type("right='" + RIGHT + "'; wrong='" + WRONG + "'; for i in $(seq 1 " + changes
                + "); do sleep $((1 + RANDOM % 2)).$((RANDOM % 9000 + 1000)); if ((i % 2)); then printf \"$right\"; else printf \"$wrong\"; fi"
                + " | iptables-restore; echo returned $i ${EPOCHREALTIME/./}; done; echo fini''shed\n");
    }

    void await(Duration limit) throws InterruptedException {
        awaitLatch(done, limit);
        // The last grade may take as long as its slowest probe.
        Thread.sleep(500);
    }

    private static void awaitLatch(CountDownLatch latch, Duration limit) throws InterruptedException {
        if (!latch.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("a box took longer than " + limit);
        }
    }

    void hear(boolean passed) {
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        synchronized (heard) {
            heard.add(new Heard(now, passed));
        }
    }

    /** For each command the time from its return to its grade, which may have been there sooner. */
    void collect(List<Long> passing, List<Long> failing) {
        List<Long> returns = new ArrayList<>();
        Matcher line = RETURNED.matcher(output);
        while (line.find()) {
            returns.add(Long.parseLong(line.group(2)));
        }
        synchronized (heard) {
            for (int i = 0; i < returns.size(); i++) {
                boolean passes = i % 2 == 0;
                long from = i == 0 ? 0 : returns.get(i - 1);
                long to = i + 1 < returns.size() ? returns.get(i + 1) : Long.MAX_VALUE;
                long returned = returns.get(i);
                heard.stream()
                        .filter(h -> h.atMicros > from && h.atMicros < to && h.passed == passes)
                        .findFirst()
                        .ifPresent(h -> (passes ? passing : failing).add(Math.max(0, h.atMicros - returned) * 1000));
            }
        }
    }

    private void type(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try {
            for (int n = terminal.read(buffer); n >= 0; n = terminal.read(buffer)) {
                String now = output + new String(buffer, 0, n, StandardCharsets.UTF_8);
                output = now;
                if (now.contains("installed")) {
                    installed.countDown();
                }
                if (now.contains("finished")) {
                    done.countDown();
                }
            }
        } catch (IOException e) {
            output = output + "\nbroken: " + e;
        }
    }

    @Override
    public void close() {
        terminal.close();
    }
}
