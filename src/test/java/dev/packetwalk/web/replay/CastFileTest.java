package dev.packetwalk.web.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.packetwalk.progress.recording.RecordedEvent;
import dev.packetwalk.progress.recording.RecordedEvent.Note;
import dev.packetwalk.progress.recording.RecordedTerminal;
import dev.packetwalk.progress.recording.Recording;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CastFileTest {
    private static final String HOSTILE =
            "\"],[9,\"o\",\"x\"]\n\u0000\u001b]0;</script><img src=x onerror=alert(1)>\u0007 ☃ 😀\r\n";
    private static final Recording RECORDING = new Recording(
            SandboxId.random().value(),
            UUID.randomUUID(),
            SandboxId.random(),
            "lesson/exercise",
            Instant.parse("2026-11-28T12:00:00.750Z"),
            Instant.parse("2026-11-28T12:01:00Z"),
            null,
            List.of(new TerminalName("t1")),
            List.of());

    @Test
    void it_keeps_the_format_s_rules_whatever_was_shown() {
        RecordedTerminal terminal = new RecordedTerminal(
                new TerminalSize(100, 30),
                List.of(
                        new RecordedEvent.Output(0, "$ "),
                        new RecordedEvent.Output(1_250, HOSTILE),
                        new RecordedEvent.Resized(2_000, new TerminalSize(80, 24)),
                        new RecordedEvent.Noted(3_000, Note.GAP),
                        new RecordedEvent.Output(3_000, "\uFFFD")));
        List<MarkerView> markers = List.of(
                MarkerView.of(0, "note", "at the beginning", List.of()),
                MarkerView.of(1_500, "rules", "New: -A INPUT -m comment --comment \"\n\" -j DROP", List.of("more")),
                MarkerView.of(3_000, "note", "A gap", List.of()),
                MarkerView.of(60_000, "passed", "Passed", List.of()));
        List<JsonNode> lines =
                AsciicastRules.read(CastFile.write("Ada's <b> \"firewall\"\n", RECORDING, terminal, markers));

        JsonNode header = lines.getFirst();
        assertThat(header.path("width").asInt()).isEqualTo(100);
        assertThat(header.path("height").asInt()).isEqualTo(30);
        assertThat(header.path("timestamp").asLong())
                .isEqualTo(Instant.parse("2026-11-28T12:00:00Z").getEpochSecond());
        assertThat(header.path("title").asText()).isEqualTo("Ada's <b> \"firewall\"\n");
        assertThat(lines.stream()
                        .skip(1)
                        .map(line -> line.path(0).asDouble() + line.path(1).asText()))
                .containsExactly("0.0m", "0.0o", "1.25o", "1.5m", "2.0r", "3.0m", "3.0o", "60.0m");
        assertThat(lines.get(3).path(2).asText()).isEqualTo(HOSTILE);
    }

    @Test
    void asciinema_itself_reads_it_and_shows_what_the_terminal_showed(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/asciinema")), "asciinema is not installed");
        RecordedTerminal terminal = new RecordedTerminal(
                new TerminalSize(100, 30),
                List.of(
                        new RecordedEvent.Output(0, "$ echo \u001b[31m☃\u001b[m\r\n"),
                        new RecordedEvent.Resized(10, new TerminalSize(80, 24)),
                        new RecordedEvent.Output(20, "☃\r\n")));
        Path file = folder.resolve("it.cast");
        Files.writeString(
                file,
                CastFile.write("title", RECORDING, terminal, List.of(MarkerView.of(15, "rules", "New", List.of()))));
        assertThat(asciinema(folder, "cat", file)).isEqualTo("$ echo \u001b[31m☃\u001b[m\r\n☃\r\n");
    }

    private static String asciinema(Path folder, String command, Path file) throws IOException, InterruptedException {
        Path shown = folder.resolve("shown");
        // Wants a terminal, though it only prints.
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-qec", "stty -onlcr; asciinema " + command + " " + file, "/dev/null")
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(shown.toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("ASCIINEMA_CONFIG_HOME", folder.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(shown)).isZero();
        return Files.readString(shown, UTF_8);
    }
}
