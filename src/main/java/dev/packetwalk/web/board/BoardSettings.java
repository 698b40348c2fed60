package dev.packetwalk.web.board;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When the board says that somebody is stuck; see {@link StuckRules}, whose usual values these are. */
@ConfigMapping(prefix = "packetwalk.board")
public interface BoardSettings {
    /** How long no answer may get in. */
    @WithDefault("3M")
    Duration lockedOutFor();

    /** How many tries may fail at the same check. */
    @WithDefault("6")
    int sameCheckTries();

    /** How long that takes at least. */
    @WithDefault("3M")
    Duration sameCheckFor();

    /** How many tries may come to nothing. */
    @WithDefault("12")
    int manyChanges();

    /** How long that takes at least. */
    @WithDefault("5M")
    Duration manyChangesFor();

    /** How long it may be silent after an error. */
    @WithDefault("4M")
    Duration silentFor();

    /** When silence means that nobody is there. */
    @WithDefault("30M")
    Duration goneAfter();

    /** As rules. */
    default StuckRules rules() {
        return new StuckRules(
                lockedOutFor(),
                sameCheckTries(),
                sameCheckFor(),
                manyChanges(),
                manyChangesFor(),
                silentFor(),
                goneAfter());
    }
}
