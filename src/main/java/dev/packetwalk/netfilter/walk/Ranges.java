package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.List;

/**
 * A set of ordered values as half-open ranges, kept as its edges: from the first edge on values are in it, from the second on
 * out of it, and so on. An odd number of edges has no end.
 *
 * <p>Addresses, ports and states need the usual operations, and interface names fit as well: ordered as text, one name is the
 * range up to the name followed by a zero character, and all names with a common beginning are one range.
 */
final class Ranges<T extends Comparable<T>> {
    private final List<T> edges;
    private final int hash;

    private Ranges(List<T> edges) {
        this.edges = edges;
        this.hash = edges.hashCode();
    }

    static <T extends Comparable<T>> Ranges<T> none() {
        return new Ranges<T>(List.<T>of());
    }

    /** Values from {@code first} on and before {@code end}. */
    static <T extends Comparable<T>> Ranges<T> between(T first, T end) {
        return first.compareTo(end) < 0 ? new Ranges<>(List.of(first, end)) : none();
    }

    /** Values from {@code first} on. */
    static <T extends Comparable<T>> Ranges<T> from(T first) {
        return new Ranges<>(List.of(first));
    }

    boolean isEmpty() {
        return edges.isEmpty();
    }

    boolean contains(T value) {
        int low = 0;
        int high = edges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges.get(middle).compareTo(value) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low % 2 == 1;
    }

    /** Number of separate ranges. */
    int size() {
        return (edges.size() + 1) / 2;
    }

    /** First value of each range. */
    List<T> starts() {
        List<T> starts = new ArrayList<>();
        for (int i = 0; i < edges.size(); i += 2) {
            starts.add(edges.get(i));
        }
        return starts;
    }

    /** First value and end of each range; the last one may lack its end. */
    List<T> edges() {
        return edges;
    }

    Ranges<T> intersect(Ranges<T> other) {
        return equals(other) ? this : combine(other, Operation.BOTH);
    }

    Ranges<T> union(Ranges<T> other) {
        return equals(other) ? this : combine(other, Operation.EITHER);
    }

    Ranges<T> subtract(Ranges<T> other) {
        return combine(other, Operation.ONLY_FIRST);
    }

    private enum Operation {
        BOTH,
        EITHER,
        ONLY_FIRST;

        boolean holds(boolean first, boolean second) {
            return switch (this) {
                case BOTH -> first && second;
                case EITHER -> first || second;
                case ONLY_FIRST -> first && !second;
            };
        }
    }

    private Ranges<T> combine(Ranges<T> other, Operation operation) {
        List<T> result = new ArrayList<>(edges.size() + other.edges.size());
        int mine = 0;
        int theirs = 0;
        boolean inside = false;
        while (mine < edges.size() || theirs < other.edges.size()) {
            T edge = nextEdge(mine, other, theirs);
            if (mine < edges.size() && edges.get(mine).compareTo(edge) == 0) {
                mine++;
            }
            if (theirs < other.edges.size() && other.edges.get(theirs).compareTo(edge) == 0) {
                theirs++;
            }
            if (operation.holds(mine % 2 == 1, theirs % 2 == 1) != inside) {
                inside = !inside;
                result.add(edge);
            }
        }
        return new Ranges<>(List.copyOf(result));
    }

    private T nextEdge(int mine, Ranges<T> other, int theirs) {
        if (mine == edges.size()) {
            return other.edges.get(theirs);
        }
        if (theirs == other.edges.size()) {
            return edges.get(mine);
        }
        T first = edges.get(mine);
        T second = other.edges.get(theirs);
        return first.compareTo(second) <= 0 ? first : second;
    }

    @Override
    public boolean equals(Object object) {
        return this == object || (object instanceof Ranges<?> other && hash == other.hash && edges.equals(other.edges));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return edges.toString();
    }
}
