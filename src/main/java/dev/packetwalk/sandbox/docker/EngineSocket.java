package dev.packetwalk.sandbox.docker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One HTTP/1.1 request to the engine that is upgraded to a stream of bytes (Docker Engine API v1.41, "attach" and "exec start",
 * section "Hijacking"). Costs no platform thread. One thread reads, any thread writes.
 */
final class EngineSocket implements Closeable {
    private static final int LONGEST_HEADER = 16 << 10;
    private static final int LONGEST_COMPLAINT = 4 << 10;

    private final SocketChannel channel;
    private final ReentrantLock writing = new ReentrantLock();
    /** Read from the channel, not yet taken; always ready to be taken from. */
    private final ByteBuffer ahead = ByteBuffer.allocate(64 << 10).flip();

    private EngineSocket(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Sends the request and waits for the engine to agree to the upgrade.
     *
     * @param path with its query
     * @param json the body; may be empty
     * @throws IOException if the engine does not answer within the limit, or refuses; its reason is in the message
     */
    static EngineSocket upgrade(Path socket, String path, String json, Duration limit) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        EngineSocket engine = new EngineSocket(channel);
        CompletableFuture<Void> agreed = new CompletableFuture<>();
        Thread.ofVirtual().name("engine-upgrade").start(() -> {
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                engine.ask(path, json);
                agreed.complete(null);
            } catch (IOException | RuntimeException e) {
                agreed.completeExceptionally(e);
            }
        });
        try {
            agreed.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return engine;
        } catch (TimeoutException e) {
            engine.close();
            throw new IOException("the engine did not answer within " + limit + ": " + path, e);
        } catch (ExecutionException e) {
            engine.close();
            throw new IOException(
                    "the engine refused: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (InterruptedException e) {
            engine.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the engine: " + path, e);
        }
    }

    private void ask(String path, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1.41" + path + " HTTP/1.1\r\nHost: engine\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        write(head.getBytes(StandardCharsets.US_ASCII));
        write(body);
        String header = header();
        // 200 is what an engine says that does not know the header "Upgrade"; it upgrades all the same.
        if (!header.startsWith("HTTP/1.1 101 ") && !header.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(header.lines().findFirst().orElse("") + " " + complaint());
        }
    }

    private String header() throws IOException {
        StringBuilder header = new StringBuilder();
        while (!header.toString().endsWith("\r\n\r\n")) {
            if (header.length() == LONGEST_HEADER) {
                throw new IOException("the engine's answer has a header of more than " + LONGEST_HEADER + " bytes");
            }
            if (!ahead.hasRemaining() && !fill()) {
                throw new EOFException("the engine closed the connection without an answer");
            }
            header.append((char) (ahead.get() & 0xff));
        }
        return header.toString();
    }

    /** What the engine says about a refused request: mostly {@code {"message": "…"}}. */
    private String complaint() throws IOException {
        if (!ahead.hasRemaining() && !fill()) {
            return "";
        }
        byte[] text = new byte[Math.min(ahead.remaining(), LONGEST_COMPLAINT)];
        ahead.get(text);
        return new String(text, StandardCharsets.UTF_8).strip();
    }

    /** As {@link java.io.InputStream#read(byte[], int, int)}; -1 also once this is closed. */
    int read(byte[] buffer, int offset, int length) throws IOException {
        if (!ahead.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, ahead.remaining());
        ahead.get(buffer, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        ahead.clear();
        int count = -1;
        try {
            count = channel.read(ahead);
        } catch (ClosedChannelException e) {
            // Closed by this side: nothing more is wanted.
            count = -1;
        } finally {
            ahead.flip();
            if (count < 0) {
                ahead.limit(0);
            }
        }
        return count > 0;
    }

    void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        writing.lock();
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } finally {
            writing.unlock();
        }
    }

    /** What is written here goes to the engine at once. */
    OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                EngineSocket.this.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
