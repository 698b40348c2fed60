package dev.packetwalk.web.instructor;

import dev.packetwalk.web.Reservations;
import dev.packetwalk.web.VisitorTime;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the machines that a class has reserved, as its page tells it.
 *
 * @param due whether the time for making them has come
 * @param from when the first is made at the earliest, on the visitor's clock
 * @param until when they go back to everybody, on the visitor's clock
 */
record ReservedMachines(Reservations.State state, boolean due, String from, String until) {
    static @Nullable ReservedMachines of(Optional<Reservations.State> state, VisitorTime time) {
        return state.filter(found -> !found.over())
                .map(found -> new ReservedMachines(
                        found, !Instant.now().isBefore(found.from()), time.at(found.from()), time.at(found.until())))
                .orElse(null);
    }
}
