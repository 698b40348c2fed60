package dev.packetwalk.web.terminal;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.packetwalk.sandbox.TerminalSize;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The recent output of one terminal, in a file mapped into memory: what was appended survives a kill of the server (not a crash
 * of the machine). Offsets count the bytes since the ring was made. It begins between two control sequences, and keeps what
 * terminal modes the forgotten part left, so that a fresh terminal can be shown the rest.
 *
 * <p>Not safe for use by several threads at a time. Form of the file, in the machine's byte order: {@value #HEADER} bytes of
 * header ({@code MAGIC}, capacity, two halves of the id, end, columns, rows, then two slots of which the valid one with the higher sequence
 * counts: sequence, start, length, CRC-32, text), then the ring; the byte at offset p is at p modulo capacity.
 */
final class OutputRing implements AutoCloseable {
    private static final long MAGIC = 0x70_77_72_69_6e_67_00_01L;
    private static final int HEADER = 4096;
    private static final int CAPACITY_AT = 8;
    private static final int ID_AT = 16;
    private static final int END_AT = 32;
    private static final int COLUMNS_AT = 40;
    private static final int ROWS_AT = 44;
    private static final int SLOTS_AT = 128;
    private static final int SLOT = 1984;
    private static final int SLOT_TEXT_AT = 24;

    /** Forgetting goes in steps, so that the slots are written seldom. */
    private static final int STEPS = 16;

    /** A longer sequence than this is taken for garbage, and the ring may begin within it. */
    private static final int LONGEST_SEQUENCE = 4096;

    private final Path file;
    private final Arena arena;
    private final MemorySegment map;
    private final int capacity;
    private final UUID id;
    private final ScreenModes forgotten = new ScreenModes();
    private long sequence;
    private long start;
    private long end;
    private String prelude = "";

    private OutputRing(Path file, Arena arena, MemorySegment map, int capacity, UUID id) {
        this.file = file;
        this.arena = arena;
        this.map = map;
        this.capacity = capacity;
        this.id = id;
    }

    /**
     * Opens the ring in a file, or makes one there when there is none or when it is damaged.
     *
     * @param capacity how many bytes are kept; a multiple of 4096. An older file with another capacity is not used.
     */
    static OutputRing open(Path file, int capacity) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Arena arena = Arena.ofShared();
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            boolean whole = channel.size() == HEADER + capacity;
            if (!whole) {
                channel.truncate(0);
            }
            MemorySegment map = channel.map(FileChannel.MapMode.READ_WRITE, 0, HEADER + capacity, arena);
            OutputRing found = whole ? reopened(file, arena, map, capacity) : null;
            return found != null ? found : fresh(file, arena, map, capacity);
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static @Nullable OutputRing reopened(Path file, Arena arena, MemorySegment map, int capacity) {
        if (map.get(JAVA_LONG, 0) != MAGIC || map.get(JAVA_LONG, CAPACITY_AT) != capacity) {
            return null;
        }
        UUID id = new UUID(map.get(JAVA_LONG, ID_AT), map.get(JAVA_LONG, ID_AT + 8));
        OutputRing ring = new OutputRing(file, arena, map, capacity, id);
        ring.end = map.get(JAVA_LONG, END_AT);
        Slot slot = newer(slot(map, 0), slot(map, 1));
        if (slot == null || slot.start > ring.end || ring.end - slot.start > capacity) {
            return null;
        }
        ring.sequence = slot.sequence;
        ring.start = slot.start;
        ring.prelude = slot.prelude;
        byte[] modes = slot.prelude.getBytes(UTF_8);
        ring.forgotten.accept(modes, 0, modes.length);
        return ring;
    }

    private static OutputRing fresh(Path file, Arena arena, MemorySegment map, int capacity) {
        UUID id = UUID.randomUUID();
        map.asSlice(0, HEADER).fill((byte) 0);
        map.set(JAVA_LONG, CAPACITY_AT, capacity);
        map.set(JAVA_LONG, ID_AT, id.getMostSignificantBits());
        map.set(JAVA_LONG, ID_AT + 8, id.getLeastSignificantBits());
        OutputRing ring = new OutputRing(file, arena, map, capacity, id);
        ring.writeSlot();
        map.set(JAVA_LONG, 0, MAGIC);
        return ring;
    }

    /** Tells this ring from the one that was in the same file before it. */
    UUID id() {
        return id;
    }

    /** The offset of the first byte that is still there. */
    long start() {
        return start;
    }

    /** The offset after the last byte. */
    long end() {
        return end;
    }

    /** The size that was last kept; 80x24 when none was. */
    TerminalSize size() {
        try {
            return new TerminalSize(map.get(JAVA_INT, COLUMNS_AT), map.get(JAVA_INT, ROWS_AT));
        } catch (IllegalArgumentException _) {
            return TerminalSize.DEFAULT;
        }
    }

    /** Keeps the terminal's size, for whoever attaches after a restart of the server. */
    void keepSize(TerminalSize size) {
        map.set(JAVA_INT, COLUMNS_AT, size.columns());
        map.set(JAVA_INT, ROWS_AT, size.rows());
    }

    int capacity() {
        return capacity;
    }

    /** What brings a fresh terminal to the modes that it has to be in at {@link #start()}. */
    String prelude() {
        return prelude;
    }

    /** Appends at most a quarter of the capacity, forgetting the oldest bytes for it. */
    void append(byte[] bytes, int offset, int length) {
        if (length > capacity / 4) {
            throw new IllegalArgumentException("append " + length + " bytes in parts of at most " + capacity / 4);
        }
        if (end + length - start > capacity) {
            forget(end + length - capacity);
        }
        int at = (int) (end % capacity);
        int first = Math.min(length, capacity - at);
        MemorySegment.copy(bytes, offset, map, JAVA_BYTE, HEADER + at, first);
        MemorySegment.copy(bytes, offset + first, map, JAVA_BYTE, HEADER, length - first);
        end += length;
        map.set(JAVA_LONG, END_AT, end);
    }

    /** Copies bytes from an offset between start and end; returns how many, 0 at the end. */
    int read(long from, byte[] into, int length) {
        if (from < start || from > end) {
            throw new IllegalArgumentException("offset " + from + " is not within " + start + " to " + end);
        }
        int count = (int) Math.min(length, end - from);
        int at = (int) (from % capacity);
        int first = Math.min(count, capacity - at);
        MemorySegment.copy(map, JAVA_BYTE, HEADER + at, into, 0, first);
        MemorySegment.copy(map, JAVA_BYTE, HEADER, into, first, count - first);
        return count;
    }

    /** The modes of a terminal that has been shown everything. */
    ScreenModes modesAtEnd() {
        ScreenModes modes = new ScreenModes();
        byte[] before = prelude.getBytes(UTF_8);
        modes.accept(before, 0, before.length);
        byte[] rest = new byte[(int) (end - start)];
        modes.accept(rest, 0, read(start, rest, rest.length));
        return modes;
    }

    /** Forgets at least up to an offset; the new start is written before anything there is overwritten. */
    private void forget(long upTo) {
        long target = Math.min(end, upTo + capacity / STEPS);
        while (start < target) {
            forgetOne();
        }
        long limit = Math.min(end, start + LONGEST_SEQUENCE);
        while (start < limit && !forgotten.betweenSequences()) {
            forgetOne();
        }
        if (!forgotten.betweenSequences()) {
            forgotten.abandonSequence();
        }
        prelude = forgotten.restore();
        writeSlot();
    }

    private void forgetOne() {
        forgotten.accept(map.get(JAVA_BYTE, HEADER + start % capacity));
        start++;
    }

    /** Writes the slot that is not in use; the other one counts until this one is whole. */
    private void writeSlot() {
        sequence++;
        long at = SLOTS_AT + (sequence % 2) * SLOT;
        byte[] text = prelude.getBytes(UTF_8);
        int length = text.length <= SLOT - SLOT_TEXT_AT ? text.length : 0;
        map.set(JAVA_LONG, at, sequence);
        map.set(JAVA_LONG, at + 8, start);
        map.set(JAVA_INT, at + 16, length);
        MemorySegment.copy(text, 0, map, JAVA_BYTE, at + SLOT_TEXT_AT, length);
        map.set(JAVA_INT, at + 20, checksum(sequence, start, text, length));
    }

    private static @Nullable Slot slot(MemorySegment map, int number) {
        long at = SLOTS_AT + (long) number * SLOT;
        long sequence = map.get(JAVA_LONG, at);
        long start = map.get(JAVA_LONG, at + 8);
        int length = map.get(JAVA_INT, at + 16);
        if (sequence == 0 || start < 0 || length < 0 || length > SLOT - SLOT_TEXT_AT) {
            return null;
        }
        byte[] text = map.asSlice(at + SLOT_TEXT_AT, length).toArray(JAVA_BYTE);
        return map.get(JAVA_INT, at + 20) == checksum(sequence, start, text, length)
                ? new Slot(sequence, start, new String(text, UTF_8))
                : null;
    }

    private static @Nullable Slot newer(@Nullable Slot one, @Nullable Slot other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.sequence > other.sequence ? one : other;
    }

    private static int checksum(long sequence, long start, byte[] text, int length) {
        CRC32 crc = new CRC32();
        for (long number : new long[] {sequence, start, length}) {
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                crc.update((int) (number >>> shift) & 0xff);
            }
        }
        crc.update(text, 0, length);
        return (int) crc.getValue();
    }

    /** Unmaps the file and leaves it. */
    @Override
    public void close() {
        arena.close();
    }

    /** Unmaps the file and removes it. */
    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
    }

    private record Slot(long sequence, long start, String prelude) {}
}
