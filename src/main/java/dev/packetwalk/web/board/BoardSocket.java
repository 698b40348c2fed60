package dev.packetwalk.web.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.lesson.Lesson;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.PageChannel;
import dev.packetwalk.web.words.Languages;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Tells an open board, or the projector's page, of a class: {@link BoardMessage}s. The query {@code names=no} leaves the learners
 * out. {@link BoardUpgradeCheck} decides who comes in; what a page sends is not listened to.
 */
@WebSocket(path = "/classes/{class}/board/live")
@Authenticated
public class BoardSocket {
    private static final String WITHOUT_NAMES = "names=no";

    private final Boards boards;
    private final Classes classes;
    private final Lessons lessons;
    private final Languages languages;
    private final SecurityIdentity identity;
    private final PageChannel<BoardMessage> channel;

    BoardSocket(
            Boards boards,
            Classes classes,
            Lessons lessons,
            Languages languages,
            SecurityIdentity identity,
            ObjectMapper json) {
        this.boards = boards;
        this.classes = classes;
        this.lessons = lessons;
        this.languages = languages;
        this.identity = identity;
        this.channel = new PageChannel<>(json, BoardMessage.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        UUID instructor = UUID.fromString(identity.getPrincipal().getName());
        Optional<TaughtClass> taught = classes.find(instructor, UUID.fromString(connection.pathParam("class")));
        if (taught.isEmpty()) {
            channel.refuse(connection, "no such class");
            return;
        }
        Lesson lesson = lessons.lesson(taught.get().plan().lesson());
        BoardSpeech speech = BoardSpeech.of(lesson, languages.of(connection.handshakeRequest()));
        boolean names = !WITHOUT_NAMES.equals(connection.handshakeRequest().query());
        channel.open(
                connection,
                listener ->
                        boards.follow(taught.get(), names ? changes(speech, listener) : progress(speech, listener)));
    }

    /** Of what a connection was told before, only what is different is told again. */
    private static Consumer<Snapshot> changes(BoardSpeech speech, Consumer<BoardMessage> page) {
        Map<UUID, Snapshot.Row> told = new HashMap<>();
        return snapshot -> {
            List<Snapshot.Row> different;
            synchronized (told) {
                different = snapshot.rows().stream()
                        .filter(row -> !row.equals(told.put(row.learner(), row)))
                        .toList();
            }
            BoardView view = speech.say(snapshot);
            page.accept(new BoardMessage.Changed(
                    different.stream().map(speech::row).toList(),
                    snapshot.rows().size(),
                    view.columns(),
                    view.obstacles(),
                    view.counts(),
                    view.waiting()));
        };
    }

    private static Consumer<Snapshot> progress(BoardSpeech speech, Consumer<BoardMessage> page) {
        return snapshot -> {
            BoardView view = speech.say(snapshot);
            page.accept(new BoardMessage.Progress(view.columns(), view.obstacles(), view.counts()));
        };
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
