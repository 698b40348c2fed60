package dev.packetwalk.web;

import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.web.words.MachineWords;

/** Why a machine is no more, in words for its learner. */
final class Endings {
    private Endings() {}

    static String words(Ending ending, MachineWords words) {
        return switch (ending.reason()) {
            case IDLE -> words.endedIdle();
            case HARD_LIMIT -> words.endedHardLimit();
            case RELEASED -> words.endedReleased();
            case RESET -> words.endedReset();
            case BROKEN -> words.endedBroken();
            case OVERUSE -> words.endedOveruse(ending.detail());
            case NOT_STARTED -> words.endedNotStarted();
            case UNCLAIMED -> words.endedUnclaimed();
        };
    }
}
