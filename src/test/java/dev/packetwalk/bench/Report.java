package dev.packetwalk.bench;

import java.io.PrintStream;
import java.util.Locale;

/** Prints figures beside their goals. */
final class Report {
    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void figure(String what, Object figure) {
        out.printf(Locale.ROOT, "  %-44s %s%n", what, figure);
        out.flush();
    }

    /** A figure that ought to be at most its goal. */
    void atMost(String what, double figure, double goal, String unit) {
        out.printf(
                Locale.ROOT,
                "  %-44s %.2f %s   goal %.2f: %s%n",
                what,
                figure,
                unit,
                goal,
                figure <= goal ? "met" : "MISSED");
        out.flush();
    }

    /** A figure that ought to be at least its goal. */
    void atLeast(String what, double figure, double goal, String unit) {
        out.printf(
                Locale.ROOT,
                "  %-44s %.0f %s  goal %.0f: %s%n",
                what,
                figure,
                unit,
                goal,
                figure >= goal ? "met" : "MISSED");
        out.flush();
    }
}
