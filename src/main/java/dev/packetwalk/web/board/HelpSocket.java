package dev.packetwalk.web.board;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.progress.ExerciseKey;
import dev.packetwalk.web.PageChannel;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a learner's exercise page of help: {@link HelpMessage}s, of the learner who opens it and nobody else. A page says
 * {@code read 17} when a note was on the screen. {@link HelpUpgradeCheck} decides who comes in.
 */
@WebSocket(path = "/lessons/{lesson}/{exercise}/help")
@Authenticated
public class HelpSocket {
    private static final Pattern READ = Pattern.compile("read (\\d{1,18})");

    private final HelpDesk desk;
    private final SecurityIdentity identity;
    private final PageChannel<HelpMessage> channel;

    HelpSocket(HelpDesk desk, SecurityIdentity identity, ObjectMapper json) {
        this.desk = desk;
        this.identity = identity;
        this.channel = new PageChannel<>(json, HelpMessage.class);
    }

    @OnOpen
    @RunOnVirtualThread
    void open(WebSocketConnection connection) {
        ExerciseKey exercise = new ExerciseKey(connection.pathParam("lesson"), connection.pathParam("exercise"));
        channel.open(connection, listener -> desk.follow(learner(), exercise, listener));
    }

    @OnTextMessage
    @RunOnVirtualThread
    void said(String text) {
        Matcher read = READ.matcher(text);
        if (read.matches()) {
            desk.read(learner(), Long.parseLong(read.group(1)));
        }
    }

    @OnClose
    void closed(WebSocketConnection connection) {
        channel.closed(connection);
    }

    private UUID learner() {
        return UUID.fromString(identity.getPrincipal().getName());
    }
}
