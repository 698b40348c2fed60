package dev.packetwalk.web.follow;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.PageChannel;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;

/**
 * Tells an open map of the rules, as {@link State}s. Who comes in is decided by the check that all sockets of a learner's sandbox
 * have in common; what a page sends is not listened to.
 */
@WebSocket(path = "/sandboxes/{sandbox}/rules")
@Authenticated
public class RulesSocket {
    private final RulesFeeds feeds;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final PageChannel<State> channel;

    RulesSocket(RulesFeeds feeds, Instance<Sandboxes> sandboxes, Lessons lessons, ObjectMapper json) {
        this.feeds = feeds;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.channel = new PageChannel<>(json, State.class);
    }

    /** What the map shows. */
    record State(RulesView rules, WorldView world) {}

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Optional<Lease> lease = sandboxes.get().lease(new SandboxId(connection.pathParam("sandbox")));
        if (lease.isEmpty()) {
            channel.refuse(connection, "this machine is gone");
            return;
        }
        WorldView world = OwnSandboxes.worldOf(lease.get(), lessons);
        channel.open(
                connection,
                listener -> feeds.follow(lease.get().id(), rules -> listener.accept(new State(rules, world))));
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
