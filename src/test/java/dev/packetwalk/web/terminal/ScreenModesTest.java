package dev.packetwalk.web.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenModesTest {
    private static final List<String> FRAGMENTS = List.of(
            "\u001b[?1049h",
            "\u001b[?1049l",
            "\u001b[?1;2004h",
            "\u001b[?25l",
            "\u001b[?25h",
            "\u001b[1;31m",
            "\u001b[38;5;208;48;2;1;2;3m",
            "\u001b[0m",
            "\u001b[39;22m",
            "\u001b[3;20r",
            "\u001b[r",
            "\u001b(0",
            "\u001b(B",
            "\u000e",
            "\u000f",
            "\u001b=",
            "\u001b>",
            "\u001b[4h",
            "\u001b[2 q",
            "\u001b]0;a title with ü\u0007",
            "\u001b]133;C\u001b\\",
            "\u001b]133;A\u0007",
            "\u001bPq#0;2;0;0;0\u001b\\",
            "\u001b[!p",
            "\u001bc",
            "text € and 😀 more\r\n",
            "\u001b[2J\u001b[H");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            a full-screen program       | ␛[?1049h␛[?1h␛=            | ␛[?1049h␛[?1h␛=
            one that has ended          | ␛[?1049h␛[?1h␛=␛[?1l␛>␛[?1049l | ""
            bracketed paste             | ␛[?2004h                   | ␛[?2004h
            a hidden cursor             | ␛[?25l                     | ␛[?25l
            several modes at once       | ␛[?1000;1006h              | ␛[?1000h␛[?1006h
            colours that are still on   | ␛[1;4;31mred␛[24m          | ␛[1;31m
            colours of 256 and of 2^24  | ␛[38;5;208m␛[48;2;1;2;3m   | ␛[38;5;208;48;2;1;2;3m
            line drawing                | ␛(0lqk                     | ␛(0
            a scroll region             | ␛[2;10r                    | ␛[2;10r
            a shape of cursor           | ␛[5 q                      | ␛[5 q
            a running command           | ␛]133;A␇$ ␛]133;C␇         | ␛]133;C␇
            a soft reset                | ␛[?1;25;2004h␛[?25l␛[1m␛[!p | ␛[?2004h
            a hard reset                | ␛[?1049h␛[1m␛]2;x␇␛c       | ""
            a sequence that was cut off | ␛[?104                     | ""
            a sequence that was stopped | ␛[?1049␘h                  | ""
            what is no mode of ours     | ␛[?9999h␛[2J␛[10;10H       | ""
            """)
    void what_stays_of_it_is_restored(String what, String output, String restored) {
        assertThat(after(visible(output)).restore()).as(what).isEqualTo(visible(restored));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void restoring_gives_the_same_modes_wherever_the_output_is_cut(long seed) {
        Random random = new Random(seed);
        StringBuilder output = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            output.append(FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
        }
        byte[] bytes = output.toString().getBytes(UTF_8);
        ScreenModes whole = new ScreenModes();
        ScreenModes resumed = new ScreenModes();
        for (byte next : bytes) {
            whole.accept(next);
            resumed.accept(next);
            if (whole.betweenSequences() && random.nextInt(20) == 0) {
                resumed = after(resumed.restore());
            }
        }
        assertThat(resumed.restore()).as("seed %d", seed).isEqualTo(whole.restore());
        assertThat(resumed.alternateScreen()).isEqualTo(whole.alternateScreen());
    }

    @Test
    void a_character_of_several_bytes_is_not_cut() {
        ScreenModes modes = new ScreenModes();
        byte[] euro = "€".getBytes(UTF_8);
        modes.accept(euro[0]);
        assertThat(modes.betweenSequences()).isFalse();
        modes.accept(euro[1]);
        assertThat(modes.betweenSequences()).isFalse();
        modes.accept(euro[2]);
        assertThat(modes.betweenSequences()).isTrue();
    }

    @Test
    void bytes_that_are_no_text_of_any_kind_do_no_harm() {
        long seed = System.nanoTime();
        byte[] noise = new byte[100_000];
        new Random(seed).nextBytes(noise);
        ScreenModes modes = new ScreenModes();
        modes.accept(noise, 0, noise.length);
        modes.abandonSequence();
        assertThat(after(modes.restore()).restore()).as("seed %d", seed).isEqualTo(modes.restore());
    }

    private static ScreenModes after(String output) {
        ScreenModes modes = new ScreenModes();
        byte[] bytes = output.getBytes(UTF_8);
        modes.accept(bytes, 0, bytes.length);
        return modes;
    }

    private static String visible(String text) {
        return text.replace('␛', '\u001b').replace('␇', '\u0007').replace('␘', '\u0018');
    }
}
