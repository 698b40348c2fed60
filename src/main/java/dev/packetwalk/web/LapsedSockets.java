package dev.packetwalk.web;

import dev.packetwalk.progress.Role;
import dev.packetwalk.progress.Sessions;
import dev.packetwalk.progress.Token;
import dev.packetwalk.progress.classes.Classes;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.OpenConnections;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Closes the sockets of browsers that have been signed out, and those of classes that their instructor teaches no longer, on whatever
 * server that was done. A socket is let in when it is opened, and would else stay open for as long as its page: somebody who signs out
 * everywhere wants no terminal of theirs left with anybody.
 */
@Singleton
public class LapsedSockets {
    /** Of RFC 6455: refused by a policy. */
    static final int POLICY = 1008;

    private final OpenConnections connections;
    private final Sessions sessions;
    private final Classes classes;

    LapsedSockets(OpenConnections connections, Sessions sessions, Classes classes) {
        this.connections = connections;
        this.sessions = sessions;
        this.classes = classes;
    }

    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void close() {
        Map<WebSocketConnection, Token> open = new HashMap<>();
        connections.stream().forEach(connection -> token(connection).ifPresent(token -> open.put(connection, token)));
        if (open.isEmpty()) {
            return;
        }
        Set<Token> lasting = sessions.lasting(new HashSet<>(open.values()));
        open.forEach((connection, token) -> {
            if (!lasting.contains(token)) {
                close(connection, "signed out");
            } else if (isOfAClass(connection) && !teaches(token, connection.pathParam("class"))) {
                close(connection, "no longer an instructor of this class");
            }
        });
    }

    private static boolean isOfAClass(WebSocketConnection connection) {
        return connection.handshakeRequest().path().startsWith("/classes/");
    }

    private boolean teaches(Token token, String taught) {
        return sessions.holder(token)
                .filter(holder -> holder.role().filter(Role::teaches).isPresent())
                .flatMap(holder -> classes.find(holder.learner(), UUID.fromString(taught)))
                .isPresent();
    }

    private static void close(WebSocketConnection connection, String why) {
        connection
                .close(new CloseReason(POLICY, why))
                .subscribe()
                .with(
                        _ -> {},
                        failure -> Log.debugf("a socket was closed by its page first: %s", failure.getMessage()));
    }

    /** The session with which it was opened; what came without a cookie was let in by something else. */
    private static Optional<Token> token(WebSocketConnection connection) {
        String cookies =
                Objects.requireNonNullElse(connection.handshakeRequest().header("Cookie"), "");
        return Stream.of(cookies.split(";", -1))
                .map(cookie -> cookie.strip().split("=", 2))
                .filter(cookie -> cookie.length == 2 && cookie[0].equals(SessionCookie.NAME))
                .flatMap(cookie -> Stream.ofNullable(Token.parse(cookie[1])))
                .findFirst();
    }
}
