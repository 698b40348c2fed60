package dev.packetwalk.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When a box's own terminal is over, whatever the pieces in which that is said. */
@Timeout(30)
class ConsoleTerminalTest {
    private static final String OVER = "\u001b]7007;over\u0007";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void what_is_printed_is_read_and_nothing_behind_the_end() throws IOException {
        assertThat(read("hello\r\n" + OVER + "never", 64)).isEqualTo("hello\r\n");
    }

    @Test
    void the_end_may_come_in_pieces() throws IOException {
        assertThat(read("bye" + OVER, 1)).isEqualTo("bye");
        assertThat(read("bye" + OVER, 5)).isEqualTo("bye");
    }

    @Test
    void what_only_looks_like_the_end_is_read_whole() throws IOException {
        String titles = "\u001b]0;a title\u0007\u001b]7007;ove\u001b]7007;o\u001b[1mx";
        for (int piece : new int[] {1, 2, 7, 64}) {
            assertThat(read(titles + OVER, piece)).as("in pieces of %d", piece).isEqualTo(titles);
        }
    }

    @Test
    void a_stream_that_ends_within_it_loses_nothing() throws IOException {
        assertThat(read("x\u001b]7007;ov", 3)).isEqualTo("x\u001b]7007;ov");
    }

    /** Everything that is read of a text that an engine sends in pieces and then closes. */
    private String read(String text, int piece) throws IOException {
        Path address = folder.resolve("engine-" + text.hashCode() + "-" + piece);
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(address));
            Thread.ofVirtual().start(() -> send(engine, text, piece));
            try (EngineSocket socket = EngineSocket.upgrade(address, "/attach", "", Duration.ofSeconds(10))) {
                ConsoleTerminal terminal = new ConsoleTerminal(socket, _ -> {});
                StringBuilder all = new StringBuilder();
                byte[] buffer = new byte[32];
                for (int n = terminal.read(buffer); n >= 0; n = terminal.read(buffer)) {
                    all.append(new String(buffer, 0, n, StandardCharsets.US_ASCII));
                }
                return all.toString();
            }
        }
    }

    private static void send(ServerSocketChannel engine, String text, int piece) {
        try (SocketChannel client = engine.accept()) {
            client.read(ByteBuffer.allocate(4096));
            write(client, "HTTP/1.1 101 UPGRADED\r\n\r\n");
            for (int i = 0; i < text.length(); i += piece) {
                write(client, text.substring(i, Math.min(text.length(), i + piece)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(SocketChannel client, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            client.write(bytes);
        }
    }
}
