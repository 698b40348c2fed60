package dev.packetwalk.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packetwalk.cli.OfflineGrade.Decided;
import dev.packetwalk.cli.OfflineGrade.Outcome;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.grading.report.JUnitReport;
import dev.packetwalk.grading.report.Printable;
import dev.packetwalk.grading.report.Suite;
import dev.packetwalk.grading.report.TapReport;
import java.util.List;
import java.util.Locale;

/**
 * A grade as text.
 *
 * @param exercise its id
 * @param checks in order
 * @param passed whether it counts as passed
 * @param strict whether what is not decided counts as failed
 * @param notes what else there is to say, a sentence each; may be empty
 * @param wording of the reasons
 */
record GradeReport(
        String exercise, List<Decided> checks, boolean passed, boolean strict, List<String> notes, Wording wording) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    GradeReport {
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Decided check : checks) {
            text.append("%-11s %s: %s%n%12s%s%n"
                    .formatted(
                            words(check.outcome()),
                            Printable.of(check.check()),
                            Printable.of(check.title()),
                            "",
                            Printable.of(why(check))));
        }
        notes.forEach(note -> text.append(Printable.of(note)).append('\n'));
        return text.append(passed ? "passed" : "not passed").append('\n').toString();
    }

    /** One JSON object. */
    String json() {
        ObjectNode grade = JSON.createObjectNode();
        grade.put("exercise", exercise);
        grade.put("passed", passed);
        var list = grade.putArray("checks");
        for (Decided check : checks) {
            list.addObject()
                    .put("check", check.check())
                    .put("title", check.title())
                    .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                    .put("why", why(check));
        }
        notes.forEach(grade.putArray("notes")::add);
        return grade.toPrettyString() + "\n";
    }

    /** JUnit's XML: one test suite, a test case for each check. */
    String junit() {
        return JUnitReport.of(suite());
    }

    /** The Test Anything Protocol. */
    String tap() {
        return TapReport.of(suite());
    }

    private Suite suite() {
        return new Suite(
                exercise,
                checks.stream()
                        .map(check -> new Suite.Case(check.check() + ": " + check.title(), outcome(check), why(check)))
                        .toList(),
                notes);
    }

    private Suite.Outcome outcome(Decided check) {
        return switch (check.outcome()) {
            case PASSED -> Suite.Outcome.PASSED;
            case FAILED -> Suite.Outcome.FAILED;
            case NOT_DECIDED -> strict ? Suite.Outcome.FAILED : Suite.Outcome.SKIPPED;
        };
    }

    private String why(Decided check) {
        return wording.text(check.why());
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case NOT_DECIDED -> "not decided";
        };
    }
}
