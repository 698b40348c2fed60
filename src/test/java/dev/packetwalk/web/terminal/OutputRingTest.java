package dev.packetwalk.web.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputRingTest {
    private static final int CAPACITY = 65_536;

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameFile() {
        file = folder.resolve("sandbox").resolve("t1.ring");
    }

    @Test
    void what_is_appended_is_read_from_any_offset() throws IOException {
        try (OutputRing ring = OutputRing.open(file, CAPACITY)) {
            append(ring, "hello ");
            append(ring, "world");
            assertThat(text(ring, 0)).isEqualTo("hello world");
            assertThat(text(ring, 6)).isEqualTo("world");
            assertThat(text(ring, ring.end())).isEmpty();
        }
    }

    @Test
    void the_oldest_is_forgotten_and_the_newest_is_kept() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder all = new StringBuilder();
        try (OutputRing ring = OutputRing.open(file, CAPACITY)) {
            for (int i = 0; i < 2000; i++) {
                String line = "line " + i + " " + "x".repeat(random.nextInt(200)) + "\n";
                all.append(line);
                append(ring, line);
            }
            assertThat(ring.end()).as("seed %d", seed).isEqualTo(all.length());
            assertThat(ring.end() - ring.start()).isBetween(CAPACITY * 7L / 8, (long) CAPACITY);
            assertThat(text(ring, ring.start())).isEqualTo(all.substring((int) ring.start()));
            assertThatIllegalArgumentException().isThrownBy(() -> text(ring, ring.start() - 1));
        }
    }

    @Test
    void it_begins_between_sequences_and_knows_the_modes_before() throws IOException {
        try (OutputRing ring = OutputRing.open(file, CAPACITY)) {
            append(ring, "\u001b[?1049h");
            for (int i = 0; i < 20_000; i++) {
                append(ring, "\u001b[38;5;" + i % 256 + "m€");
            }
            assertThat(text(ring, ring.start())).startsWith("\u001b[38;5;").endsWith("€");
            assertThat(ring.prelude()).startsWith("\u001b[?1049h\u001b[38;5;");
            assertThat(ring.modesAtEnd().alternateScreen()).isTrue();
        }
    }

    @Test
    void a_kill_loses_nothing_that_was_appended() throws IOException {
        OutputRing before = OutputRing.open(file, CAPACITY);
        append(before, "\u001b[?2004h");
        for (int i = 0; i < 10_000; i++) {
            append(before, "line " + i + "\r\n");
        }
        // Not closed: what is mapped is in the file as soon as it is written.
        try (OutputRing after = OutputRing.open(file, CAPACITY)) {
            assertThat(after.id()).isEqualTo(before.id());
            assertThat(after.start()).isEqualTo(before.start());
            assertThat(after.end()).isEqualTo(before.end());
            assertThat(after.prelude()).isEqualTo("\u001b[?2004h");
            assertThat(text(after, after.start())).isEqualTo(text(before, before.start()));
            append(after, "and on");
            assertThat(text(after, before.end())).isEqualTo("and on");
        }
        before.close();
    }

    @Test
    void a_slot_half_written_at_a_kill_does_not_count() throws IOException {
        OutputRing before = OutputRing.open(file, CAPACITY);
        for (int i = 0; i < 100; i++) {
            append(before, "x".repeat(1000));
        }
        long start = before.start();
        before.close();
        // Spoil the slot that would come next: the older one of the two.
        for (int slot = 0; slot < 2; slot++) {
            long sequence = number(128 + slot * 1984L);
            if (sequence < Math.max(number(128), number(128 + 1984))) {
                overwrite(128 + slot * 1984L, Long.MAX_VALUE);
            }
        }
        try (OutputRing after = OutputRing.open(file, CAPACITY)) {
            assertThat(after.start()).isEqualTo(start);
        }
    }

    @Test
    void a_file_that_is_damaged_or_of_another_size_is_begun_anew() throws IOException {
        OutputRing old = OutputRing.open(file, CAPACITY);
        append(old, "old");
        old.close();
        overwrite(32, Long.MAX_VALUE);
        try (OutputRing ring = OutputRing.open(file, CAPACITY)) {
            assertThat(ring.end()).isZero();
            assertThat(ring.id()).isNotEqualTo(old.id());
        }
        try (OutputRing ring = OutputRing.open(file, 2 * CAPACITY)) {
            assertThat(ring.end()).isZero();
            append(ring, "new");
        }
        assertThat(Files.size(file)).isEqualTo(4096 + 2 * CAPACITY);
    }

    @Test
    void it_takes_its_file_with_it_when_it_is_deleted() throws IOException {
        OutputRing.open(file, CAPACITY).delete();
        assertThat(file).doesNotExist();
    }

    private void overwrite(long position, long number) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(
                    ByteBuffer.allocate(8)
                            .order(java.nio.ByteOrder.nativeOrder())
                            .putLong(0, number),
                    position);
        }
    }

    private long number(long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(8).order(java.nio.ByteOrder.nativeOrder());
            channel.read(bytes, position);
            return bytes.getLong(0);
        }
    }

    private static void append(OutputRing ring, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ring.append(bytes, 0, bytes.length);
    }

    private static String text(OutputRing ring, long from) {
        byte[] bytes = new byte[ring.capacity()];
        return new String(bytes, 0, ring.read(from, bytes, bytes.length), UTF_8);
    }
}
