package dev.packetwalk.web.follow;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.PageChannel;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells an instructor's map of the rules of one of their learners, as {@link RulesSocket} tells the learner's own.
 * {@link LearnerRulesCheck} decides who comes in; what a page sends is not listened to.
 */
@WebSocket(path = "/classes/{class}/learners/{learner}/exercises/{exercise}/rules")
@Authenticated
public class LearnerRulesSocket {
    private final RulesFeeds feeds;
    private final Instance<Sandboxes> sandboxes;
    private final Classes classes;
    private final Lessons lessons;
    private final SecurityIdentity identity;
    private final PageChannel<RulesSocket.State> channel;

    LearnerRulesSocket(
            RulesFeeds feeds,
            Instance<Sandboxes> sandboxes,
            Classes classes,
            Lessons lessons,
            SecurityIdentity identity,
            ObjectMapper json) {
        this.feeds = feeds;
        this.sandboxes = sandboxes;
        this.classes = classes;
        this.lessons = lessons;
        this.identity = identity;
        this.channel = new PageChannel<>(json, RulesSocket.State.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        UUID instructor = UUID.fromString(identity.getPrincipal().getName());
        Optional<Lease> lease = classes.find(instructor, UUID.fromString(connection.pathParam("class")))
                .flatMap(taught -> lease(taught, connection));
        if (lease.isEmpty()) {
            channel.refuse(connection, "no machine");
            return;
        }
        WorldView world = OwnSandboxes.worldOf(lease.get(), lessons);
        channel.open(
                connection,
                listener ->
                        feeds.follow(lease.get().id(), rules -> listener.accept(new RulesSocket.State(rules, world))));
    }

    private Optional<Lease> lease(TaughtClass taught, WebSocketConnection connection) {
        ExerciseKey key = new ExerciseKey(taught.plan().lesson(), connection.pathParam("exercise"));
        UUID learner = UUID.fromString(connection.pathParam("learner"));
        return lessons.lesson(key.lesson())
                .exercise(key.exercise())
                .flatMap(exercise -> sandboxes.get().lease(learner, Lessons.sandboxName(key, exercise)));
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
