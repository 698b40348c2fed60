package dev.packetwalk.bench;

import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.LiveGrades;
import dev.packetwalk.web.LiveMessage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * From the return of a learner's command to the message with its grade, inside one server, while many boxes change their rules; and
 * what one full grade takes.
 */
final class LiveBench {
    private static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");
    private static final int BOXES = Integer.getInteger("packetwalk.bench.boxes", 50);
    private static final int CHANGES = Integer.getInteger("packetwalk.bench.changes", 60);
    private static final int SIDE_BY_SIDE = 4;
    private static final int GRADES = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private LiveBench() {}

    static void run(Report report) throws Exception {
        Path labs = Path.of(System.getProperty("packetwalk.bench.labs", "labs"));
        Lessons lessons = Lessons.from(labs);
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), new UUID(0, 1));
        measureGrade(report, exercise);
        try (BenchLab lab = BenchLab.running(0, BOXES + 2)) {
            Database database = lab.database();
            Journals journals = new Journals(database);
            Attempts attempts = new Attempts(database);
            LiveGrades grades = new LiveGrades(lab.sandboxes, lessons, attempts, journals, new SimpleMeterRegistry());
            List<LiveBox> boxes = open(lab, database, exercise, attempts, grades);
            for (LiveBox box : boxes) {
                box.begin(CHANGES);
            }
            List<Long> failing = new ArrayList<>();
            List<Long> passing = new ArrayList<>();
            for (LiveBox box : boxes) {
                box.await(PATIENCE);
                box.collect(passing, failing);
            }
            int missing = BOXES * CHANGES - passing.size() - failing.size();
            report.figure("changes graded, boxes at once", passing.size() + failing.size() + ", " + BOXES);
            report.figure("changes whose grade never came", missing);
            tell(report, "command to a check that fails", failing);
            tell(report, "command to all checks passed", passing);
            boxes.forEach(LiveBox::close);
            journals.close();
        }
    }

    private static void tell(Report report, String what, List<Long> nanos) {
        Timings timings = new Timings(nanos.stream().mapToLong(Long::longValue).toArray());
        report.figure(what, timings);
        report.atMost("  p95", timings.millis(0.95), 100, "ms");
    }

    private static void measureGrade(Report report, Exercise exercise) throws Exception {
        Evidence evidence = Evidence.of(new RulesetSnapshot(1, LiveBox.RIGHT.replace("\\n", "\n"), ""));
        Timings.of(GRADES, _ -> Grader.grade(exercise, evidence));
        Timings grades = Timings.of(GRADES, _ -> Grader.grade(exercise, evidence));
        report.figure("a full grade", grades);
        report.atMost("  p50", grades.millis(0.5), 10, "ms");
    }

    /** Claims and prepares them a few at a time. */
    private static List<LiveBox> open(
            BenchLab lab, Database database, Exercise exercise, Attempts attempts, LiveGrades grades) throws Exception {
        Learners learners = new Learners(database);
        Semaphore room = new Semaphore(SIDE_BY_SIDE);
        List<LiveBox> boxes = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LiveBox>> opening = new ArrayList<>();
            for (int i = 0; i < BOXES; i++) {
                String name = "Learner " + i;
                opening.add(threads.submit(() -> {
                    room.acquire();
                    try {
                        return open(lab, exercise, attempts, grades, join(learners, name));
                    } finally {
                        room.release();
                    }
                }));
            }
            for (Future<LiveBox> box : opening) {
                boxes.add(box.get());
            }
        }
        return boxes;
    }

    private static LiveBox open(BenchLab lab, Exercise exercise, Attempts attempts, LiveGrades grades, UUID learner)
            throws Exception {
        Claim claim = lab.sandboxes.claim(
                learner,
                Lessons.sandboxName(FIREWALL, exercise),
                exercise.sandbox().topology());
        Lease lease = ((Claim.Granted) claim).lease();
        LiveBox box = new LiveBox(lab.sandboxes, lease);
        box.install(PATIENCE);
        attempts.open(learner, FIREWALL);
        grades.follow(lease, FIREWALL, message -> {
            if (message instanceof LiveMessage.Graded graded) {
                boolean fails =
                        graded.checks().stream().anyMatch(check -> check.state().equals("failed"));
                if (graded.passed() || fails) {
                    box.hear(graded.passed());
                }
            }
        });
        return box;
    }

    private static UUID join(Learners learners, String name) {
        return ((Learners.Joining.Joined) learners.join(new LearnerName(name), null)).learner();
    }
}
