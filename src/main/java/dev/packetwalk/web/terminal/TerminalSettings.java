package dev.packetwalk.web.terminal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator decides about terminals. */
@ConfigMapping(prefix = "packetwalk.terminals")
public interface TerminalSettings {
    /** The most terminals that a sandbox has at a time: t1 to this number. */
    @WithDefault("8")
    int perSandbox();

    /** How many bytes of a terminal's output are kept for a reload; a multiple of 4096. Each terminal has a file of this size. */
    @WithDefault("262144")
    int ring();

    /** How many bytes a second of one terminal's output are read once its burst is spent. */
    @WithDefault("2097152")
    long rate();

    /** How many bytes may be read at once after a pause. */
    @WithDefault("4194304")
    long burst();

    /** A browser that was not heard of for this long is taken for gone; it answers a ping every twenty seconds. */
    @WithDefault("65S")
    Duration silence();

    /** The limits of each terminal. */
    default HubLimits limits() {
        HubLimits usual = HubLimits.DEFAULT;
        return new HubLimits(
                ring(),
                Math.min(usual.window(), ring() / 2),
                burst(),
                rate(),
                Math.min(usual.unwatchedRate(), rate()),
                usual.patience(),
                usual.pendingInput(),
                usual.viewers());
    }
}
