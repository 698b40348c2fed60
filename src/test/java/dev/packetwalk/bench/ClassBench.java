package dev.packetwalk.bench;

import com.github.dockerjava.api.DockerClient;
import dev.packetwalk.bench.ClassLearner.Times;
import dev.packetwalk.lab.RunningLab;
import dev.packetwalk.sandbox.docker.EngineClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Jdbi;

/**
 * A class of {@value #LEARNERS} begins: all have joined by its code; at one moment all of them open the page of an exercise, ask for a
 * machine, open its terminal and the page's other channels, and wait for the prompt. Once with nothing warm, and once with as many
 * sandboxes reserved for the class. Meanwhile somebody else reads other pages.
 *
 * <p>Learners, reader and engine are on the same processors as the server, and count. The server has served {@value #BEFORE} learners
 * before, one by one, as one that has been started some time ago has.
 */
final class ClassBench {
    private static final int LEARNERS = 50;
    private static final int BEFORE = 30;
    private static final double COLD_GOAL_SECONDS = 6;
    private static final double RESERVED_GOAL_SECONDS = 1;
    private static final double PAGES_GOAL_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_AT_OTHERS = Duration.ofSeconds(2);
    private static final Duration READING = Duration.ofSeconds(10);
    private static final int START_IN_SECONDS = 50;

    private final RunningLab lab;
    private final DockerClient docker;
    private final Report report;
    private final int size;

    private ClassBench(RunningLab lab, DockerClient docker, Report report, int size) {
        this.lab = lab;
        this.docker = docker;
        this.report = report;
        this.size = size;
    }

    static void run(Report report) throws Exception {
        int size = Integer.getInteger("packetwalk.bench.boxes", LEARNERS);
        Map<String, String> room = Map.of(
                "PACKETWALK_SANDBOXES_WARM", "0",
                "PACKETWALK_SANDBOXES_MAXIMUM", Integer.toString(size + 2),
                "PACKETWALK_JOIN_PER_ADDRESS", "1000");
        try (RunningLab lab = RunningLab.start("bench-class", room);
                DockerClient docker = EngineClient.open()) {
            new ClassBench(lab, docker, report, size).measure();
        }
    }

    private void measure() throws Exception {
        report.figure("processors, learners", Runtime.getRuntime().availableProcessors() + ", " + size);
        report.figure("other pages, 25 a second", Reader.pages());
        serveSome(makeClass(0));
        measure("nothing warm", makeClass(0), COLD_GOAL_SECONDS);
        String reserving = makeClass(size);
        long start = System.nanoTime();
        awaitSandboxes("warm", size);
        report.figure(
                "reserved: all warm after",
                String.format(Locale.ROOT, "%.1f s, in the background", (System.nanoTime() - start) / 1e9));
        measure("reserved", reserving, RESERVED_GOAL_SECONDS);
    }

    /** In the lab's own database: what is measured is not how an instructor makes a class. Gives its code. */
    private String makeClass(int reserved) throws IOException {
        String code =
                "BENCH-" + UUID.randomUUID().toString().toUpperCase(Locale.ROOT).substring(0, 8);
        String password =
                Files.readString(lab.data().resolve("postgres.password")).strip();
        String port = Files.readAllLines(lab.data().resolve("postgres/postmaster.pid"))
                .get(3);
        Jdbi.create("jdbc:postgresql://127.0.0.1:" + port + "/packetwalk", "packetwalk", password)
                .useHandle(sql -> sql.execute(
                        "insert into class (code, name, lesson, starts_at, reserved, capacity) values (?, ?, ?, ?, ?, 1000)",
                        code,
                        code,
                        BusyLearner.LESSON,
                        Timestamp.from(Instant.now().plusSeconds(START_IN_SECONDS)),
                        reserved));
        return code;
    }

    private void serveSome(String code) throws Exception {
        for (int i = 0; i < BEFORE; i++) {
            try (ClassLearner learner = ClassLearner.join(lab.link(), "Early " + i, code)) {
                learner.begin(System.nanoTime());
                learner.leave();
            }
        }
        awaitSandboxes("claimed", 0);
        awaitSandboxes("ending", 0);
    }

    private void measure(String how, String code, double goalSeconds) throws Exception {
        List<ClassLearner> learners = new ArrayList<>();
        try {
            together(size, i -> {
                ClassLearner learner = ClassLearner.join(lab.link(), "Learner " + i, code);
                synchronized (learners) {
                    learners.add(learner);
                }
                return learner;
            });
            try (PageProber prober =
                    PageProber.start(lab.link(), learners.getFirst().cookies())) {
                String others = othersBusy();
                report.figure(how + ": pages before, beside nothing", prober.take());
                begin(how, learners, prober, others, goalSeconds);
            }
            report.figure(
                    how + ": beside it, two containers that sleep",
                    BarePairs.measure(docker, new CpuTimes(lab, docker), lab.containers()));
            for (ClassLearner learner : learners) {
                learner.leave();
            }
            awaitSandboxes("claimed", 0);
            awaitSandboxes("ending", 0);
        } finally {
            learners.forEach(ClassLearner::close);
        }
    }

    private void begin(String how, List<ClassLearner> learners, PageProber prober, String others, double goalSeconds)
            throws Exception {
        CpuTimes cpu = new CpuTimes(lab, docker);
        long available = availableMebibytes();
        Map<String, Double> before = cpu.now();
        long start = System.nanoTime();
        List<Times> times = together(learners.size(), i -> learners.get(i).begin(start));
        double seconds = (System.nanoTime() - start) / 1e9;
        Map<String, Double> after = cpu.now();
        // As long for both: how a page is felt by whoever reads while a class begins.
        Thread.sleep(Math.max(0, READING.toMillis() - (System.nanoTime() - start) / 1_000_000));
        Timings pages = prober.take();
        report.figure(how + ": load, others' share before", others);
        tell(how + ": joined", learners, ClassLearner::joined);
        tell(how + ": page", times, Times::page);
        tell(how + ": page with machine", times, Times::machine);
        tell(how + ": prompt", times, Times::prompt);
        report.atMost(
                "  all have a prompt",
                times.stream().mapToLong(Times::prompt).max().orElseThrow() / 1e9,
                goalSeconds,
                "s");
        report.figure(how + ": other pages, " + READING.toSeconds() + " s or until all have begun", pages);
        report.atMost("  p95", pages.millis(0.95), PAGES_GOAL_MILLIS, "ms");
        report.atMost("  that did not come", prober.failed(), 0, "");
        report.figure("  processor time of each learner", CpuTimes.each(before, after, learners.size()));
        report.figure("  processors busy meanwhile", busy(before, after, seconds));
        report.figure(
                "  memory of each learner, and server",
                (available - availableMebibytes()) / learners.size() + " MiB, " + lab.residentBytes() / 1024 / 1024
                        + " MiB");
    }

    private interface Doing<T> {
        T as(int learner) throws Exception;
    }

    /** All at one moment, each on a thread of its own. */
    private static <T> List<T> together(int count, Doing<T> doing) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(count);
        List<T> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int learner = i;
                all.add(() -> {
                    barrier.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    return doing.as(learner);
                });
            }
            for (Future<T> one : threads.invokeAll(all)) {
                done.add(one.get());
            }
        }
        return done;
    }

    private <T> void tell(String what, List<T> all, ToLongFunction<T> nanos) {
        Timings timings = new Timings(all.stream().mapToLong(nanos).toArray());
        report.figure(
                what,
                String.format(
                        Locale.ROOT,
                        "p50 %.2f s   p95 %.2f s   max %.2f s",
                        timings.millis(0.5) / 1000,
                        timings.millis(0.95) / 1000,
                        timings.millis(1) / 1000));
    }

    private void awaitSandboxes(String state, int count) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (lab.sandboxesByState().getOrDefault(state, 0) != count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("not " + count + " are " + state + ": " + lab.sandboxesByState());
            }
            Thread.sleep(200);
        }
    }

    /** How busy the machine is while nothing is measured: what others leave. */
    private String othersBusy() throws Exception {
        CpuTimes cpu = new CpuTimes(lab, docker);
        Map<String, Double> before = cpu.now();
        long start = System.nanoTime();
        Thread.sleep(LOOK_AT_OTHERS);
        String busy = busy(before, cpu.now(), (System.nanoTime() - start) / 1e9);
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0] + ", " + busy;
    }

    private static String busy(Map<String, Double> before, Map<String, Double> after, double seconds) {
        double used = after.getOrDefault("machine", 0.0) - before.getOrDefault("machine", 0.0);
        int processors = Runtime.getRuntime().availableProcessors();
        return String.format(Locale.ROOT, "%.0f %% of %d", used / 10 / seconds / processors, processors);
    }

    private static long availableMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/meminfo")).stream()
                .filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
