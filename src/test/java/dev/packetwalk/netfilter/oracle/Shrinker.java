package dev.packetwalk.netfilter.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a case that disagrees smaller, as long as it disagrees: fewer packets before the last one, fewer tables, fewer rules. */
final class Shrinker {
    private final KernelBox box;

    Shrinker(KernelBox box) {
        this.box = box;
    }

    Case shrink(Case start) throws Exception {
        Case smaller = start;
        for (int size = start.shots().size() / 2; size >= 1; size /= 2) {
            smaller = withoutShots(smaller, size);
        }
        smaller = withoutTables(smaller);
        for (int size = lines(smaller).size() / 2; size >= 1; size /= 2) {
            smaller = withoutRules(smaller, size);
        }
        return smaller;
    }

    private boolean disagrees(Case candidate) throws Exception {
        return !candidate.run(box).agrees();
    }

    private Case withoutShots(Case from, int size) throws Exception {
        Case best = from;
        for (int at = 0; at + size < best.shots().size(); ) {
            List<Shot> fewer = new ArrayList<>(best.shots());
            fewer.subList(at, at + size).clear();
            Case candidate = new Case(best.family(), best.rules(), fewer);
            if (disagrees(candidate)) {
                best = candidate;
            } else {
                at += size;
            }
        }
        return best;
    }

    private Case withoutTables(Case from) throws Exception {
        Case best = from;
        for (String table : List.of("raw", "mangle", "nat", "filter", "security")) {
            String fewer = best.rules().replaceAll("(?s)\\*" + table + "\n.*?COMMIT\n", "");
            Case candidate = new Case(best.family(), fewer, best.shots());
            if (fewer.length() < best.rules().length() && disagrees(candidate)) {
                best = candidate;
            }
        }
        return best;
    }

    private Case withoutRules(Case from, int size) throws Exception {
        Case best = from;
        for (int at = 0; at < lines(best).size(); ) {
            List<String> fewer = new ArrayList<>(lines(best));
            List<String> chunk = fewer.subList(at, Math.min(at + size, fewer.size()));
            boolean changed = chunk.removeIf(line -> line.startsWith("-A "));
            Case candidate =
                    new Case(best.family(), fewer.stream().collect(Collectors.joining("\n", "", "\n")), best.shots());
            if (changed && disagrees(candidate)) {
                best = candidate;
            } else {
                at += size;
            }
        }
        return best;
    }

    private static List<String> lines(Case of) {
        return of.rules().lines().toList();
    }
}
