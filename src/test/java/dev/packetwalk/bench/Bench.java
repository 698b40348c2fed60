package dev.packetwalk.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ./packetwalk bench [NAME...]}. */
public final class Bench {
    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("claim", ClaimBench::run);
        ALL.put("cold", ColdBench::run);
        ALL.put("class", ClassBench::run);
        ALL.put("rules", RulesBench::run);
        ALL.put("terminal", TerminalBench::run);
        ALL.put("live", LiveBench::run);
        ALL.put("memory", MemoryBench::run);
        ALL.put("follow", FollowBench::run);
        ALL.put("pages", PagesBench::run);
    }

    private Bench() {}

    public static void main(String... names) throws Exception {
        List<String> wanted = names.length == 0 ? List.copyOf(ALL.keySet()) : List.of(names);
        for (String name : wanted) {
            Measurement measurement = ALL.get(name);
            if (measurement == null) {
                System.err.println(
                        "There is no benchmark '" + name + "'. There are: " + String.join(", ", ALL.keySet()));
                System.exit(2);
                return;
            }
            System.out.printf("%n%s%n", name);
            measurement.run(new Report(System.out));
        }
        System.exit(0);
    }

    /** Measures, and prints what it found. */
    interface Measurement {
        void run(Report report) throws Exception;
    }
}
