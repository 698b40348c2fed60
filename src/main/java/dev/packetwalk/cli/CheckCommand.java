package dev.packetwalk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.packetwalk.grading.report.JUnitReport;
import dev.packetwalk.grading.report.Printable;
import dev.packetwalk.grading.report.Suite;
import dev.packetwalk.grading.report.TapReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: has a lab grade attempts now, and says what comes of it. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Have a lab grade attempts now: in their sandboxes, or by the evidence that was kept.",
        footer = {
            "",
            "Exit code: 0 all passed, 1 some did not, or did not come to an end, 2 bad input or refused, 4 the lab does not answer."
        })
public final class CheckCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LONGEST_WAIT = "60";

    /** Half of what a lab grades at once for everybody. */
    private static final int AT_ONCE = 8;

    @Mixin
    private RemoteOptions lab = new RemoteOptions();

    @ArgGroup(multiplicity = "1")
    private Which which = new Which();

    @Option(names = "--exercise", paramLabel = "EXERCISE", description = "Of a class: only attempts at this exercise.")
    private @Nullable String exercise;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private GradeCommand.Format format = GradeCommand.Format.text;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public CheckCommand() {}

    /** One attempt, or those of a class. */
    static final class Which {
        @Parameters(paramLabel = "ATTEMPT", description = "An attempt's number.")
        private @Nullable Long attempt;

        @Option(names = "--class", paramLabel = "CLASS", description = "Every learner's newest attempts in a class.")
        private @Nullable String taught;

        /** Made by picocli. */
        Which() {}
    }

    @Override
    public Integer call() {
        Remote remote = lab.remote();
        List<JsonNode> attempts = attempts(remote);
        List<Run> ended = new ArrayList<>();
        for (int from = 0; from < attempts.size(); from += AT_ONCE) {
            ended.addAll(check(remote, attempts.subList(from, Math.min(from + AT_ONCE, attempts.size()))));
            if (attempts.size() > AT_ONCE) {
                spec.commandLine().getErr().println(ended.size() + " of " + attempts.size() + " graded");
            }
        }
        print(ended);
        return ended.stream().allMatch(Run::passed) ? Exits.OK : 1;
    }

    private static List<Run> check(Remote remote, List<JsonNode> attempts) {
        List<Run> started = new ArrayList<>();
        for (JsonNode attempt : attempts) {
            String checks = "/attempts/" + attempt.path("id").asText() + "/checks";
            JsonNode run = remote.ask("POST", checks, null);
            started.add(new Run(attempt, checks + "/" + run.path("id").asText(), run));
        }
        return started.stream()
                .map(run -> new Run(run.attempt(), run.path(), remote.get(run.path(), Map.of("wait", LONGEST_WAIT))))
                .toList();
    }

    private List<JsonNode> attempts(Remote remote) {
        if (which.taught == null) {
            return List.of(remote.get("/attempts/" + which.attempt, Map.of()));
        }
        String id = ClassCommand.find(remote, which.taught).path("id").asText();
        Map<String, String> query = exercise == null ? Map.of() : Map.of("exercise", exercise);
        // The newest come first, and later ones of the same learner and exercise are older.
        Map<String, JsonNode> newest = new TreeMap<>();
        remote.all("/classes/" + id + "/attempts", query)
                .forEach(attempt -> newest.putIfAbsent(
                        attempt.at("/learner/name").asText()
                                + attempt.at("/learner/id").asText()
                                + attempt.path("exercise").asText(),
                        attempt));
        if (newest.isEmpty()) {
            throw new BadInputException("nobody in that class has begun "
                    + (exercise == null ? "an exercise" : "'" + exercise + "'") + " yet");
        }
        return List.copyOf(newest.values());
    }

    private void print(List<Run> runs) {
        List<Suite> suites = runs.stream().map(Run::suite).toList();
        String text = switch (format) {
            case text -> text(runs);
            case json ->
                JSON.valueToTree(runs.stream().map(Run::answer).toList()).toPrettyString() + "\n";
            case junit -> JUnitReport.of(suites);
            case tap -> TapReport.of(suites);
        };
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    private static String text(List<Run> runs) {
        StringBuilder text = new StringBuilder();
        for (Run run : runs) {
            text.append(Printable.of(run.name()))
                    .append(": ")
                    .append(run.outcome())
                    .append('\n');
            run.answer().at("/grade/checks").forEach(check -> {
                if (!check.path("state").asText().equals("passed")) {
                    text.append("  ")
                            .append(check.path("state").asText())
                            .append("  ")
                            .append(Printable.of(check.path("title").asText()))
                            .append("\n      ")
                            .append(Printable.of(check.path("reason").asText()))
                            .append('\n');
                }
            });
        }
        return text.toString();
    }

    /** A run of the checks of an attempt, as far as it is known. */
    private record Run(JsonNode attempt, String path, JsonNode answer) {
        boolean passed() {
            return answer.path("state").asText().equals("settled")
                    && answer.at("/grade/passed").asBoolean(false);
        }

        String name() {
            return attempt.at("/learner/name").asText() + ", "
                    + attempt.path("exercise").asText() + " (attempt "
                    + attempt.path("id").asText() + ")";
        }

        String outcome() {
            return switch (answer.path("state").asText()) {
                case "settled" -> passed() ? "passed" : "not passed";
                case "running" -> "not settled yet: ask again in a moment";
                default -> "could not be graded";
            };
        }

        Suite suite() {
            List<Suite.Case> cases = new ArrayList<>();
            answer.at("/grade/checks")
                    .forEach(check -> cases.add(new Suite.Case(
                            check.path("check").asText() + ": "
                                    + check.path("title").asText(),
                            switch (check.path("state").asText()) {
                                case "passed" -> Suite.Outcome.PASSED;
                                case "undecided" -> Suite.Outcome.SKIPPED;
                                default -> Suite.Outcome.FAILED;
                            },
                            check.path("reason").asText())));
            if (cases.isEmpty()) {
                cases.add(new Suite.Case("grade", Suite.Outcome.FAILED, outcome()));
            }
            return new Suite(name(), cases);
        }
    }
}
