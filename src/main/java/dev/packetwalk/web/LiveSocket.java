package dev.packetwalk.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
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
 * Tells an open exercise page of its checks and its machine, as {@link LiveMessage}s. The query names the exercise
 * ({@code exercise=lesson/exercise}). {@link LiveUpgradeCheck} decides who comes in; what a page sends is not listened to.
 */
@WebSocket(path = "/sandboxes/{sandbox}/live")
@Authenticated
public class LiveSocket {
    private static final TypedKey<Keeper.Subscription> SUBSCRIPTION = new TypedKey<>("live");
    private static final int MACHINE_GONE = 4404;

    private final LiveGrades grades;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final ObjectWriter json;

    LiveSocket(LiveGrades grades, Instance<Sandboxes> sandboxes, Lessons lessons, ObjectMapper json) {
        this.grades = grades;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.json = json.writerFor(LiveMessage.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Optional<Lease> lease = sandboxes.get().lease(new SandboxId(connection.pathParam("sandbox")));
        Optional<ExerciseKey> exercise = lease.flatMap(l -> lessons.exercisesIn(l.name(), l.learner()).keySet().stream()
                .filter(key -> ("exercise=" + key)
                        .equals(connection.handshakeRequest().query().replace("%2F", "/")))
                .findFirst());
        if (exercise.isEmpty()) {
            connection.closeAndAwait(new CloseReason(MACHINE_GONE, "no such exercise on this machine"));
            return;
        }
        Keeper.Subscription subscription =
                grades.follow(lease.get(), exercise.get(), message -> send(connection, message));
        connection.userData().put(SUBSCRIPTION, subscription);
        if (connection.isClosed()) {
            // It went away while this ran, and nobody will say so again.
            subscription.close();
        }
    }

    /** Called on whatever thread has news: hands it over and returns. */
    private void send(WebSocketConnection connection, LiveMessage message) {
        try {
            connection.sendText(json.writeValueAsString(message)).subscribe().with(_ -> {}, failure -> {
                Log.debugf("a page has gone away: %s", failure.getMessage());
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message for a page cannot be written", e);
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
