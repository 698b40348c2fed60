package dev.packetwalk.web.follow;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.PacketFilter;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.PageChannel;
import dev.packetwalk.web.TooManyRequestsException;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/**
 * Watches packets for a page as long as it is connected; the query says which. Who comes in is decided by the check that all
 * sockets of a learner's sandbox have in common.
 */
@WebSocket(path = "/sandboxes/{sandbox}/watch")
@Authenticated
public class WatchSocket {
    private static final int TOO_MANY = 4429;

    private final Watches watches;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final SendLimit limit;
    private final PageChannel<WatchNews> channel;

    WatchSocket(Watches watches, Instance<Sandboxes> sandboxes, Lessons lessons, SendLimit limit, ObjectMapper json) {
        this.watches = watches;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.limit = limit;
        this.channel = new PageChannel<>(json, WatchNews.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Optional<Lease> lease = sandboxes.get().lease(new SandboxId(connection.pathParam("sandbox")));
        if (lease.isEmpty()) {
            channel.refuse(connection, "this machine is gone");
            return;
        }
        try {
            limit.count(lease.get().learner());
        } catch (TooManyRequestsException _) {
            connection.closeAndAwait(new CloseReason(TOO_MANY, "too many in a short time"));
            return;
        }
        WorldView world = OwnSandboxes.worldOf(lease.get(), lessons);
        PacketFilter filter = FilterQuery.read(connection.handshakeRequest().query(), world);
        channel.open(connection, listener -> watches.begin(lease.get(), world, filter, listener));
    }

    @OnTextMessage
    void said(String ignored) {
        // A page's ping: hearing it keeps the connection alive through proxies.
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        channel.closed(connection);
    }
}
