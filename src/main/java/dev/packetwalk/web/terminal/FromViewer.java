package dev.packetwalk.web.terminal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a browser says beside the bytes typed: a JSON object in a text frame, its kind in {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FromViewer.Resize.class, name = "resize"),
    @JsonSubTypes.Type(value = FromViewer.Acknowledge.class, name = "ack"),
    @JsonSubTypes.Type(value = FromViewer.Redraw.class, name = "redraw"),
    @JsonSubTypes.Type(value = FromViewer.Restart.class, name = "restart"),
    @JsonSubTypes.Type(value = FromViewer.End.class, name = "end"),
    @JsonSubTypes.Type(value = FromViewer.Alive.class, name = "alive")
})
public sealed interface FromViewer {
    /** The window's size, in characters; checked where it is used. */
    record Resize(int columns, int rows) implements FromViewer {}

    /** Everything before this offset has been shown. */
    record Acknowledge(long offset) implements FromViewer {}

    /** The program on the screen is asked to draw it again. */
    record Redraw() implements FromViewer {}

    /** A new shell, after one that exited. */
    record Restart() implements FromViewer {}

    /** The terminal is closed for good, with all that runs in it. */
    record End() implements FromViewer {}

    /** Is anybody there? */
    record Alive() implements FromViewer {}
}
