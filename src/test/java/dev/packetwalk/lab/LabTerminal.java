package dev.packetwalk.lab;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A terminal without a screen: types, and reads what is printed, as the page's terminal does over its socket. */
public final class LabTerminal implements WebSocket.Listener, AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    private static final int ACKNOWLEDGE_AFTER = 32 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition printed = lock.newCondition();
    private final StringBuilder output = new StringBuilder();
    private long frames;
    private long offset;
    private long acknowledged;
    private boolean closed;
    private @Nullable WebSocket socket;

    LabTerminal() {}

    void opened(WebSocket opened) {
        socket = opened;
    }

    /** Types a line and Enter. */
    public void enter(String line) throws Exception {
        type((line + "\r").getBytes(StandardCharsets.UTF_8));
    }

    /** Types one key and waits until something is printed. */
    public void echo(byte[] key) throws Exception {
        lock.lock();
        try {
            long before = frames;
            type(key);
            awaitFrame(before);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this text has been printed, and forgets what was printed up to it; returns what that was. */
    public String await(String text) throws Exception {
        lock.lock();
        try {
            while (output.indexOf(text) < 0) {
                awaitFrame(frames);
            }
            String before = output.substring(0, output.indexOf(text));
            output.delete(0, before.length() + text.length());
            return before;
        } finally {
            lock.unlock();
        }
    }

    private void type(byte[] bytes) throws Exception {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        socket.sendBinary(ByteBuffer.wrap(bytes), true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private void awaitFrame(long before) throws Exception {
        long left = TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (frames == before) {
            if (closed || left <= 0) {
                throw new TimeoutException((closed ? "closed" : "nothing more") + "; printed so far: " + output);
            }
            left = printed.awaitNanos(left);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        lock.lock();
        try {
            offset += data.remaining();
            output.append(StandardCharsets.UTF_8.decode(data));
            frames++;
            printed.signalAll();
            if (offset - acknowledged > ACKNOWLEDGE_AFTER) {
                acknowledged = offset;
                var _ = from.sendText("{\"type\":\"ack\",\"offset\":" + offset + "}", true);
            }
        } finally {
            lock.unlock();
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        String text = data.toString();
        if (text.contains("\"type\":\"replay\"")) {
            lock.lock();
            try {
                offset = Long.parseLong(text.replaceAll(".*\"offset\":(\\d+).*", "$1"));
                acknowledged = offset;
            } finally {
                lock.unlock();
            }
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end();
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end();
    }

    private void end() {
        lock.lock();
        try {
            closed = true;
            printed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
    }
}
