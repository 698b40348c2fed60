package dev.packetwalk.web.terminal;

import java.time.Duration;

/**
 * What one terminal may take of the server.
 *
 * @param ring bytes of output kept; a multiple of 4096, at least 65536
 * @param window the most bytes sent to a viewer and not yet acknowledged
 * @param burst bytes that may be read at once after a pause
 * @param rate bytes a second read for as long as somebody watches
 * @param unwatchedRate bytes a second read while nobody watches, or nobody keeps up
 * @param patience how long reading waits for the quickest viewer before it goes on without
 * @param pendingInput the most bytes typed or pasted that the shell has not taken yet
 * @param viewers the most windows on one terminal
 */
public record HubLimits(
        int ring,
        int window,
        long burst,
        long rate,
        long unwatchedRate,
        Duration patience,
        int pendingInput,
        int viewers) {
    /** What suits a browser on a common network. */
    static final HubLimits DEFAULT =
            new HubLimits(256 * 1024, 128 * 1024, 4 << 20, 2 << 20, 512 * 1024, Duration.ofSeconds(1), 4 << 20, 16);

    /**
     * @throws IllegalArgumentException if a limit is out of its bounds
     */
    public HubLimits {
        if (ring < 65_536 || ring % 4096 != 0 || ring > 64 << 20) {
            throw new IllegalArgumentException("a terminal's ring is 64 KiB to 64 MiB in steps of 4 KiB, not " + ring);
        }
        if (window < 4096
                || burst < 4096
                || rate < 4096
                || unwatchedRate < 4096
                || pendingInput < 4096
                || viewers < 1) {
            throw new IllegalArgumentException("a terminal's window, burst, rates and input are at least 4 KiB");
        }
    }
}
