package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.text.Parsed;

/** Rulesets in one line, for tests. */
final class Rulesets {
    private Rulesets() {}

    /** A saved text with semicolons for line ends, counters left out. */
    static Ruleset ruleset(String lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines.split(";", -1)) {
            text.append(line).append(line.startsWith(":") ? " [0:0]\n" : "\n");
        }
        Parsed<Ruleset> parsed = IptablesSave.parse(text.toString());
        if (!parsed.problems().isEmpty()) {
            throw new IllegalArgumentException(parsed.problems().toString());
        }
        return parsed.value();
    }

    /** A filter table: {@code INPUT DROP;-A INPUT -i lo -j ACCEPT}. */
    static Ruleset filter(String lines) {
        return ruleset("*filter;:" + lines + ";COMMIT");
    }
}
