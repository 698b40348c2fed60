package dev.packetwalk.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads all that a terminal prints, as a browser would. */
public final class TestTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TerminalStream stream;
    private final StringBuffer output = new StringBuffer();
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
                output.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            if (!closing) {
                output.append("\n[the stream failed: ").append(e).append(']');
            }
        }
    }

    public void type(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        stream.write(bytes, 0, bytes.length);
    }

    /** Everything so far, with line feeds only. */
    public String output() {
        return output.toString().replace("\r", "");
    }

    /** Waits until the output holds this text, and forgets all that came up to now. */
    public String awaitOutput(String text) {
        await().atMost(PATIENCE)
                .failFast(() -> reader.isAlive() || output().contains(text) ? null : ended())
                .untilAsserted(() -> assertThat(output()).contains(text));
        String all = output();
        output.setLength(0);
        return all;
    }

    private Object ended() {
        throw new AssertionError("the terminal ended with: " + output());
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
