package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedTerminalTest {
    private final FakeSandboxEngine engine = new FakeSandboxEngine();
    private final List<String> told = new ArrayList<>();

    @Test
    void the_end_of_a_line_is_told_and_single_keys_only_count_as_typing() throws IOException {
        SandboxId id = SandboxId.random();
        engine.create(id, Topology.plain("plain"));
        try (TerminalStream terminal = new WatchedTerminal(
                engine.attach(id, new TerminalName("t1"), TerminalSize.DEFAULT),
                () -> told.add("typed"),
                () -> told.add("entered"))) {
            write(terminal, "l");
            write(terminal, "s\r");
            write(terminal, "a\nb\nc");
        }
        assertThat(told).containsExactly("typed", "typed", "entered", "typed", "entered");
    }

    @Test
    void only_the_part_that_is_written_counts() throws IOException {
        SandboxId id = SandboxId.random();
        engine.create(id, Topology.plain("plain"));
        try (TerminalStream terminal = new WatchedTerminal(
                engine.attach(id, new TerminalName("t1"), TerminalSize.DEFAULT),
                () -> told.add("typed"),
                () -> told.add("entered"))) {
            terminal.write("\nab\n".getBytes(StandardCharsets.UTF_8), 1, 2);
        }
        assertThat(told).containsExactly("typed");
    }

    private static void write(TerminalStream terminal, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        terminal.write(bytes, 0, bytes.length);
    }
}
