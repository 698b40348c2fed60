package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.Database;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.TestDatabase;
import dev.packetwalk.progress.classes.ClassProgress.Member;
import dev.packetwalk.progress.classes.ClassProgress.Tried;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClassProgressTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final String LESSON = "iptables-following-a-packet";
    private static final int LEARNERS = 50;
    private static final int EXERCISES = 5;
    private static final int GRADES = 20;

    private Database database = new Database(DATABASE.dataSource());
    private Attempts attempts = new Attempts(database);
    private ClassProgress progress = new ClassProgress(database);
    private UUID taught = UUID.randomUUID();

    @BeforeEach
    void connect() {
        database = new Database(DATABASE.dataSource());
        attempts = new Attempts(database);
        progress = new ClassProgress(database);
        taught = UUID.randomUUID();
        DATABASE.jdbi().useHandle(sql -> {
            sql.execute("delete from class");
            sql.execute("delete from learner");
            sql.execute(
                    "insert into class (id, code, name, lesson) values (?, 'NET-101', 'Networks', ?)", taught, LESSON);
        });
    }

    @Test
    void the_newest_attempt_at_each_exercise_is_found_with_its_newest_grade_and_the_first_pass() {
        UUID ada = enrolled("Ada");
        ExerciseKey key = new ExerciseKey(LESSON, "one");
        Attempt first = attempts.open(ada, key);
        attempts.record(first, grade(true, 0), "");
        Attempt second = attempts.startOver(ada, key, List.of());
        attempts.record(second, grade(false, 1), "");
        attempts.record(second, grade(false, 2), "");
        attempts.open(ada, new ExerciseKey("another-lesson", "one"));

        List<Tried> tried = progress.tried(taught);
        assertThat(tried).hasSize(1);
        Tried row = tried.getFirst();
        assertThat(row.attempt()).isEqualTo(second.id());
        assertThat(row.passedAt()).isNull();
        assertThat(row.firstPassedAt()).isNotNull();
        assertThat(progress.grades(List.of(row.grade()))).hasSize(1);
        assertThat(progress.grades(List.of(row.grade())).get(row.grade()))
                .isEqualTo(attempts.latest(ada, key).orElseThrow().latest());
        assertThat(progress.history(List.of(second.id())).get(second.id())).hasSize(2);
    }

    @Test
    void who_is_not_in_the_class_is_not_found() {
        UUID stranger = learner("Eve");
        attempts.open(stranger, new ExerciseKey(LESSON, "one"));
        assertThat(progress.tried(taught)).isEmpty();
        assertThat(progress.members(taught)).isEmpty();
    }

    @Test
    void a_raised_hand_is_seen_with_its_exercise_for_the_lesson_of_the_class_only() {
        UUID ada = enrolled("Ada");
        UUID bob = enrolled("bob");
        DATABASE.jdbi().useHandle(sql -> {
            sql.execute("insert into raised_hand (learner, lesson, exercise) values (?, ?, 'one')", ada, LESSON);
            sql.execute("insert into raised_hand (learner, lesson, exercise) values (?, 'another', 'one')", bob);
        });
        assertThat(progress.members(taught)).extracting(Member::name).containsExactly("Ada", "bob");
        assertThat(progress.members(taught)).extracting(Member::handExercise).containsExactly("one", null);
    }

    @Test
    void fifty_learners_with_five_exercises_are_four_queries_and_a_moment() {
        List<Attempt> all = IntStream.range(0, LEARNERS)
                .mapToObj(number -> enrolled("Learner " + number))
                .flatMap(learner -> IntStream.range(0, EXERCISES)
                        .mapToObj(number -> attempts.open(learner, new ExerciseKey(LESSON, "exercise-" + number))))
                .toList();
        DATABASE.jdbi().useHandle(sql -> {
            sql.execute(
                    "insert into grade (attempt, passed, checks, evidence, graded_at) select a.id, false, g.checks, '', now() from attempt a,"
                            + " generate_series(1, " + GRADES + "), (select '[]'::jsonb as checks) g");
            sql.execute("analyze");
        });
        assertThat(all).hasSize(LEARNERS * EXERCISES);
        progress.tried(taught);
        long before = System.nanoTime();
        List<Member> members = progress.members(taught);
        List<Tried> tried = progress.tried(taught);
        progress.grades(tried.stream().map(Tried::grade).toList());
        var history = progress.history(tried.stream().map(Tried::attempt).toList());
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertThat(members).hasSize(LEARNERS);
        assertThat(tried).hasSize(LEARNERS * EXERCISES);
        assertThat(history.values()).allSatisfy(grades -> assertThat(grades).hasSize(GRADES));
        assertThat(took)
                .as("four queries, %d grades", LEARNERS * EXERCISES * GRADES)
                .isLessThan(Duration.ofSeconds(2));
    }

    private static Grade grade(boolean passed, int variation) {
        return new Grade(
                "one",
                List.of(new CheckResult(
                        "check",
                        "A check",
                        passed ? CheckResult.State.PASSED : CheckResult.State.FAILED,
                        Reason.of("as the test says " + variation),
                        List.of())));
    }

    private UUID enrolled(String name) {
        UUID learner = learner(name);
        DATABASE.jdbi()
                .useHandle(sql -> sql.execute("insert into enrolment (class, learner) values (?, ?)", taught, learner));
        return learner;
    }

    private UUID learner(String name) {
        UUID learner = UUID.randomUUID();
        DATABASE.jdbi().useHandle(sql -> sql.execute("insert into learner (id, name) values (?, ?)", learner, name));
        return learner;
    }
}
