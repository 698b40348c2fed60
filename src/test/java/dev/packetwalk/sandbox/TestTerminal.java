package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/** Reads all that a terminal prints, as a browser would. */
public final class TestTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** ECMA-48: a carriage return, operating system commands up to BEL or ST, control sequences. */
    private static final Pattern CONTROL =
            Pattern.compile("\r|\u001b\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|\u001b\\[[0-?]*[ -/]*[@-~]");

    private final TerminalStream stream;
    private final StringBuilder output = new StringBuilder();
    private final Thread reader;
    private volatile boolean closing;

    public TestTerminal(TerminalStream stream) {
        this.stream = stream;
        this.reader = Thread.ofVirtual().start(this::readAll);
    }

    private void readAll() {
        byte[] buffer = new byte[8192];
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            if (!closing) {
                append("\n[the stream failed: " + e + "]");
            }
        }
    }

    public void type(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
    }

    private synchronized void append(String text) {
        output.append(text);
    }

    /** Everything since the last wait, with line feeds only, and without what tells a terminal about colours and titles. */
    public synchronized String output() {
        return CONTROL.matcher(output).replaceAll("");
    }

    private synchronized String take() {
        String all = output();
        output.setLength(0);
        return all;
    }

    /** Waits until the output holds this text, and forgets all that came up to now. */
    public String awaitOutput(String text) {
        await().atMost(PATIENCE)
                .failFast(() -> assertThat(reader.isAlive() || output().contains(text))
                        .as("the terminal ended with: %s", output())
                        .isTrue())
                .untilAsserted(() -> assertThat(output()).contains(text));
        return take();
    }

    public void awaitEnd() {
        await().atMost(PATIENCE).until(() -> !reader.isAlive());
    }

    @Override
    public void close() {
        closing = true;
        stream.close();
    }
}
