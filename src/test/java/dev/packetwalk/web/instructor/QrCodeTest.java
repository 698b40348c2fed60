package dev.packetwalk.web.instructor;

import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode.Ecc;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QrCodeTest {
    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");

    @Test
    void the_path_has_every_dark_module_once_within_a_margin_of_four() {
        String link = "https://lab.example.org/join/KRT-4M9";
        QrCode drawn = QrCode.of(link);
        io.nayuki.qrcodegen.QrCode code = io.nayuki.qrcodegen.QrCode.encodeText(link, Ecc.MEDIUM);
        boolean[][] dark = new boolean[drawn.size()][drawn.size()];
        String rest = RUN.matcher(drawn.path()).replaceAll("");
        assertThat(rest).isEmpty();
        for (MatchResult run : RUN.matcher(drawn.path()).results().toList()) {
            int y = Integer.parseInt(run.group(2));
            int from = Integer.parseInt(run.group(1));
            for (int x = from; x < from + Integer.parseInt(run.group(3)); x++) {
                assertThat(dark[y][x]).isFalse();
                dark[y][x] = true;
            }
        }
        assertThat(drawn.size()).isEqualTo(code.size + 8);
        for (int y = 0; y < drawn.size(); y++) {
            for (int x = 0; x < drawn.size(); x++) {
                assertThat(dark[y][x]).isEqualTo(code.getModule(x - 4, y - 4));
            }
        }
    }
}
