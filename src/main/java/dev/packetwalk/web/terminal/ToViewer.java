package dev.packetwalk.web.terminal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.UUID;

/** What the server says to a browser beside the terminal's bytes: a JSON object in a text frame, its kind in {@code type}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ToViewer.Replay.class, name = "replay"),
    @JsonSubTypes.Type(value = ToViewer.Live.class, name = "live"),
    @JsonSubTypes.Type(value = ToViewer.Size.class, name = "size"),
    @JsonSubTypes.Type(value = ToViewer.Shell.class, name = "shell"),
    @JsonSubTypes.Type(value = ToViewer.LeaseEnds.class, name = "lease"),
    @JsonSubTypes.Type(value = ToViewer.Alive.class, name = "alive")
})
public sealed interface ToViewer {
    /**
     * The bytes that follow were printed earlier: questions in them were answered then.
     *
     * @param ring tells this output from that of an earlier life
     * @param offset of the first byte that follows
     * @param until the offset at which the present begins; {@link Live} follows there
     * @param fresh whether the terminal is cleared first
     * @param prelude printed after clearing: the modes in which the output at {@code offset} found the terminal
     */
    record Replay(UUID ring, long offset, long until, boolean fresh, String prelude) implements ToViewer {}

    /** What follows is printed now. */
    record Live() implements ToViewer {}

    /**
     * The size that the terminal has.
     *
     * @param mine whether this viewer decides it, and answers what programs ask of a terminal
     */
    record Size(int columns, int rows, boolean mine) implements ToViewer {}

    /** How the shell is. */
    record Shell(State state) implements ToViewer {
        /** A terminal's shell, from the viewer's side. */
        public enum State {
            RUNNING,
            /** The connection to it is lost and sought again. */
            SEEKING,
            /** It exited; {@link FromViewer.Restart} starts a new one. */
            EXITED
        }
    }

    /** The sandbox ends soon. */
    record LeaseEnds(Instant endsAt, boolean canExtend) implements ToViewer {}

    /** The answer to {@link FromViewer.Alive}. */
    record Alive() implements ToViewer {}
}
