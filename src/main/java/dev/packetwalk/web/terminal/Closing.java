package dev.packetwalk.web.terminal;

/**
 * Why the server ends a viewer's connection: a WebSocket close code and a short reason, which the page explains.
 *
 * @param code 1001 or one of the application's own, 4000 to 4999
 * @param reason at most 123 bytes of UTF-8 (RFC 6455, section 5.5)
 */
public record Closing(int code, String reason) {
    /** The terminal was closed, here or in another window. */
    public static final Closing TERMINAL_ENDED = new Closing(4001, "ended");

    /** More was typed or pasted than the terminal takes. */
    public static final Closing TOO_MUCH_INPUT = new Closing(4003, "input");

    /** A message that is none of the protocol's, or far too many windows. */
    public static final Closing REFUSED = new Closing(4004, "refused");

    /** Who looks on may not, or not any more. */
    public static final Closing NOT_ALLOWED = new Closing(4004, "consent");

    /** There is nothing to look at: no machine, or no terminal is open on it. */
    public static final Closing NOTHING_OPEN = new Closing(4004, "nothing");

    /** The server goes away; it is worth trying again. */
    public static final Closing SERVER_STOPS = new Closing(1001, "stops");

    /** The sandbox is over; the reason is that of the ending, in lower case. */
    public static Closing sandboxOver(String reason) {
        return new Closing(4002, reason);
    }
}
