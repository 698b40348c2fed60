package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The packets whose every property lies in its own range: a product over all {@link Dimension}s, never empty.
 *
 * <p>When a rule rewrites a property, the box keeps what it was before beside it, so that it still tells which packets these
 * are. Conditions never look at that.
 */
final class Box {
    /** Every packet that there can be. */
    static final Box EVERYTHING =
            new Box(Dimension.ALL.stream().map(Dimension::universe).toArray(Ranges<?>[]::new), 0, 0);

    private final Ranges<?>[] sides;
    /** A bit for each side that is not the whole universe. */
    private final int restricted;
    /** A bit for each side that holds what a rule wrote, not what the packet came with. */
    private final int rewritten;

    private Box(Ranges<?>[] sides, int restricted, int rewritten) {
        this.sides = sides;
        this.restricted = restricted;
        this.rewritten = rewritten;
    }

    <T extends Comparable<T>> Ranges<T> get(Dimension<T> dimension) {
        return typed(sides[dimension.index()]);
    }

    // Sides are only ever stored at the index of their own dimension, so the types agree.
    @SuppressWarnings("unchecked")
    private static <T extends Comparable<T>> Ranges<T> typed(Ranges<?> side) {
        return (Ranges<T>) side;
    }

    /** This box with one side exchanged; empty when nothing would be left in it. */
    <T extends Comparable<T>> Optional<Box> with(Dimension<T> dimension, Ranges<T> side) {
        if (side.isEmpty()) {
            return Optional.empty();
        }
        Ranges<?>[] changed = sides.clone();
        changed[dimension.index()] = side;
        int bit = 1 << dimension.index();
        boolean whole = side.equals(dimension.universe());
        return Optional.of(new Box(changed, whole ? restricted & ~bit : restricted | bit, rewritten));
    }

    /** What becomes of the box when a rule writes values of that range over what the packets have. */
    <T extends Comparable<T>> Optional<Box> rewrite(Dimension<T> dimension, Ranges<T> side) {
        return with(dimension, side).map(changed -> {
            int bit = 1 << dimension.index();
            if ((rewritten & bit) == 0) {
                changed.sides[dimension.formerIndex()] = sides[dimension.index()];
            }
            int former = (restricted & bit) == 0 || (rewritten & bit) != 0 ? 0 : 1 << dimension.formerIndex();
            return new Box(changed.sides, changed.restricted | former, rewritten | bit);
        });
    }

    /** Whether a rule has written that property. */
    boolean rewritten(Dimension<?> dimension) {
        return (rewritten & 1 << dimension.index()) != 0;
    }

    /** The same packets as they came, before anything was rewritten. */
    Box asTheyCame() {
        return rewritten == 0 ? this : settled(true);
    }

    /** The packets as they are, with no memory of what they were. */
    Box asTheyAre() {
        return rewritten == 0 ? this : settled(false);
    }

    private Box settled(boolean former) {
        Ranges<?>[] settled = sides.clone();
        int bits = restricted;
        for (Dimension<?> dimension : Dimension.REWRITABLE) {
            int at = dimension.formerIndex();
            if (rewritten(dimension)) {
                if (former) {
                    settled[dimension.index()] = settled[at];
                    int bit = 1 << dimension.index();
                    bits = (bits & 1 << at) == 0 ? bits & ~bit : bits | bit;
                }
                settled[at] = dimension.universe();
                bits &= ~(1 << at);
            }
        }
        return new Box(settled, bits, 0);
    }

    /** What lies in this box and in the range on one side. */
    <T extends Comparable<T>> Optional<Box> narrow(Dimension<T> dimension, Ranges<T> side) {
        return with(dimension, get(dimension).intersect(side));
    }

    /** Whether a packet is in both. */
    boolean meets(Box other) {
        for (int both = restricted & other.restricted; both != 0; both &= both - 1) {
            if (!meets(Dimension.ALL.get(Integer.numberOfTrailingZeros(both)), other)) {
                return false;
            }
        }
        return true;
    }

    private <T extends Comparable<T>> boolean meets(Dimension<T> dimension, Box other) {
        return get(dimension).meets(other.get(dimension));
    }

    /** What comparing it costs beyond looking at it: sides of very many ranges take their time. */
    int weight() {
        int edges = 0;
        for (int bits = restricted; bits != 0; bits &= bits - 1) {
            edges += sides[Integer.numberOfTrailingZeros(bits)].size();
        }
        return edges >> 8;
    }

    Optional<Box> intersect(Box other) {
        if (!meets(other)) {
            return Optional.empty();
        }
        Ranges<?>[] common = sides.clone();
        for (int bits = other.restricted; bits != 0; bits &= bits - 1) {
            int index = Integer.numberOfTrailingZeros(bits);
            boolean mineToo = (restricted & 1 << index) != 0;
            common[index] = mineToo ? commonSide(Dimension.ALL.get(index), other) : other.sides[index];
        }
        return Optional.of(new Box(common, restricted | other.restricted, rewritten | other.rewritten));
    }

    private <T extends Comparable<T>> Ranges<T> commonSide(Dimension<T> dimension, Box other) {
        return get(dimension).intersect(other.get(dimension));
    }

    /** What lies in this box and not in the other, as boxes without common packets. */
    List<Box> subtract(Box other) {
        if (!meets(other)) {
            return List.of(this);
        }
        List<Box> pieces = new ArrayList<>();
        Box rest = this;
        for (int bits = other.restricted; bits != 0; bits &= bits - 1) {
            rest = rest.cut(Dimension.ALL.get(Integer.numberOfTrailingZeros(bits)), other, pieces);
        }
        return pieces;
    }

    /** Puts what sticks out of the other box on one side into {@code pieces}; returns the rest. */
    private <T extends Comparable<T>> Box cut(Dimension<T> dimension, Box other, List<Box> pieces) {
        Ranges<T> outside = get(dimension).subtract(other.get(dimension));
        if (outside.isEmpty()) {
            return this;
        }
        with(dimension, outside).ifPresent(pieces::add);
        return narrow(dimension, other.get(dimension)).orElseThrow();
    }

    /** The box over both, when they differ on that one side only; empty otherwise. */
    <T extends Comparable<T>> Optional<Box> mergedOver(Dimension<T> dimension, Box other) {
        return equalBut(dimension, other)
                ? with(dimension, get(dimension).union(other.get(dimension)))
                : Optional.empty();
    }

    private boolean equalBut(Dimension<?> dimension, Box other) {
        if (rewritten != other.rewritten || ((restricted ^ other.restricted) & ~(1 << dimension.index())) != 0) {
            return false;
        }
        for (int i = 0; i < sides.length; i++) {
            if (i != dimension.index() && !sides[i].equals(other.sides[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether that side is not the whole universe. */
    boolean restricts(Dimension<?> dimension) {
        return (restricted & 1 << dimension.index()) != 0;
    }

    /** A hash of all sides but one. */
    int hashBut(Dimension<?> dimension) {
        int result = rewritten;
        for (int bits = restricted & ~(1 << dimension.index()); bits != 0; bits &= bits - 1) {
            int index = Integer.numberOfTrailingZeros(bits);
            result = 31 * result + index * 7 + sides[index].hashCode();
        }
        return result;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Box other
                && restricted == other.restricted
                && rewritten == other.rewritten
                && Arrays.equals(sides, other.sides);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sides);
    }

    @Override
    public String toString() {
        return Arrays.toString(sides);
    }
}
