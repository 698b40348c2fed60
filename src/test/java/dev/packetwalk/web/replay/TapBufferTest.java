package dev.packetwalk.web.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.sandbox.TerminalSize;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TapBufferTest {
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final AtomicInteger told = new AtomicInteger();
    private final TapBuffer tap = new TapBuffer(() -> Instant.ofEpochMilli(millis.get()), told::incrementAndGet);

    @Test
    void what_is_printed_is_copied_with_its_time_and_told_of_once() {
        byte[] buffer = "abc".getBytes(UTF_8);
        tap.resized(new TerminalSize(100, 30));
        tap.printed(buffer, 1, 1);
        buffer[1] = 'X';
        millis.addAndGet(20);
        tap.printed(buffer, 0, 3);
        assertThat(told).hasValue(1);
        TapBuffer.Taken taken = tap.take();
        assertThat(taken.sizeBefore()).isEqualTo(TerminalSize.DEFAULT);
        assertThat(new OutputText().events(taken.heard(), 1_000_000))
                .containsExactly(
                        new RecordedEvent.Resized(0, new TerminalSize(100, 30)),
                        new RecordedEvent.Output(0, "b"),
                        new RecordedEvent.Output(20, "aXc"));
        assertThat(tap.take().heard()).isEmpty();
        assertThat(tap.take().sizeBefore()).isEqualTo(new TerminalSize(100, 30));
        tap.printed(buffer, 0, 3);
        assertThat(told).hasValue(2);
    }

    @Test
    void while_nobody_agrees_nothing_is_kept_but_the_size() {
        print("secret");
        tap.listen(false);
        print("more");
        tap.resized(new TerminalSize(120, 40));
        assertThat(tap.take().heard()).isEmpty();
        tap.listen(true);
        print("now");
        TapBuffer.Taken taken = tap.take();
        assertThat(taken.heard()).hasSize(1);
        assertThat(taken.sizeBefore()).isEqualTo(new TerminalSize(120, 40));
    }

    @Test
    void a_flood_is_bounded_and_says_once_that_it_was_left_out() {
        String page = "x".repeat(16 * 1024);
        for (int i = 0; i < 1000; i++) {
            print(page);
        }
        List<Heard> heard = tap.take().heard();
        assertThat(bytes(heard)).isBetween(TapBuffer.MOST_PENDING - 20_000, TapBuffer.MOST_PENDING);
        assertThat(heard.stream().filter(Heard.Missed.class::isInstance)).containsExactly(heard.getLast());

        int later = 0;
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 100; i++) {
                print(page);
                millis.addAndGet(10);
            }
            later += bytes(tap.take().heard());
        }
        assertThat(later)
                .as("the burst that was left, and a minute at the steady rate")
                .isBetween(60 * TapBuffer.BYTES_A_SECOND / 2, TapBuffer.BURST + 61 * TapBuffer.BYTES_A_SECOND);
        millis.addAndGet(60_000);
        print("calm again");
        assertThat(tap.take().heard()).singleElement().isInstanceOf(Heard.Printed.class);
    }

    @Test
    void characters_in_pieces_become_whole_and_what_is_no_text_is_replaced() {
        byte[] snowman = "☃".getBytes(UTF_8);
        OutputText text = new OutputText();
        tap.printed(snowman, 0, 1);
        assertThat(text.events(tap.take().heard(), 0)).isEmpty();
        tap.printed(snowman, 1, 2);
        tap.printed(new byte[] {(byte) 0xff, 'a', (byte) 0xe2}, 0, 3);
        assertThat(text.events(tap.take().heard(), 1_000_000))
                .containsExactly(new RecordedEvent.Output(0, "☃"), new RecordedEvent.Output(0, "\uFFFDa"));
        tap.missed();
        print("b");
        assertThat(text.events(tap.take().heard(), 1_000_000))
                .startsWith(new RecordedEvent.Noted(0, Note.GAP))
                .endsWith(new RecordedEvent.Output(0, "b"));
    }

    @Test
    void times_never_go_back() {
        print("a");
        millis.addAndGet(-5_000);
        print("b");
        assertThat(new OutputText().events(tap.take().heard(), 999_000))
                .extracting(RecordedEvent::millis)
                .containsExactly(1_000L, 1_000L);
    }

    private void print(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        tap.printed(bytes, 0, bytes.length);
    }

    private static int bytes(List<Heard> heard) {
        return heard.stream()
                .mapToInt(one -> one instanceof Heard.Printed(long _, var bytes) ? bytes.remaining() : 0)
                .sum();
    }
}
