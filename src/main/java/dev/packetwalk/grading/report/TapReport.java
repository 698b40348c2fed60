package dev.packetwalk.grading.report;

import dev.packetwalk.grading.report.Suite.Case;
import dev.packetwalk.grading.report.Suite.Outcome;
import java.util.List;

/** The Test Anything Protocol, version 14. */
public final class TapReport {
    private static final String VERSION = "TAP version 14\n";

    private TapReport() {}

    /** The results of one suite. */
    public static String of(Suite suite) {
        return VERSION + points(suite, "");
    }

    /** Several suites, each a subtest. */
    public static String of(List<Suite> suites) {
        StringBuilder tap =
                new StringBuilder(VERSION).append("1..").append(suites.size()).append('\n');
        int number = 0;
        for (Suite suite : suites) {
            String name = escaped(suite.name());
            tap.append("# Subtest: ").append(name).append('\n').append(points(suite, "    "));
            boolean ok = suite.count(Outcome.FAILED) == 0;
            tap.append(ok ? "ok " : "not ok ")
                    .append(++number)
                    .append(" - ")
                    .append(name)
                    .append('\n');
        }
        return tap.toString();
    }

    private static String points(Suite suite, String indent) {
        StringBuilder tap = new StringBuilder(indent)
                .append("1..")
                .append(suite.cases().size())
                .append('\n');
        int number = 0;
        for (Case one : suite.cases()) {
            tap.append(indent)
                    .append(one.outcome() == Outcome.FAILED ? "not ok " : "ok ")
                    .append(++number)
                    .append(" - ")
                    .append(escaped(one.name()));
            if (one.outcome() == Outcome.SKIPPED) {
                tap.append(" # SKIP ").append(escaped(one.why()));
            }
            tap.append('\n');
            if (one.outcome() == Outcome.FAILED) {
                String why = Printable.of(one.why()).replace("\\", "\\\\").replace("\"", "\\\"");
                tap.append((indent + "  ---\n" + indent + "  message: \"%s\"\n" + indent + "  ...\n").formatted(why));
            }
        }
        suite.notes()
                .forEach(note -> tap.append(indent)
                        .append("# ")
                        .append(Printable.of(note))
                        .append('\n'));
        return tap.toString();
    }

    private static String escaped(String text) {
        return Printable.of(text).replace("\\", "\\\\").replace("#", "\\#");
    }
}
