package dev.packetwalk.progress.classes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a file would do to a roster. Nothing is taken away: who is not in the file stays, and so does what it leaves empty.
 *
 * @param added who is new
 * @param changed who is known, and now called otherwise
 * @param kept how many stand there just so already
 * @param bad the lines that cannot be taken
 */
public record RosterChange(List<RosterRow> added, List<Changed> changed, int kept, List<BadLine> bad) {
    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty();
    }

    /** How many are added or changed. */
    public int size() {
        return added.size() + changed.size();
    }

    /** Somebody on the roster, and what the file says of them. */
    public record Changed(RosterEntry before, RosterRow after) {}

    /**
     * Compares a file with a roster. A person is known by the reference, else by the login; who had neither, by the name.
     *
     * @param entries the roster as it is
     * @param file what was read
     */
    static RosterChange between(List<RosterEntry> entries, RosterFile.Reading.Rows file) {
        Map<String, RosterEntry> byReference = new HashMap<>();
        Map<String, RosterEntry> byLogin = new HashMap<>();
        for (RosterEntry entry : entries) {
            byReference.put(entry.reference(), entry);
            byLogin.put(entry.login(), entry);
        }
        byReference.remove("");
        byLogin.remove("");
        Comparison comparison = new Comparison(entries, byReference, byLogin);
        file.rows().forEach(comparison::take);
        List<BadLine> bad = new ArrayList<>(file.bad());
        bad.addAll(comparison.bad);
        bad.sort(Comparator.comparingInt(BadLine::line));
        return new RosterChange(
                List.copyOf(comparison.added), List.copyOf(comparison.changed), comparison.kept, List.copyOf(bad));
    }

    private static final class Comparison {
        private final List<RosterEntry> entries;
        private final Map<String, RosterEntry> byReference;
        private final Map<String, RosterEntry> byLogin;
        private final Set<UUID> met = new HashSet<>();
        private final List<RosterRow> added = new ArrayList<>();
        private final List<Changed> changed = new ArrayList<>();
        private final List<BadLine> bad = new ArrayList<>();
        private int kept;

        Comparison(List<RosterEntry> entries, Map<String, RosterEntry> byReference, Map<String, RosterEntry> byLogin) {
            this.entries = entries;
            this.byReference = byReference;
            this.byLogin = byLogin;
        }

        void take(RosterRow row) {
            Optional<RosterEntry> one = Optional.ofNullable(byReference.get(row.reference()));
            Optional<RosterEntry> other = Optional.ofNullable(byLogin.get(row.login()));
            Optional<RosterEntry> known = one.or(() -> other).or(() -> byName(row));
            boolean twoPeople = one.isPresent() && other.isPresent() && !one.equals(other);
            if (twoPeople || known.filter(entry -> met.contains(entry.id())).isPresent()) {
                String text = row.name() + ", " + row.reference() + ", " + row.login();
                bad.add(new BadLine(row.line(), text, BadLine.Flaw.TWO_PEOPLE, 0));
            } else if (known.isEmpty()) {
                added.add(row);
            } else {
                met.add(known.get().id());
                RosterRow whole = row.completedBy(known.get());
                if (known.get().says(whole)) {
                    kept++;
                } else {
                    changed.add(new Changed(known.get(), whole));
                }
            }
        }

        /** Of those of whom nothing but the name is known. */
        private Optional<RosterEntry> byName(RosterRow row) {
            return entries.stream()
                    .filter(entry ->
                            entry.reference().isEmpty() && entry.login().isEmpty())
                    .filter(entry -> entry.name().equals(row.name().value()) && !met.contains(entry.id()))
                    .findFirst();
        }
    }
}
