package dev.packetwalk.lab;

import dev.packetwalk.lesson.Check;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.lesson.Proof;
import dev.packetwalk.sandbox.SandboxId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What came of a script that was typed into a box.
 *
 * @param plan what was typed
 * @param asItShould whether the checks said what they should
 * @param words what they said
 * @param took how long it took, the machine's start included
 */
record SolvedScript(Plan plan, boolean asItShould, String words, Duration took) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** What a script is for. */
    enum Kind {
        /** No script: the machine as it comes must not pass. */
        NOTHING,
        SOLUTION,
        WAY,
        MUTANT
    }

    /**
     * A script to be typed.
     *
     * @param script its name
     */
    record Plan(Lesson lesson, Exercise exercise, Kind kind, String script) {
        String page() {
            return "lessons/" + lesson.id() + "/" + exercise.id();
        }
    }

    /** One line of a table. */
    String line() {
        return "%-4s %-24s %-9s %-34s %5.1f s  %s"
                .formatted(
                        asItShould ? "ok" : "NOT",
                        plan.exercise().id(),
                        plan.kind().name().toLowerCase(Locale.ROOT),
                        plan.script(),
                        took.toMillis() / 1000.0,
                        words);
    }

    /** Types it as a learner of its own, whose machine is given back afterwards. */
    static SolvedScript of(Plan plan, RunningLab lab) {
        long started = System.nanoTime();
        try (LabClient learner = new LabClient(lab.link()).join(plan.exercise().id() + " " + plan.script())) {
            SandboxId sandbox = learner.startMachine(plan.page());
            type(plan, learner, sandbox);
            String wrong = wrong(plan, learner);
            String words = words(learner.page(plan.page()));
            learner.submit(plan.page(), "/machine/release", Map.of());
            return new SolvedScript(plan, wrong.isEmpty(), wrong + words, since(started));
        } catch (Exception | AssertionError e) {
            return new SolvedScript(plan, false, e.toString(), since(started));
        }
    }

    private static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static void type(Plan plan, LabClient learner, SandboxId sandbox) throws Exception {
        UUID id = UUID.fromString(
                learner.page(plan.page()).select("[data-learner]").attr("data-learner"));
        Optional<List<String>> entries = Solve.entries(plan.exercise().forLearner(Exercise.seed(id)), plan);
        if (entries.isEmpty()) {
            return;
        }
        try (LabTerminal terminal = learner.terminal(sandbox, "t1")) {
            terminal.await("# ");
            terminal.enter(Proof.ANSWER_FUNCTION);
            int number = 0;
            for (String entry : entries.get()) {
                number++;
                // In braces, because a package's installation takes away what has been typed ahead.
                terminal.enter("{\n" + entry + "\n}; echo en''tered-" + number);
                String printed = terminal.await("entered-" + number);
                for (Proof.Answer answer : Proof.answers(printed.replace("\r", ""))) {
                    learner.submit(plan.page(), "/checks/" + answer.check() + "/answers", form(answer));
                }
                terminal.await("# ");
            }
        }
    }

    private static Map<String, String> form(Proof.Answer answer) {
        return answer.values().entrySet().stream()
                .collect(Collectors.toMap(field -> "answer." + field.getKey(), Map.Entry::getValue));
    }

    /** What is not as it should be; empty if all is. */
    private static String wrong(Plan plan, LabClient learner) {
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(300))
                    .until(() -> said(plan, learner.submit(plan.page(), "/check", Map.of())));
            return "";
        } catch (ConditionTimeoutException e) {
            return switch (plan.kind()) {
                case NOTHING -> "it should not pass: ";
                case SOLUTION, WAY -> "it should pass: ";
                case MUTANT -> "it should fail " + mutant(plan).fails() + ": ";
            };
        }
    }

    private static boolean said(Plan plan, Document page) {
        boolean passed = !page.select("#verdict").hasAttr("hidden");
        return switch (plan.kind()) {
            case NOTHING -> !passed;
            case SOLUTION, WAY -> passed;
            case MUTANT -> !passed && failed(plan, page);
        };
    }

    private static boolean failed(Plan plan, Document page) {
        Proof.Mutant mutant = mutant(plan);
        Element check = page.selectFirst("[data-check=" + mutant.fails() + "]");
        if (check == null) {
            return false;
        }
        return mutant.step()
                .map(step -> check.select("[data-step=" + step + "]")
                        .attr("data-state")
                        .equals("next"))
                .orElse(failed(plan, mutant.fails(), check.attr("data-state")));
    }

    /** What was never seen has not failed: a flow that does not come is waited for. */
    private static boolean failed(Plan plan, String check, String state) {
        boolean waited =
                plan.exercise().checks().stream().anyMatch(c -> c instanceof Check.Flowed && c.id().equals(check));
        return state.equals("failed") || (waited && state.equals("waiting"));
    }

    private static Proof.Mutant mutant(Plan plan) {
        return plan.exercise().proof().mutants().stream()
                .filter(mutant -> mutant.name().equals(plan.script()))
                .findFirst()
                .orElseThrow();
    }

    /** The state of each check, and of the first that is not passed the reason. */
    private static String words(Document page) {
        return page.select("[data-check]").stream()
                        .map(check -> check.attr("data-check") + " " + check.attr("data-state"))
                        .collect(Collectors.joining(", "))
                + page.select("[data-check]:not([data-state=passed]) > .check-why").stream()
                        .map(Element::text)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .map(text -> ": " + text)
                        .orElse("");
    }
}
