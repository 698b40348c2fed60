package dev.packetwalk.sandbox;

/** Which TCP segment a traced probe sends; probes of other protocols have only one to send. */
public enum Segment {
    /** Opens a connection, as any program would. */
    OPENING("tcp"),
    /** ACK alone, out of the middle of a connection that there never was. */
    ACK("tcp-ack"),
    /** RST alone. */
    RST("tcp-rst"),
    /** FIN and ACK, as the last of a connection. */
    FIN("tcp-fin");

    private final String word;

    Segment(String word) {
        this.word = word;
    }

    /** As containers/keeper/PROTOCOL.md calls it. */
    String word() {
        return word;
    }
}
