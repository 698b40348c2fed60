package dev.packetwalk.sandbox.docker;

import static org.awaitility.Awaitility.await;

import dev.packetwalk.sandbox.SandboxEngine;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import dev.packetwalk.sandbox.TestTerminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A box in which a test types, as the learner would, and reads what came of it. */
public final class TestBox implements AutoCloseable {
    private static final int LONGEST = 64 << 10;

    private final SandboxEngine engine;
    private final SandboxId id;
    private final TestTerminal terminal;
    private int commands;

    public TestBox(SandboxEngine engine, SandboxId id) throws IOException {
        this.engine = engine;
        this.id = id;
        this.terminal = new TestTerminal(engine.attach(id, new TerminalName("t9"), TerminalSize.DEFAULT));
    }

    /** What a command printed on both outputs, and its status: {@code [0]} at the end. */
    public String run(String command) throws IOException {
        return run(command, Duration.ofSeconds(40));
    }

    public String run(String command, Duration limit) throws IOException {
        String output = "/tmp/output-" + ++commands;
        terminal.type("( " + command + " ) >" + output + " 2>&1; echo \"[$?]\" >>" + output + "; mv " + output + " "
                + output + ".done\n");
        await().atMost(limit)
                .pollInterval(Duration.ofMillis(100))
                // While the box has no process to spare, nothing can be read from it.
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> engine.readFile(id, output + ".done", 1) != null);
        byte @Nullable [] text = engine.readFile(id, output + ".done", LONGEST);
        return text == null ? "" : new String(text, StandardCharsets.UTF_8).strip();
    }

    /** Types without waiting for anything. */
    public void type(String command) throws IOException {
        terminal.type(command + "\n");
    }

    @Override
    public void close() {
        terminal.close();
    }
}
