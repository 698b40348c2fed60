package dev.packetwalk.web.terminal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.progress.AuditAction;
import dev.packetwalk.progress.AuditLog;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.Learners;
import dev.packetwalk.progress.classes.Classes;
import dev.packetwalk.progress.classes.Consent;
import dev.packetwalk.progress.classes.Enrolled;
import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.progress.classes.TaughtClass;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.TerminalName;
import dev.packetwalk.web.Lessons;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * An instructor's window on a learner's terminal, with the learner's consent: the terminal's bytes, as in {@link TerminalSocket}, and
 * keys where they agreed to that, too. It never has a say in the terminal's size, and starts no shell. The learner sees it while it is
 * open. Consent is looked at when it is opened, when the learner changes it, and every few seconds: without it, it is closed at once.
 * {@link CompanionUpgradeCheck} decides who comes in.
 */
@WebSocket(path = "/classes/{class}/learners/{learner}/exercises/{exercise}/terminals/{terminal}")
@Authenticated
public class CompanionSocket {
    private final Terminals terminals;
    private final Companions companions;
    private final Classes classes;
    private final Enrolments enrolments;
    private final Instance<Sandboxes> sandboxes;
    private final Lessons lessons;
    private final Learners learners;
    private final AuditLog audit;
    private final TerminalSettings settings;
    private final SecurityIdentity identity;
    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Map<String, Seat> seats = new ConcurrentHashMap<>();

    private record Seat(
            UUID instructor,
            UUID taught,
            Enrolled learner,
            TerminalHub hub,
            Viewer viewer,
            AtomicBoolean mayType,
            AtomicBoolean typed,
            AtomicLong heard) {}

    CompanionSocket(
            Terminals terminals,
            Companions companions,
            Classes classes,
            Enrolments enrolments,
            Instance<Sandboxes> sandboxes,
            Lessons lessons,
            Learners learners,
            AuditLog audit,
            TerminalSettings settings,
            SecurityIdentity identity,
            ObjectMapper json) {
        this.terminals = terminals;
        this.companions = companions;
        this.classes = classes;
        this.enrolments = enrolments;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
        this.learners = learners;
        this.audit = audit;
        this.settings = settings;
        this.identity = identity;
        this.reader = json.readerFor(FromViewer.class);
        this.writer = json.writerFor(ToViewer.class);
    }

    void start(@Observes StartupEvent event) {
        enrolments.listenToConsent(learner -> look(Optional.of(learner)));
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        UUID instructor = UUID.fromString(identity.getPrincipal().getName());
        UUID taught = UUID.fromString(connection.pathParam("class"));
        SocketScreen screen = new SocketScreen(connection, writer);
        Optional<Enrolled> learner =
                enrolments.find(instructor, taught, UUID.fromString(connection.pathParam("learner")));
        if (learner.filter(l -> l.consent().watch()).isEmpty()) {
            screen.close(Closing.NOT_ALLOWED);
            return;
        }
        Optional<TerminalHub> hub = classes.find(instructor, taught)
                .flatMap(c -> lease(c, learner.get().learner(), connection.pathParam("exercise")))
                .flatMap(lease -> terminal(connection).flatMap(name -> terminals.find(lease.id(), name)));
        if (hub.isEmpty()) {
            screen.close(Closing.NOTHING_OPEN);
            return;
        }
        Seat seat = new Seat(
                instructor,
                taught,
                learner.get(),
                hub.get(),
                Viewer.companion(screen),
                new AtomicBoolean(learner.get().consent().type()),
                new AtomicBoolean(),
                new AtomicLong(System.nanoTime()));
        sit(connection, seat);
        hub.get()
                .join(
                        seat.viewer,
                        OpeningQuery.of(connection.handshakeRequest().query()).lastSeen());
    }

    /** The learner is told, and it is written down, before anything is shown. */
    private void sit(WebSocketConnection connection, Seat seat) {
        String name = learners.find(seat.instructor).map(Learner::name).orElse("");
        audit.note(
                seat.instructor, AuditAction.TERMINAL_WATCHED, seat.learner.name(), connection.pathParam("exercise"));
        seats.put(connection.id(), seat);
        companions.come(
                connection.id(),
                new Companions.Companion(seat.learner.learner(), seat.taught, name, Instant.now(), false));
        if (connection.isClosed()) {
            closed(connection);
        }
        // Withdrawn between the look and now: nobody would say so again.
        look(Optional.of(seat.learner.learner()));
    }

    private Optional<Lease> lease(TaughtClass taught, UUID learner, String exercise) {
        ExerciseKey key = new ExerciseKey(taught.plan().lesson(), exercise);
        return lessons.lesson(key.lesson())
                .exercise(exercise)
                .flatMap((Exercise found) -> sandboxes.get().lease(learner, Lessons.sandboxName(key, found)));
    }

    private static Optional<TerminalName> terminal(WebSocketConnection connection) {
        try {
            return Optional.of(new TerminalName(connection.pathParam("terminal")));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @OnBinaryMessage
    @RunOnVirtualThread
    void typed(byte[] bytes, WebSocketConnection connection) {
        Seat seat = seat(connection);
        if (seat == null || !seat.mayType.get()) {
            return;
        }
        if (seat.typed.compareAndSet(false, true)) {
            audit.note(seat.instructor, AuditAction.TYPED_ALONG, seat.learner.name(), connection.pathParam("exercise"));
            companions.typed(connection.id());
        }
        seat.hub.type(seat.viewer, bytes);
    }

    /** Of all that a window says, only what it has shown and whether it is there: the rest is the learner's to say. */
    @OnTextMessage
    @NonBlocking
    void said(String text, WebSocketConnection connection) {
        Seat seat = seat(connection);
        if (seat == null) {
            return;
        }
        try {
            switch ((FromViewer) reader.readValue(text)) {
                case FromViewer.Acknowledge(long offset) -> seat.hub.acknowledge(seat.viewer, offset);
                case FromViewer.Alive() -> seat.viewer.screen().tell(new ToViewer.Alive());
                case FromViewer.Resize _, FromViewer.Redraw _, FromViewer.Restart _, FromViewer.End _ -> {}
            }
        } catch (JsonProcessingException | IllegalArgumentException _) {
            seat.viewer.screen().close(Closing.REFUSED);
        }
    }

    @OnClose
    @NonBlocking
    void closed(WebSocketConnection connection) {
        leave(connection.id());
    }

    private void leave(String connection) {
        Seat seat = seats.remove(connection);
        if (seat != null) {
            seat.hub.leave(seat.viewer);
            companions.go(connection);
        }
    }

    /** What another server has written down is noticed here, and windows of networks that went away without a word. */
    @Scheduled(every = "3s")
    @RunOnVirtualThread
    void lookAround() {
        if (seats.isEmpty()) {
            return;
        }
        look(Optional.empty());
        long now = System.nanoTime();
        seats.forEach((connection, seat) -> {
            if (now - seat.heard.get() > settings.silence().toNanos()) {
                end(connection, seat, Closing.SERVER_STOPS);
            }
        });
    }

    private void look(Optional<UUID> learner) {
        for (Map.Entry<String, Seat> each : List.copyOf(seats.entrySet())) {
            Seat seat = each.getValue();
            if (learner.isEmpty() || learner.get().equals(seat.learner.learner())) {
                Consent now = enrolments
                        .find(seat.instructor, seat.taught, seat.learner.learner())
                        .map(Enrolled::consent)
                        .orElse(Consent.NOT_ASKED);
                seat.mayType.set(now.type());
                if (!now.watch()) {
                    end(each.getKey(), seat, Closing.NOT_ALLOWED);
                }
            }
        }
    }

    /** Nothing more is shown from here on: the hub knows the window no longer. */
    private void end(String connection, Seat seat, Closing why) {
        leave(connection);
        seat.viewer.screen().close(why);
    }

    private @Nullable Seat seat(WebSocketConnection connection) {
        Seat seat = seats.get(connection.id());
        if (seat != null) {
            seat.heard.set(System.nanoTime());
        }
        return seat;
    }
}
