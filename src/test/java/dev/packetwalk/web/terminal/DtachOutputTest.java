package dev.packetwalk.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What dtach says itself is taken out, however it is cut into pieces, and nothing else is. */
class DtachOutputTest {
    private static final String CLEARS = "\u001b[H\u001b[J";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[999H\r\n[EOF - dtach terminating]\r\n\u001b[?25h",
                "\u001b[999H\r\n[detached]\r\n\u001b[?25h",
                "\u001b[999H\r\r\n[got signal 15 - dying]\r\r\n"
            })
    void a_farewell_is_not_printed_wherever_it_is_cut(String farewell) throws InterruptedException {
        String all = CLEARS + "# ls\r\n\u001b[1mfile\u001b[0m\r\n" + farewell;

        for (int one = 0; one <= all.length(); one++) {
            for (int other = one; other <= all.length(); other++) {
                List<String> pieces = List.of(all.substring(0, one), all.substring(one, other), all.substring(other));
                assertThat(printed(pieces)).as("%s", pieces).isEqualTo("# ls\r\n\u001b[1mfile\u001b[0m\r\n");
            }
        }
        assertThat(printed(all.chars().mapToObj(Character::toString).toList()))
                .isEqualTo("# ls\r\n\u001b[1mfile\u001b[0m\r\n");
    }

    @Test
    void what_only_looks_like_a_farewell_is_printed_whole_wherever_it_is_cut() throws InterruptedException {
        for (String text : List.of(
                "\u001b[999H\r\n[EOF - dtach terminating]\r\n\u001b[?25hand more",
                "\u001b[999H\r\n[EOF - dtach terminating]\r\n\u001b[?25",
                "\u001b[999H\r\n[EOF",
                "\u001b[999H",
                "\u001b",
                "\u001b[99;1H[x]\r\n",
                "\u001b[999H\r\n[" + "long".repeat(11) + "]\r\n",
                "x" + CLEARS + "y")) {
            for (int cut = 0; cut <= text.length(); cut++) {
                assertThat(printed(List.of(text.substring(0, cut), text.substring(cut))))
                        .as("%s cut at %d", text, cut)
                        .isEqualTo(text);
            }
        }
    }

    @Test
    void nothing_is_held_back_that_cannot_be_a_farewell() throws InterruptedException {
        List<String> told = new ArrayList<>();
        DtachOutput output = new DtachOutput(
                (bytes, offset, length) -> told.add(new String(bytes, offset, length, StandardCharsets.ISO_8859_1)));

        for (String piece : List.of(CLEARS, "# ", "\u001b[31m", "\u001b[999;1H", "x\u001b[999H\r\nline")) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            output.take(bytes, bytes.length);
        }

        assertThat(told).containsExactly("", "# ", "\u001b[31m", "\u001b[999;1H", "x\u001b[999H\r\nline");
    }

    private static String printed(List<String> pieces) throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        DtachOutput output = new DtachOutput(printed::write);
        byte[] buffer = new byte[1024];
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(bytes, 0, buffer, 0, bytes.length);
            output.take(buffer, bytes.length);
        }
        output.end();
        return printed.toString(StandardCharsets.ISO_8859_1);
    }
}
