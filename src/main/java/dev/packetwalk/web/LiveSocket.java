package dev.packetwalk.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.grading.Wording;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.words.CheckWords;
import dev.packetwalk.web.words.Languages;
import dev.packetwalk.web.words.Texts;
import io.quarkus.security.Authenticated;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.inject.Instance;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells an open exercise page of its checks and its machine, as {@link LiveMessage}s. The query names the exercise
 * ({@code exercise=lesson/exercise}). {@link LiveUpgradeCheck} decides who comes in; what a page sends is not listened to.
 */
@WebSocket(path = "/sandboxes/{sandbox}/live")
@Authenticated
public class LiveSocket {
    private final LiveGrades grades;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final Languages languages;
    private final PageChannel<LiveMessage> channel;

    LiveSocket(
            LiveGrades grades, Instance<Sandboxes> sandboxes, Lessons lessons, Languages languages, ObjectMapper json) {
        this.grades = grades;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.languages = languages;
        this.channel = new PageChannel<>(json, LiveMessage.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        Optional<Lease> lease = sandboxes.get().lease(new SandboxId(connection.pathParam("sandbox")));
        Optional<ExerciseKey> exercise = lease.flatMap(l -> lessons.exercisesIn(l.name(), l.learner()).keySet().stream()
                .filter(key -> ("exercise=" + key)
                        .equals(Objects.requireNonNullElse(
                                        connection.handshakeRequest().query(), "")
                                .replace("%2F", "/")))
                .findFirst());
        if (exercise.isEmpty()) {
            channel.refuse(connection, "no such exercise on this machine");
            return;
        }
        Locale language = languages.of(connection.handshakeRequest());
        Wording wording = lessons.wording(exercise.get(), lease.get().learner(), language);
        channel.open(
                connection,
                Map.of(Wording.class, wording, CheckWords.class, Texts.in(language, CheckWords.class)),
                listener ->
                        sandboxes.get().beginnings().take(() -> grades.follow(lease.get(), exercise.get(), listener)));
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
