package dev.packetwalk.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.packetwalk.sandbox.Keeper;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.quarkus.websockets.next.WebSocketConnection;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Tells open pages what they have subscribed to, as JSON. What a connection subscribed to ends with it.
 *
 * @param <T> what is told; its declared type decides how it is written
 */
public final class PageChannel<T> {
    private static final TypedKey<Keeper.Subscription> SUBSCRIPTION = new TypedKey<>("page-channel");
    private static final int MACHINE_GONE = 4404;

    private final ObjectWriter json;

    /** A channel for one kind of messages. */
    public PageChannel(ObjectMapper json, Class<T> kind) {
        this.json = json.writerFor(kind);
    }

    /** Tells a connection whatever {@code source} tells its listener, until the connection is closed. */
    public void open(WebSocketConnection connection, Function<Consumer<T>, Keeper.Subscription> source) {
        open(connection, Map.of(), source);
    }

    /** The same, with attributes for how it is written to this connection, such as its reader's language. */
    public void open(
            WebSocketConnection connection, Map<?, ?> attributes, Function<Consumer<T>, Keeper.Subscription> source) {
        ObjectWriter own = json.withAttributes(attributes);
        Keeper.Subscription subscription = source.apply(message -> send(connection, own, message));
        connection.userData().put(SUBSCRIPTION, subscription);
        if (connection.isClosed()) {
            // It went away while this ran, and nobody will say so again.
            subscription.close();
        }
    }

    /** Closes a connection because what it asks about is not there: the page shall not try again. */
    public void refuse(WebSocketConnection connection, String why) {
        connection.closeAndAwait(new CloseReason(MACHINE_GONE, why));
    }

    /** Ends what a closed connection had subscribed to. */
    public void closed(WebSocketConnection connection) {
        Keeper.Subscription subscription = connection.userData().remove(SUBSCRIPTION);
        if (subscription != null) {
            subscription.close();
        }
    }

    /** Called on whatever thread has news: hands it over and returns. */
    private void send(WebSocketConnection connection, ObjectWriter own, T message) {
        try {
            connection.sendText(own.writeValueAsString(message)).subscribe().with(_ -> {}, failure -> {
                Log.debugf("a page has gone away: %s", failure.getMessage());
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message for a page cannot be written", e);
        }
    }
}
