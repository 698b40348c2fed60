package dev.packetwalk.netfilter.oracle;

/**
 * {@code ./packetwalk oracle --cases N --seed S}: runs random cases and shows where the walk and the kernel disagree. Ends with 0 when they
 * never do, else with 1; with 2 when it was called wrongly.
 */
public final class Oracle {
    private static final int DEFAULT_CASES = 1_000;
    private static final int SHOWN = Integer.getInteger("packetwalk.shown", 5);
    private static final int PROGRESS = 64;

    private Oracle() {}

    /** What was asked for. */
    private record Arguments(int cases, long seed) {
        static Arguments of(String... words) {
            int cases = DEFAULT_CASES;
            long seed = System.currentTimeMillis();
            for (int i = 0; i + 1 < words.length; i += 2) {
                switch (words[i]) {
                    case "--cases" -> cases = Integer.parseInt(words[i + 1]);
                    case "--seed" -> seed = Long.parseLong(words[i + 1]);
                    default -> throw new IllegalArgumentException("not an option: " + words[i]);
                }
            }
            if (words.length % 2 != 0) {
                throw new IllegalArgumentException("an option without a value: " + words[words.length - 1]);
            }
            return new Arguments(cases, seed);
        }
    }

    public static void main(String... words) throws Exception {
        Arguments arguments;
        try {
            arguments = Arguments.of(words);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\nUsage: oracle [--cases N] [--seed S]");
            System.exit(2);
            return;
        }
        System.exit(run(arguments));
    }

    private static int run(Arguments arguments) throws Exception {
        System.out.println("seed " + arguments.seed + ", " + arguments.cases + " cases");
        long start = System.nanoTime();
        try (KernelBox box = new KernelBox()) {
            Findings findings = new Findings(box);
            for (long seed = arguments.seed; findings.cases() < arguments.cases; seed++) {
                int left = arguments.cases - findings.cases();
                findings.run(seed, Math.min(RandomCases.PACKETS, left));
                if (findings.cases() % (PROGRESS * RandomCases.PACKETS) == 0) {
                    System.out.println(findings.cases() + " cases, " + findings.disagreements() + " disagreements");
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            findings.reports(SHOWN).forEach(System.out::println);
            System.out.printf(
                    "%d cases in %.1f s, %d disagreements%n", findings.cases(), seconds, findings.disagreements());
            return findings.disagreements() == 0 ? 0 : 1;
        }
    }
}
