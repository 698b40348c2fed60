package dev.packetwalk.netfilter.walk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The packets whose every property lies in its own range: a product over all {@link Dimension}s, never empty. */
final class Box {
    /** Every packet that there can be. */
    static final Box EVERYTHING =
            new Box(Dimension.ALL.stream().map(Dimension::universe).toArray(Ranges<?>[]::new));

    private final Ranges<?>[] sides;
    private final int hash;

    private Box(Ranges<?>[] sides) {
        this.sides = sides;
        this.hash = Arrays.hashCode(sides);
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
        return Optional.of(new Box(changed));
    }

    /** What lies in this box and in the range on one side. */
    <T extends Comparable<T>> Optional<Box> narrow(Dimension<T> dimension, Ranges<T> side) {
        return with(dimension, get(dimension).intersect(side));
    }

    Optional<Box> intersect(Box other) {
        Ranges<?>[] common = new Ranges<?>[sides.length];
        for (Dimension<?> dimension : Dimension.ALL) {
            Ranges<?> side = commonSide(dimension, other);
            if (side.isEmpty()) {
                return Optional.empty();
            }
            common[dimension.index()] = side;
        }
        return Optional.of(new Box(common));
    }

    private <T extends Comparable<T>> Ranges<T> commonSide(Dimension<T> dimension, Box other) {
        Ranges<T> mine = get(dimension);
        Ranges<T> theirs = other.get(dimension);
        return theirs.equals(dimension.universe()) ? mine : mine.intersect(theirs);
    }

    /** What lies in this box and not in the other, as boxes without common packets. */
    List<Box> subtract(Box other) {
        if (intersect(other).isEmpty()) {
            return List.of(this);
        }
        List<Box> pieces = new ArrayList<>();
        Box rest = this;
        for (Dimension<?> dimension : Dimension.ALL) {
            rest = rest.cut(dimension, other, pieces);
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

    boolean equalBut(Dimension<?> dimension, Box other) {
        for (int i = 0; i < sides.length; i++) {
            if (i != dimension.index() && !sides[i].equals(other.sides[i])) {
                return false;
            }
        }
        return true;
    }

    /** A hash of all sides but one. */
    int hashBut(Dimension<?> dimension) {
        int result = 1;
        for (int i = 0; i < sides.length; i++) {
            result = 31 * result + (i == dimension.index() ? 0 : sides[i].hashCode());
        }
        return result;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Box other && hash == other.hash && Arrays.equals(sides, other.sides);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return Arrays.toString(sides);
    }
}
