package dev.packetwalk.web.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import io.quarkus.logging.Log;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.UserData.TypedKey;
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
    private static final TypedKey<Keeper.Subscription> SUBSCRIPTION = new TypedKey<>("rules");
    private static final int MACHINE_GONE = 4404;

    private final RulesFeeds feeds;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final ObjectWriter json;

    RulesSocket(RulesFeeds feeds, Instance<Sandboxes> sandboxes, Lessons lessons, ObjectMapper json) {
        this.feeds = feeds;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.json = json.writerFor(State.class);
    }

    /** What the map shows. */
    record State(RulesView rules, WorldView world) {}

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Optional<Lease> lease = sandboxes.get().lease(new SandboxId(connection.pathParam("sandbox")));
        if (lease.isEmpty()) {
            connection.closeAndAwait(new CloseReason(MACHINE_GONE, "this machine is gone"));
            return;
        }
        WorldView world = OwnSandboxes.worldOf(lease.get(), lessons);
        Keeper.Subscription subscription =
                feeds.follow(lease.get().id(), rules -> send(connection, new State(rules, world)));
        connection.userData().put(SUBSCRIPTION, subscription);
        if (connection.isClosed()) {
            // It went away while this ran, and nobody will say so again.
            subscription.close();
        }
    }

    /** Called on the feed's thread: hands it over and returns. */
    private void send(WebSocketConnection connection, State state) {
        try {
            connection.sendText(json.writeValueAsString(state)).subscribe().with(_ -> {}, failure -> {
                Log.debugf("a page has gone away: %s", failure.getMessage());
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rules for a page cannot be written", e);
        }
    }

    @OnTextMessage
    void said(String ignored) {
        // A page's ping: hearing it keeps the connection alive through proxies.
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        Keeper.Subscription subscription = connection.userData().remove(SUBSCRIPTION);
        if (subscription != null) {
            subscription.close();
        }
    }
}
