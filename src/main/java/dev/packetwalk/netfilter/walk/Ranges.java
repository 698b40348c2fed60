package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A set of ordered values as half-open ranges, kept as its edges: from the first edge on values are in it, from the second on
 * out of it, and so on. An odd number of edges has no end.
 *
 * <p>Addresses, ports and states need the usual operations, and interface names fit as well: ordered as text, one name is the
 * range up to the name followed by a zero character, and all names with a common beginning are one range.
 */
final class Ranges<T extends Comparable<T>> {
    private static final Ranges<?> NONE = new Ranges<>(new Comparable<?>[0]);

    private final Comparable<?>[] edges;
    private int hash;

    private Ranges(Comparable<?>[] edges) {
        this.edges = edges;
    }

    // No range, whatever it is that there is none of.
    @SuppressWarnings("unchecked")
    static <T extends Comparable<T>> Ranges<T> none() {
        return (Ranges<T>) NONE;
    }

    /** Values from {@code first} on and before {@code end}. */
    static <T extends Comparable<T>> Ranges<T> between(T first, T end) {
        return first.compareTo(end) < 0 ? new Ranges<>(new Comparable<?>[] {first, end}) : none();
    }

    /** Values from {@code first} on. */
    static <T extends Comparable<T>> Ranges<T> from(T first) {
        return new Ranges<>(new Comparable<?>[] {first});
    }

    /** The numbers from 0 on and before {@code end} for which that holds. */
    static Ranges<Long> where(LongPredicate holds, long end) {
        List<Long> edges = new ArrayList<>();
        boolean inside = false;
        for (long number = 0; number < end; number++) {
            if (holds.test(number) != inside) {
                inside = !inside;
                edges.add(number);
            }
        }
        if (inside) {
            edges.add(end);
        }
        return new Ranges<>(edges.toArray(Comparable<?>[]::new));
    }

    /** Those numbers, which rise. */
    static Ranges<Long> ofEach(List<Long> rising) {
        List<Long> edges = new ArrayList<>();
        for (long number : rising) {
            if (!edges.isEmpty() && edges.getLast() == number) {
                edges.removeLast();
            } else {
                edges.add(number);
            }
            edges.add(number + 1);
        }
        return edges.isEmpty() ? none() : new Ranges<>(edges.toArray(Comparable<?>[]::new));
    }

    // Edges are only ever values of T.
    @SuppressWarnings("unchecked")
    private T edge(int index) {
        return (T) edges[index];
    }

    boolean isEmpty() {
        return edges.length == 0;
    }

    boolean contains(T value) {
        return upTo(value) % 2 == 1;
    }

    /** How many edges are at most that value. */
    private int upTo(T value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edge(middle).compareTo(value) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many edges are below that value. */
    private int before(T value) {
        int upTo = upTo(value);
        return upTo > 0 && edges[upTo - 1].equals(value) ? upTo - 1 : upTo;
    }

    /** Number of separate ranges. */
    int size() {
        return (edges.length + 1) / 2;
    }

    /** First value of each range. */
    List<T> starts() {
        List<T> starts = new ArrayList<>();
        for (int i = 0; i < edges.length; i += 2) {
            starts.add(edge(i));
        }
        return starts;
    }

    /** First value and end of each range; the last one may lack its end. */
    List<T> edges() {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < edges.length; i++) {
            all.add(edge(i));
        }
        return all;
    }

    /** Whether a value is in both. */
    boolean meets(Ranges<T> other) {
        return edges.length < other.edges.length ? other.meetsEach(this) : meetsEach(other);
    }

    private boolean meetsEach(Ranges<T> fewer) {
        for (int i = 0; i < fewer.edges.length; i += 2) {
            int first = upTo(fewer.edge(i));
            if (first % 2 == 1) {
                return true;
            }
            boolean endless = i + 1 == fewer.edges.length;
            if (first < edges.length && (endless || edge(first).compareTo(fewer.edge(i + 1)) < 0)) {
                return true;
            }
        }
        return false;
    }

    Ranges<T> intersect(Ranges<T> other) {
        if (other.size() == 1) {
            return within(other.edge(0), other.edges.length == 2 ? other.edges[1] : null);
        }
        return size() == 1
                ? other.within(edge(0), edges.length == 2 ? edges[1] : null)
                : combine(other, Operation.BOTH);
    }

    Ranges<T> union(Ranges<T> other) {
        return other.isEmpty() ? this : isEmpty() ? other : combine(other, Operation.EITHER);
    }

    Ranges<T> subtract(Ranges<T> other) {
        if (other.size() == 1) {
            return without(other.edge(0), other.edges.length == 2 ? other.edges[1] : null);
        }
        return combine(other, Operation.ONLY_FIRST);
    }

    /** What lies from {@code first} on and before {@code end}, which may be missing: by copying, as most sets are long. */
    @SuppressWarnings("unchecked") // the end is an edge of a range of T
    private Ranges<T> within(T first, @Nullable Comparable<?> end) {
        int from = upTo(first);
        int to = end == null ? edges.length : before((T) end);
        boolean starts = from % 2 == 1;
        boolean ends = end != null && to % 2 == 1;
        if (from == 0 && to == edges.length && !ends) {
            return this;
        }
        int length = Math.max(0, to - from) + (starts ? 1 : 0) + (ends ? 1 : 0);
        if (length == 0) {
            return none();
        }
        Comparable<?>[] result = new Comparable<?>[length];
        int at = 0;
        if (starts) {
            result[at++] = first;
        }
        System.arraycopy(edges, from, result, at, to - from);
        if (ends) {
            result[length - 1] = end;
        }
        return new Ranges<>(result);
    }

    /** What lies before {@code first} or from {@code end} on, which may be missing. */
    @SuppressWarnings("unchecked") // the end is an edge of a range of T
    private Ranges<T> without(T first, @Nullable Comparable<?> end) {
        int from = before(first);
        int to = end == null ? edges.length : upTo((T) end);
        boolean stops = from % 2 == 1;
        boolean goesOn = end != null && to % 2 == 1;
        if (from == to && !stops) {
            return this;
        }
        int behind = edges.length - to;
        Comparable<?>[] result = new Comparable<?>[from + (stops ? 1 : 0) + (goesOn ? 1 : 0) + behind];
        System.arraycopy(edges, 0, result, 0, from);
        if (stops) {
            result[from] = first;
        }
        if (goesOn) {
            result[result.length - behind - 1] = end;
        }
        System.arraycopy(edges, to, result, result.length - behind, behind);
        return new Ranges<>(result);
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
        Comparable<?>[] result = new Comparable<?>[edges.length + other.edges.length];
        int count = 0;
        int mine = 0;
        int theirs = 0;
        boolean inside = false;
        while (mine < edges.length || theirs < other.edges.length) {
            T edge = nextEdge(mine, other, theirs);
            if (mine < edges.length && edge(mine).compareTo(edge) == 0) {
                mine++;
            }
            if (theirs < other.edges.length && other.edge(theirs).compareTo(edge) == 0) {
                theirs++;
            }
            if (operation.holds(mine % 2 == 1, theirs % 2 == 1) != inside) {
                inside = !inside;
                result[count++] = edge;
            }
        }
        return count == 0 ? none() : new Ranges<>(Arrays.copyOf(result, count));
    }

    private T nextEdge(int mine, Ranges<T> other, int theirs) {
        if (mine == edges.length) {
            return other.edge(theirs);
        }
        if (theirs == other.edges.length) {
            return edge(mine);
        }
        T first = edge(mine);
        T second = other.edge(theirs);
        return first.compareTo(second) <= 0 ? first : second;
    }

    @Override
    public boolean equals(Object object) {
        return this == object
                || (object instanceof Ranges<?> other
                        && edges.length == other.edges.length
                        && Arrays.equals(edges, other.edges));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(edges);
        }
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(edges);
    }
}
