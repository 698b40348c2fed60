package dev.packetwalk.web.follow;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a page that watches is told.
 *
 * @param seen packets that came since it was told last
 * @param packets how many there have been since the watch began, of which few may be shown
 * @param shown how many have been shown
 * @param millis how long the watch has been going on
 * @param over why it is over; null while it goes on
 */
record WatchNews(
        List<Seen> seen,
        long packets,
        int shown,
        long millis,
        @Nullable Over over) {
    /**
     * A packet and its walk.
     *
     * @param id where the walk is kept; null when it is not
     */
    record Seen(@Nullable String id, WalkView walk) {}

    /** Why a watch is over. */
    enum Over {
        /** Its time is up. */
        TIME,
        /** Another page watches in this sandbox now. */
        REPLACED,
        /** The sandbox does not answer. */
        LOST;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
