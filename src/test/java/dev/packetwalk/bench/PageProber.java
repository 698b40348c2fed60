package dev.packetwalk.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Looks at a {@link Reader}, which goes before everything else on this machine where we may say so, as the program of somebody at
 * another computer does: what it waits for is the server.
 */
final class PageProber implements AutoCloseable {
    /** Its own session, whose niceness is that of the group where the kernel groups by session. */
    private static final String EARLY =
            "{ echo -20 >/proc/self/autogroup; renice -n -20 $$; } >/dev/null 2>&1; exec \"$@\"";

    private final Process reader;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Long> nanos = new ArrayList<>();
    private int failed;

    private PageProber(Process reader) {
        this.reader = reader;
    }

    /** Begins; as the learner with these cookies. */
    static PageProber start(URI lab, Map<String, String> cookies) throws IOException {
        List<String> command = List.of(
                "setsid",
                "bash",
                "-c",
                EARLY,
                "reader",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:CompileThresholdScaling=0.05",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName());
        Process reader =
                new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
        PageProber prober = new PageProber(reader);
        Thread.ofVirtual().name("page-prober").start(prober::listen);
        String jar = cookies.entrySet().stream()
                .map(one -> one.getKey() + "=" + one.getValue())
                .collect(Collectors.joining("; "));
        reader.getOutputStream().write((lab + "\n" + jar + "\n").getBytes(StandardCharsets.UTF_8));
        reader.getOutputStream().flush();
        return prober;
    }

    private void listen() {
        try (BufferedReader lines = reader.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                note(Long.parseLong(line.substring(0, space)), Boolean.parseBoolean(line.substring(space + 1)));
            }
        } catch (IOException e) {
            // It has ended: nothing is heard of it any more.
            System.err.println("the reader of pages: " + e.getMessage());
        }
    }

    private void note(long took, boolean fine) {
        lock.lock();
        try {
            nanos.add(took);
            failed += fine ? 0 : 1;
        } finally {
            lock.unlock();
        }
    }

    /** What was seen since the last time this was asked. */
    Timings take() {
        lock.lock();
        try {
            Timings timings =
                    new Timings(nanos.stream().mapToLong(Long::longValue).toArray());
            nanos.clear();
            return timings;
        } finally {
            lock.unlock();
        }
    }

    /** How many pages did not come, or were no page. */
    int failed() {
        lock.lock();
        try {
            return failed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        reader.destroy();
    }
}
