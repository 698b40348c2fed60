package dev.packetwalk.web;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many learners may join from one address: a whole class behind one router has to fit. */
@ConfigMapping(prefix = "packetwalk.join")
public interface JoinSettings {
    /** Joins from one address within {@link #window()}. */
    @WithDefault("300")
    int perAddress();

    @WithDefault("10m")
    Duration window();
}
