package dev.packetwalk.web;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.progress.PostgresSandboxLedger;
import dev.packetwalk.sandbox.Claim;
import dev.packetwalk.sandbox.SandboxSettings;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.docker.DockerSandboxEngine;
import dev.packetwalk.sandbox.docker.DockerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A server of its own process without pages, made to be killed: one learner has a machine for one exercise, and it is watched.
 * Says {@code holds ID} once it is.
 */
final class WatchingServer {
    static final ExerciseKey EXERCISE = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");

    private WatchingServer() {}

    /** Arguments: database, installation, image of the box, of the keeper, learner. */
    public static void main(String[] arguments) throws InterruptedException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(arguments[0]);
        Database database = new Database(source);
        Sandboxes sandboxes = new Sandboxes(
                new DockerSandboxEngine(new DockerSettings(
                        Path.of("/var/run/docker.sock"),
                        UUID.fromString(arguments[1]),
                        "watching",
                        arguments[2],
                        arguments[3],
                        Optional.empty(),
                        DockerSettings.Limits.DEFAULT)),
                new PostgresSandboxLedger(Jdbi.create(source)),
                SandboxSettings.defaults("watching", List.of()),
                InstantSource.system());
        sandboxes.start();
        UUID learner = UUID.fromString(arguments[4]);
        Lessons lessons = Lessons.from(Path.of("labs"));
        Exercise exercise = lessons.exercise(EXERCISE.lesson(), EXERCISE.exercise(), learner);
        Attempts attempts = new Attempts(database);
        LiveGrades grades =
                new LiveGrades(sandboxes, lessons, attempts, new Journals(database), new SimpleMeterRegistry());
        attempts.open(learner, EXERCISE);
        Claim claim = sandboxes.claim(
                learner,
                Lessons.sandboxName(EXERCISE, exercise),
                exercise.sandbox().topology());
        if (claim instanceof Claim.Granted granted) {
            grades.watch(granted.lease());
            say("holds " + granted.lease().id());
        }
        new CountDownLatch(1).await();
    }

    @SuppressWarnings("SystemOut") // Read by the test that started this process.
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
