package dev.packetwalk.web.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.sandbox.TerminalSize;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A browser's window on a terminal. Binary frames are the terminal's bytes, in both directions; text frames are
 * {@link FromViewer} and {@link ToViewer}. The query says the window's size ({@code columns}, {@code rows}), and after a broken
 * connection where the window was ({@code ring}, {@code offset}). {@link TerminalUpgradeCheck} decides who comes in.
 *
 * <p>Messages are handled on the connection's event loop: none of them waits for the shell.
 */
@WebSocket(path = "/sandboxes/{sandbox}/terminals/{terminal}")
@Authenticated
public class TerminalSocket {
    private static final Logger LOG = Logger.getLogger(TerminalSocket.class);
    private static final TypedKey<Seat> SEAT = new TypedKey<>("terminal");

    private final Terminals terminals;
    private final TerminalSettings settings;
    private final OpenConnections connections;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** A connection's place at its terminal. */
    private record Seat(
            SandboxId sandbox,
            TerminalName terminal,
            TerminalHub hub,
            Viewer viewer,
            SocketScreen screen,
            AtomicLong heard) {}

    TerminalSocket(Terminals terminals, TerminalSettings settings, OpenConnections connections, ObjectMapper json) {
        this.terminals = terminals;
        this.settings = settings;
        this.connections = connections;
        this.reader = json.readerFor(FromViewer.class);
        this.writer = json.writerFor(ToViewer.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        SandboxId sandbox = new SandboxId(connection.pathParam("sandbox"));
        TerminalName terminal = new TerminalName(connection.pathParam("terminal"));
        OpeningQuery query = OpeningQuery.of(connection.handshakeRequest().query());
        SocketScreen screen = new SocketScreen(connection, writer);
        TerminalHub hub = terminals.open(sandbox, terminal, query.size());
        Viewer viewer = new Viewer(screen, query.size());
        AtomicLong heard = new AtomicLong(System.nanoTime());
        connection.userData().put(SEAT, new Seat(sandbox, terminal, hub, viewer, screen, heard));
        hub.join(viewer, query.lastSeen());
    }

    @OnBinaryMessage
    @NonBlocking
    void typed(byte[] bytes, WebSocketConnection connection) {
        Seat seat = seat(connection);
        if (seat != null) {
            seat.hub.type(seat.viewer, bytes);
        }
    }

    @OnTextMessage
    @NonBlocking
    void said(String text, WebSocketConnection connection) {
        Seat seat = seat(connection);
        if (seat != null) {
            try {
                obey(reader.readValue(text), seat);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                LOG.infof("a terminal's viewer was refused: %s", e.getMessage());
                seat.screen.close(Closing.REFUSED);
            }
        }
    }

    private void obey(FromViewer message, Seat seat) {
        switch (message) {
            case FromViewer.Resize(int columns, int rows) ->
                seat.hub.resize(seat.viewer, new TerminalSize(columns, rows));
            case FromViewer.Acknowledge(long offset) -> seat.hub.acknowledge(seat.viewer, offset);
            case FromViewer.Redraw() -> seat.hub.redraw();
            case FromViewer.Restart() -> seat.hub.restart();
            case FromViewer.End() -> Thread.startVirtualThread(() -> end(seat));
            case FromViewer.Alive() -> seat.screen.tell(new ToViewer.Alive());
        }
    }

    private void end(Seat seat) {
        try {
            terminals.end(seat.sandbox, seat.terminal);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "terminal %s of sandbox %s could not be ended", seat.terminal, seat.sandbox);
            seat.screen.close(Closing.SERVER_STOPS);
        }
    }

    @OnPongMessage
    @NonBlocking
    void pong(Buffer pong, WebSocketConnection connection) {
        seat(connection);
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection connection) {
        Seat seat = connection.userData().remove(SEAT);
        if (seat != null) {
            seat.hub.leave(seat.viewer);
        }
    }

    /** A network that went away says nothing; its windows must not hold a terminal at their size. */
    @Scheduled(every = "20s")
    void closeSilent() {
        long now = System.nanoTime();
        for (WebSocketConnection connection : connections.findByEndpointId(TerminalSocket.class.getName())) {
            Seat seat = connection.userData().get(SEAT);
            if (seat != null && now - seat.heard.get() > settings.silence().toNanos()) {
                seat.hub.leave(seat.viewer);
                seat.screen.close(Closing.SERVER_STOPS);
            }
        }
    }

    private static @Nullable Seat seat(WebSocketConnection connection) {
        Seat seat = connection.userData().get(SEAT);
        if (seat != null) {
            seat.heard.set(System.nanoTime());
        }
        return seat;
    }
}
