package dev.packetwalk.web.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import org.jboss.logging.Logger;

/**
 * A browser at the other end of a WebSocket. Sending never waits: what is under way is bounded by the viewer's window, and a
 * connection that breaks is noticed by its close.
 */
final class SocketScreen implements Screen {
    private static final Logger LOG = Logger.getLogger(SocketScreen.class);

    private final WebSocketConnection connection;
    private final ObjectWriter json;

    SocketScreen(WebSocketConnection connection, ObjectWriter json) {
        this.connection = connection;
        this.json = json;
    }

    @Override
    public void show(byte[] bytes) {
        send(connection.sendBinary(Buffer.buffer(bytes)));
    }

    @Override
    public void tell(ToViewer message) {
        try {
            send(connection.sendText(json.writeValueAsString(message)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message of the protocol has no JSON form: " + message, e);
        }
    }

    @Override
    public void close(Closing why) {
        send(connection.close(new CloseReason(why.code(), why.reason())));
    }

    private static void send(Uni<Void> sending) {
        sending.subscribe().with(_ -> {}, failure -> LOG.debugf(failure, "a terminal's viewer has gone"));
    }
}
