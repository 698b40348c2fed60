package dev.packetwalk.netfilter;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which elements of two sequences stand in both in the same order: a longest common subsequence.
 *
 * <p>Sequences without repetitions take n log n steps at any length. With repetitions, the result is still a longest one as long
 * as the parts between the common start and end multiply to at most {@value #MOST_CELLS}; beyond that it may be shorter.
 */
final class CommonOrder {
    /** 10,000 rules against 10,000, of which a bit each is kept: 12 MiB. */
    private static final long MOST_CELLS = 100_000_000L;

    private final boolean[] first;
    private final boolean[] second;

    private CommonOrder(int first, int second) {
        this.first = new boolean[first];
        this.second = new boolean[second];
    }

    static CommonOrder of(int[] first, int[] second) {
        CommonOrder order = new CommonOrder(first.length, second.length);
        int start = 0;
        while (start < Math.min(first.length, second.length) && first[start] == second[start]) {
            order.keep(start, start);
            start++;
        }
        int end = 0;
        while (end < Math.min(first.length, second.length) - start
                && first[first.length - 1 - end] == second[second.length - 1 - end]) {
            end++;
            order.keep(first.length - end, second.length - end);
        }
        int rows = first.length - end - start;
        int columns = second.length - end - start;
        int[] ofFirst = Arrays.copyOfRange(first, start, start + rows);
        int[] ofSecond = Arrays.copyOfRange(second, start, start + columns);
        boolean repeats = repeats(ofFirst) || repeats(ofSecond);
        if (repeats && (long) rows * columns <= MOST_CELLS) {
            order.keepLongest(ofFirst, ofSecond, start);
        } else {
            order.keepRising(ofFirst, ofSecond, start);
        }
        return order;
    }

    boolean inFirst(int index) {
        return first[index];
    }

    boolean inSecond(int index) {
        return second[index];
    }

    private void keep(int inFirst, int inSecond) {
        first[inFirst] = true;
        second[inSecond] = true;
    }

    private static boolean repeats(int[] elements) {
        return Arrays.stream(elements).distinct().count() < elements.length;
    }

    /**
     * Hyyrö's bit-parallel rows of the dynamic programme, one bit a cell: a cleared bit in row i at column j means that taking
     * column j makes the common subsequence of the first i + 1 and the first j + 1 elements longer by one.
     */
    private void keepLongest(int[] rows, int[] columns, int start) {
        int words = (columns.length + 63) / 64;
        Map<Integer, long[]> places = new HashMap<>();
        for (int j = 0; j < columns.length; j++) {
            places.computeIfAbsent(columns[j], element -> new long[words])[j / 64] |= 1L << j;
        }
        long[][] steps = new long[rows.length + 1][];
        steps[0] = new long[words];
        Arrays.fill(steps[0], -1L);
        for (int i = 0; i < rows.length; i++) {
            long[] matching = places.get(rows[i]);
            steps[i + 1] = matching == null ? steps[i] : next(steps[i], matching);
        }
        int i = rows.length;
        int j = columns.length;
        while (i > 0 && j > 0) {
            if (longer(steps[i], j - 1)) {
                if (!longer(steps[i - 1], j - 1)) {
                    keep(start + i - 1, start + j - 1);
                    j--;
                }
                i--;
            } else {
                j--;
            }
        }
    }

    private static boolean longer(long[] steps, int column) {
        return (steps[column / 64] >>> column & 1) == 0;
    }

    private static long[] next(long[] row, long[] matching) {
        long[] next = new long[row.length];
        long carry = 0;
        for (int word = 0; word < row.length; word++) {
            long before = row[word];
            long taken = before & matching[word];
            long sum = before + taken;
            long carried = Long.compareUnsigned(sum, before) < 0 ? 1 : 0;
            sum += carry;
            carry = carried | (carry == 1 && sum == 0 ? 1 : 0);
            next[word] = sum | (before & ~matching[word]);
        }
        return next;
    }

    /** The nth of equal elements stays the nth; of these pairs, a longest rising sequence. */
    private void keepRising(int[] rows, int[] columns, int start) {
        Map<Integer, Deque<Integer>> places = new HashMap<>();
        for (int j = 0; j < columns.length; j++) {
            places.computeIfAbsent(columns[j], element -> new ArrayDeque<>()).add(j);
        }
        int[] column = new int[rows.length];
        int[] before = new int[rows.length];
        int[] lasts = new int[rows.length];
        int length = 0;
        for (int i = 0; i < rows.length; i++) {
            Deque<Integer> free = places.getOrDefault(rows[i], new ArrayDeque<>());
            if (!free.isEmpty()) {
                column[i] = free.remove();
                int at = smaller(lasts, length, column, column[i]);
                before[i] = at == 0 ? -1 : lasts[at - 1];
                lasts[at] = i;
                length = Math.max(length, at + 1);
            }
        }
        for (int i = length == 0 ? -1 : lasts[length - 1]; i >= 0; i = before[i]) {
            keep(start + i, start + column[i]);
        }
    }

    /** How many of the sequences' lasts stand in a smaller column. */
    private static int smaller(int[] lasts, int length, int[] column, int than) {
        int low = 0;
        int high = length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (column[lasts[middle]] < than) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
