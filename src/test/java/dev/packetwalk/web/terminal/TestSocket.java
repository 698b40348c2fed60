package dev.packetwalk.web.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A WebSocket as a program opens it, which keeps what it receives. */
public final class TestSocket implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<String> messages = new ArrayList<>();
    private final StringBuilder message = new StringBuilder();
    private @Nullable WebSocket socket;
    private int closeCode;
    private String closeReason = "";

    /** Opens it, or returns the HTTP status with which it was refused. */
    public static Opening open(URI uri, Map<String, String> headers) {
        TestSocket listener = new TestSocket();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder();
        headers.forEach(builder::header);
        try {
            listener.socket = builder.buildAsync(uri, listener).join();
            return new Opening.Open(listener);
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return new Opening.Refused(refused.getResponse().statusCode());
            }
            throw e;
        }
    }

    /** What came of opening. */
    public sealed interface Opening {
        record Open(TestSocket socket) implements Opening {}

        record Refused(int status) implements Opening {}
    }

    void type(String text) {
        socket().sendBinary(ByteBuffer.wrap(text.getBytes(UTF_8)), true).join();
    }

    public void say(String json) {
        socket().sendText(json, true).join();
    }

    synchronized String text() {
        return bytes.toString(UTF_8);
    }

    public synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    public synchronized int closeCode() {
        return closeCode;
    }

    synchronized String closeReason() {
        return closeReason;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] part = new byte[data.remaining()];
        data.get(part);
        bytes.writeBytes(part);
        from.request(1);
        return null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        message.append(data);
        if (last) {
            messages.add(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public synchronized @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        closeReason = reason;
        return null;
    }

    @Override
    public void close() {
        socket().abort();
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not open");
        }
        return socket;
    }
}
