package dev.packetwalk.web.board;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Reason;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.web.Lessons;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes classes of plausible people who stand where people stand after twenty minutes. */
@Singleton
public final class TestClass {
    static final String LESSON = "iptables-following-a-packet";
    static final ExerciseKey FIREWALL = new ExerciseKey(LESSON, "minimal-firewall");
    static final List<String> NAMES = List.of(
            "Amina Okafor",
            "Anna-Lena Großmann",
            "Béatrice Lefèvre",
            "Carlos Mendoza Ruiz",
            "Chen Wei",
            "Dagny Ólafsdóttir",
            "Daniel O’Brien",
            "Dilnoza Karimova",
            "Elif Yılmaz",
            "Emeka Nwosu",
            "Fatima Al-Zahra",
            "Giulia Rossi",
            "Hana Nováková",
            "Hiroshi Tanaka",
            "Ingrid Sørensen",
            "Ivan Petrov",
            "Jan van der Meer",
            "João Pedro Albuquerque",
            "Kavya Subramaniam",
            "Kofi Mensah",
            "Léa Dubois",
            "Lukas Schneider",
            "Maria Papadopoulou",
            "Mateusz Wiśniewski",
            "Mei-Ling Huang",
            "Mohammed Bensaïd",
            "Nguyễn Thị Hương",
            "Nina Horvat",
            "Olga Kuznetsova",
            "Oluwaseun Adeyemi-Johansson",
            "Priya Raghunathan",
            "Rachel Cohen",
            "Samuel Osei",
            "Sofía Hernández",
            "Tomáš Dvořák",
            "Uzma Qureshi",
            "Viktor Lindqvist",
            "王小明",
            "Yuki Nakamura",
            "Zoë Vandenberghe");

    private final Classes classes;
    private final Enrolments enrolments;
    private final Attempts attempts;
    private final Lessons lessons;

    TestClass(Classes classes, Enrolments enrolments, Attempts attempts, Lessons lessons) {
        this.classes = classes;
        this.enrolments = enrolments;
        this.attempts = attempts;
        this.lessons = lessons;
    }

    public TaughtClass taughtBy(UUID instructor) {
        return switch (classes.make(instructor, ClassPlan.of("Networks II, Thursday", ClassCode.random(), LESSON))) {
            case Classes.Making.Made(TaughtClass taught) -> taught;
            case Classes.Making.CodeTaken _ -> throw new IllegalStateException("a random code was taken");
        };
    }

    public UUID join(TaughtClass taught, String name) {
        return switch (enrolments.join(new LearnerName(name), taught.plan().code())) {
            case Enrolments.Joining.AsStranger(var _, var joined) -> joined.learner();
            case Enrolments.Joining other -> throw new IllegalStateException("not joined: " + other);
        };
    }

    /** Somebody whose firewall is of these rules, graded as they are. */
    public Attempt graded(UUID learner, String... rules) {
        String save = "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                + String.join("\n", rules) + "\nCOMMIT\n";
        Exercise exercise = lessons.exercise(LESSON, FIREWALL.exercise(), learner);
        Grade grade = Grader.grade(
                exercise,
                new Evidence(
                        Optional.of(new RulesetSnapshot(2, save, "")),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.of(Instant.now())));
        return attempts.record(attempts.open(learner, FIREWALL), grade, save);
    }

    /** Somebody who begins an exercise, once more if they have before. */
    public Attempt startOver(UUID learner, ExerciseKey key) {
        return attempts.startOver(learner, key, List.of());
    }

    /** Somebody who has passed, without the trouble of doing it. */
    public Attempt pass(UUID learner, ExerciseKey key) {
        Exercise exercise = lessons.exercise(key.lesson(), key.exercise(), learner);
        List<CheckResult> results = exercise.checks().stream()
                .map(check -> new CheckResult(
                        check.id(), check.title(), CheckResult.State.PASSED, Reason.of("as the test says"), List.of()))
                .toList();
        return attempts.record(attempts.open(learner, key), new Grade(exercise.id(), results), "");
    }

    /** Forty of them, whose stands differ as they do. */
    public TaughtClass full(UUID instructor) {
        TaughtClass taught = taughtBy(instructor);
        for (int number = 0; number < NAMES.size(); number++) {
            UUID learner = join(taught, NAMES.get(number));
            switch (number % 7) {
                case 0, 1 ->
                    graded(
                            learner,
                            "-A INPUT -j DROP",
                            "-A INPUT -i lo -j ACCEPT",
                            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
                case 2 -> graded(learner, "-A INPUT -i lo -j ACCEPT");
                case 3, 4 -> {
                    pass(learner, FIREWALL);
                    attempts.open(learner, new ExerciseKey(LESSON, "rule-order"));
                }
                case 5 -> attempts.open(learner, new ExerciseKey(LESSON, "interpret-rules"));
                default -> {}
            }
        }
        return taught;
    }
}
