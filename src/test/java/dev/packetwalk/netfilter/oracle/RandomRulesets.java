package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random texts for iptables-restore and ip6tables-restore. Most packets get far through them. */
final class RandomRulesets {
    private static final int USER_CHAINS = 3;
    private static final List<String> ALL = List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");

    private final Random random;
    private final RandomMatches matches;
    private final RandomTargets targets;

    RandomRulesets(Random random, Family family) {
        this.random = random;
        this.matches = new RandomMatches(random, family);
        this.targets = new RandomTargets(random, family);
    }

    String next() {
        StringBuilder text = new StringBuilder();
        if (random.nextInt(3) == 0) {
            table(text, "raw", List.of("PREROUTING", "OUTPUT"), 2);
        }
        if (random.nextInt(3) != 0) {
            table(text, "mangle", ALL, 3);
        }
        if (random.nextInt(4) != 0) {
            table(text, "nat", List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"), 3);
        }
        if (random.nextInt(8) != 0) {
            table(text, "filter", List.of("INPUT", "FORWARD", "OUTPUT"), 5);
        }
        if (random.nextInt(5) == 0) {
            table(text, "security", List.of("INPUT", "FORWARD", "OUTPUT"), 2);
        }
        return text.isEmpty() ? next() : text.toString();
    }

    private void table(StringBuilder text, String name, List<String> bases, int most) {
        boolean nat = name.equals("nat");
        text.append('*').append(name).append('\n');
        for (String base : bases) {
            String policy = !nat && random.nextInt(9) == 0 ? " DROP" : " ACCEPT";
            text.append(':').append(base).append(policy).append(" [0:0]\n");
        }
        List<String> kinds = nat ? List.of(RandomTargets.TO_DESTINATION, RandomTargets.TO_SOURCE) : List.of("u");
        for (String kind : kinds) {
            for (int i = 0; i < USER_CHAINS; i++) {
                text.append(":").append(kind).append(i).append(" - [0:0]\n");
            }
        }
        for (String base : bases) {
            rules(text, name, base, base, kindFor(name, base), -1, random.nextInt(most + 1));
        }
        for (String kind : kinds) {
            for (int i = 0; i < USER_CHAINS; i++) {
                rules(text, name, kind + i, kind, kind, i, random.nextInt(4));
            }
        }
        text.append("COMMIT\n");
    }

    /** What kind of user chains a chain can call: in nat, those whose targets its hook takes. */
    private static String kindFor(String table, String base) {
        if (!table.equals("nat")) {
            return "u";
        }
        return switch (base) {
            case "PREROUTING", "OUTPUT" -> RandomTargets.TO_DESTINATION;
            case "POSTROUTING" -> RandomTargets.TO_SOURCE;
            default -> "";
        };
    }

    private void rules(
            StringBuilder text, String table, String chain, String where, String callees, int level, int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String conditions = matches.next(table, where);
            lines.add("-A " + chain + rest(table, where, callees, level, conditions));
        }
        lines.forEach(line -> text.append(line).append('\n'));
    }

    private String rest(String table, String where, String callees, int level, String conditions) {
        boolean canCall = !callees.isEmpty() && level + 1 < USER_CHAINS;
        if (canCall && random.nextInt(4) == 0) {
            int callee = level + 1 + random.nextInt(USER_CHAINS - level - 1);
            return conditions + (random.nextInt(4) == 0 ? " -g " : " -j ") + callees + callee;
        }
        return targets.next(table, where, conditions);
    }
}
