package dev.packetwalk.bench;

import com.github.dockerjava.api.DockerClient;
import dev.packetwalk.bench.BusyLearner.Change;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lab.RunningLab;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.docker.EngineClient;
import dev.packetwalk.web.Lessons;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * From the return of a learner's command to the tick in a real browser, on a really running server, while a class is busy; and
 * what one full grade takes.
 *
 * <p><b>Busy</b> is this: {@value #LEARNERS} learners have a terminal and the page of an exercise open, and each types a command that changes
 * the rules of their box every {@value #CLASS_SECONDS} s or so, all the time: a class in which nobody reads, thinks or talks. The second measurement
 * is harder: every {@value #HARD_SECONDS} s. Commands go through real terminals, and break a firewall that passes, or repair it. The boxes'
 * own work, the browser and this program are on the same processors as the server, and count.
 *
 * <p>Times begin when the learner's shell goes on behind the command, by its own look at the clock. A tick that was there before
 * that took no time. <i>Message</i>: a learner's program has received the new state over the page's channel. <i>Tick</i>: the document of
 * one learner's page in Chromium has changed; <i>shown</i>: the next frame with it is out.
 */
final class LiveBench {
    private static final int LEARNERS = 50;
    private static final int CLASS_SECONDS = 5;
    private static final int HARD_SECONDS = 2;
    private static final Duration EACH_MEASUREMENT =
            Duration.ofSeconds(Integer.getInteger("packetwalk.bench.seconds", 100));
    private static final Duration WATCHED_LEARNER = Duration.ofMillis(1_300);
    private static final Duration LET_IT_SETTLE = Duration.ofSeconds(5);
    private static final double GOAL_MILLIS = 100;
    private static final int SIDE_BY_SIDE = 4;
    private static final int GRADES = 500;
    private static final String RIGHT = """
            *filter
            :INPUT ACCEPT [0:0]
            :FORWARD ACCEPT [0:0]
            :OUTPUT ACCEPT [0:0]
            -A INPUT -i lo -j ACCEPT
            -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
            -A INPUT -j DROP
            COMMIT
            """;

    private LiveBench() {}

    static void run(Report report) throws Exception {
        measureGrade(report);
        int learners = Integer.getInteger("packetwalk.bench.boxes", LEARNERS);
        Map<String, String> room = Map.of(
                "PACKETWALK_SANDBOXES_MAXIMUM", Integer.toString(learners + 5), "PACKETWALK_JOIN_PER_ADDRESS", "1000");
        List<BusyLearner> busy = new ArrayList<>();
        try (RunningLab lab = RunningLab.start("bench-live", room);
                DockerClient docker = EngineClient.open()) {
            join(lab, learners, busy);
            BusyLearner watched = busy.getFirst();
            try (WatchedPage page = new WatchedPage(lab.link(), watched.client().cookies())) {
                LiveStages stages = new LiveStages(lab);
                CpuTimes cpu = new CpuTimes(lab, docker);
                for (int seconds : List.of(CLASS_SECONDS, HARD_SECONDS)) {
                    Thread.sleep(LET_IT_SETTLE);
                    stages.start();
                    measure(report, Duration.ofSeconds(seconds), busy, page, cpu);
                    stages.report(report);
                }
            }
        } finally {
            busy.forEach(BusyLearner::close);
        }
    }

    private static void measureGrade(Report report) throws Exception {
        Lessons lessons = Lessons.from(Path.of(System.getProperty("packetwalk.bench.labs", "labs")));
        Exercise exercise = lessons.exercise(BusyLearner.LESSON, BusyLearner.EXERCISE, new UUID(0, 1));
        Evidence evidence = Evidence.of(new RulesetSnapshot(1, RIGHT, ""));
        Timings.of(GRADES, _ -> Grader.grade(exercise, evidence));
        Timings grades = Timings.of(GRADES, _ -> Grader.grade(exercise, evidence));
        report.figure("a full grade", grades);
        report.atMost("  p50", grades.millis(0.5), 10, "ms");
    }

    private static void join(RunningLab lab, int learners, List<BusyLearner> busy) throws Exception {
        for (int i = 0; i < learners; i++) {
            busy.add(BusyLearner.join(lab.link(), "Learner " + i));
        }
        Semaphore room = new Semaphore(SIDE_BY_SIDE);
        together(busy, learner -> {
            room.acquire();
            try {
                learner.prepare();
                return true;
            } finally {
                room.release();
            }
        });
    }

    private interface Doing<T> {
        T with(BusyLearner learner) throws Exception;
    }

    private static <T> List<T> together(List<BusyLearner> learners, Doing<T> doing) throws Exception {
        List<T> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = learners.stream()
                    .map(learner -> threads.submit(() -> doing.with(learner)))
                    .toList();
            for (Future<T> one : all) {
                done.add(one.get());
            }
        }
        return done;
    }

    private static void measure(Report report, Duration each, List<BusyLearner> busy, WatchedPage page, CpuTimes cpu)
            throws Exception {
        Random random = new Random(each.toSeconds());
        String load = load();
        Map<String, Double> before = cpu.now();
        page.ticks();
        long start = BusyLearner.nowMicros();
        long end = start + EACH_MEASUREMENT.toNanos() / 1000;
        List<Change> seen;
        List<Change> changes = new ArrayList<>();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            List<BusyLearner> others = busy.subList(1, busy.size());
            Future<List<List<Change>>> theirs = beside.submit(() ->
                    together(others, learner -> learner.keepBusy(end, each, new Random(random.nextLong()))));
            // A browser's calls are all made by one thread: this one.
            seen = busy.getFirst().keepBusy(end, WATCHED_LEARNER, random, page::enter);
            theirs.get().forEach(changes::addAll);
        }
        changes.addAll(seen);
        double seconds = (BusyLearner.nowMicros() - start) / 1e6;
        Map<String, Double> after = cpu.now();
        report.figure("a change every " + each.toSeconds() + " s from each of", busy.size() + " learners");
        report.figure(
                "  changes, and a second",
                String.format(Locale.ROOT, "%d, %.1f", changes.size(), changes.size() / seconds));
        report.figure("  load before, processors busy meanwhile", load + ", " + share(before, after, seconds));
        report.figure("  processor time of each change", CpuTimes.each(before, after, changes.size()));
        tell(report, "message", changes, Change::told);
        List<WatchedPage.Tick> ticks = page.ticks();
        tell(report, "tick", seen, change -> at(change, ticks, WatchedPage.Tick::changedMicros));
        tell(report, "shown", seen, change -> at(change, ticks, WatchedPage.Tick::shownMicros));
    }

    private static OptionalLong at(Change change, List<WatchedPage.Tick> ticks, Function<WatchedPage.Tick, Long> when) {
        return WatchedPage.behind(change, ticks)
                .map(tick -> OptionalLong.of(when.apply(tick)))
                .orElse(OptionalLong.empty());
    }

    private static void tell(Report report, String what, List<Change> changes, Function<Change, OptionalLong> when) {
        for (boolean passes : new boolean[] {false, true}) {
            List<Change> those =
                    changes.stream().filter(change -> change.passes() == passes).toList();
            long[] nanos = those.stream()
                    .filter(change -> when.apply(change).isPresent())
                    .mapToLong(change -> Math.max(0, when.apply(change).getAsLong() - change.returned()) * 1000)
                    .toArray();
            Timings timings = new Timings(nanos);
            report.figure("  " + what + ": " + (passes ? "all checks pass" : "a check fails"), timings);
            report.atMost("    p95", timings.millis(0.95), GOAL_MILLIS, "ms");
            if (nanos.length < those.size()) {
                report.figure("    NEVER CAME", those.size() - nanos.length);
            }
        }
    }

    private static String load() throws Exception {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private static String share(Map<String, Double> before, Map<String, Double> after, double seconds) {
        double used = after.getOrDefault("machine", 0.0) - before.getOrDefault("machine", 0.0);
        int processors = Runtime.getRuntime().availableProcessors();
        return String.format(Locale.ROOT, "%.0f %% of %d", used / 10 / seconds / processors, processors);
    }
}
