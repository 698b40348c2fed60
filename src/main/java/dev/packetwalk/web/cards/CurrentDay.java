package dev.packetwalk.web.cards;

import dev.packetwalk.progress.StudyDay;
import dev.packetwalk.web.VisitorTime;
import jakarta.enterprise.context.RequestScoped;

/** The moment of this request, in the visitor's time zone; without scripts, in the server's. */
@RequestScoped
class CurrentDay {
    private final CardClock clock;
    private final VisitorTime time;

    CurrentDay(CardClock clock, VisitorTime time) {
        this.clock = clock;
        this.time = time;
    }

    StudyDay get() {
        return new StudyDay(clock.now(), time.told().orElseGet(clock::zone));
    }
}
