package dev.packetwalk.web.board;

import dev.packetwalk.web.board.Snapshot.Cell;
import dev.packetwalk.web.board.Snapshot.Obstacle;
import dev.packetwalk.web.board.Snapshot.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Finds what holds most people back: the kinds of mistakes that make checks fail now, each learner counted once for each, whatever
 * number of checks it makes fail. One that a single learner makes is nobody else's business.
 */
final class Obstacles {
    /** As many as an instructor can talk about. */
    static final int MOST = 5;

    private static final int FEWEST_LEARNERS = 2;

    private Obstacles() {}

    /** What has no better name than its check is grouped by that. */
    private record Group(String exercise, Mistake mistake, String check) {}

    static List<Obstacle> of(List<Row> rows) {
        Map<Group, Set<UUID>> learners = new LinkedHashMap<>();
        Map<Group, Map<String, Integer>> checks = new HashMap<>();
        for (Row row : rows) {
            for (Cell cell : row.cells()) {
                for (Failures.Run run : cell.failing()) {
                    Group group = new Group(
                            cell.exercise(), run.mistake(), run.mistake() == Mistake.OTHER ? run.check() : "");
                    learners.computeIfAbsent(group, _ -> new HashSet<>()).add(row.learner());
                    checks.computeIfAbsent(group, _ -> new LinkedHashMap<>()).merge(run.check(), 1, Integer::sum);
                }
            }
        }
        return learners.entrySet().stream()
                .filter(found -> found.getValue().size() >= FEWEST_LEARNERS)
                .map(found -> new Obstacle(
                        found.getKey().exercise(),
                        found.getKey().mistake(),
                        mostFrequent(checks.getOrDefault(found.getKey(), Map.of())),
                        found.getValue().size()))
                .sorted(Comparator.comparingInt(Obstacle::learners).reversed())
                .limit(MOST)
                .toList();
    }

    private static String mostFrequent(Map<String, Integer> checks) {
        return checks.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }
}
