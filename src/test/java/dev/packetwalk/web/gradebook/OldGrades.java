package dev.packetwalk.web.gradebook;

import dev.packetwalk.grading.CheckResult;
import dev.packetwalk.grading.Evidence;
import dev.packetwalk.grading.Grade;
import dev.packetwalk.grading.Grader;
import dev.packetwalk.grading.Probes;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.Attempt;
import dev.packetwalk.progress.Attempts;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Journal;
import dev.packetwalk.progress.Journals;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.Probe;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.RulesetSnapshot;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.web.Lessons;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Attempts at the minimal firewall, with their evidence, as a lesson that graded wrongly has graded them. */
@Singleton
public final class OldGrades {
    public static final ExerciseKey FIREWALL = new ExerciseKey("iptables-following-a-packet", "minimal-firewall");

    /** Rules with which the exercise is passed. */
    public static final String RIGHT = rules(
            "-A INPUT -i lo -j ACCEPT",
            "-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
            "-A INPUT -j DROP");

    /** None at all, with which it is not. */
    public static final String NONE = rules();

    private final Lessons lessons;
    private final Attempts attempts;
    private final Journals journals;

    OldGrades(Lessons lessons, Attempts attempts, Journals journals) {
        this.lessons = lessons;
        this.attempts = attempts;
        this.journals = journals;
    }

    /**
     * An attempt that ended under these rules.
     *
     * @param first how the exercise's first check was said to end; of the others it was said that they have passed
     */
    public Attempt give(UUID learner, String save, CheckResult.State first) {
        Exercise exercise = lessons.exercise(FIREWALL.lesson(), FIREWALL.exercise(), learner);
        SandboxId sandbox = SandboxId.random();
        RulesetSnapshot rules = new RulesetSnapshot(2, save, "");
        Journal journal = journals.open(sandbox, learner);
        journal.append(Instant.now(), new JournalEvent.RulesetBecame(rules, "iptables"));
        Probes.of(exercise)
                .forEach(probe -> journal.append(Instant.now(), new JournalEvent.Probed(probe, answer(probe), 2)));
        Attempt attempt = attempts.open(learner, FIREWALL);
        journals.keepWith(attempt, sandbox);
        Evidence evidence = new Evidence(
                Optional.of(rules), Map.of(), journal.entries(), Optional.empty(), Optional.of(Instant.now()));
        journals.close(sandbox);
        List<CheckResult> now = Grader.grade(exercise, evidence).results();
        List<CheckResult> then = now.stream()
                .map(result -> new CheckResult(
                        result.check(),
                        result.title(),
                        result.equals(now.getFirst()) ? first : CheckResult.State.PASSED,
                        result.reason(),
                        result.quotes()))
                .toList();
        return attempts.record(attempt, new Grade(FIREWALL.exercise(), then), save);
    }

    private static ProbeResult answer(Probe probe) {
        ProbeResult.Answer answer = !probe.from().equals("box")
                ? ProbeResult.Answer.FILTERED
                : probe.protocol() == Probe.Protocol.ICMP ? ProbeResult.Answer.REPLY : ProbeResult.Answer.OPEN;
        return new ProbeResult(answer, "as the test says", probe.limit());
    }

    private static String rules(String... rules) {
        return "*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\n"
                + String.join("\n", rules)
                + (rules.length == 0 ? "" : "\n") + "COMMIT\n";
    }
}
