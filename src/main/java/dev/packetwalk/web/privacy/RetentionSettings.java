package dev.packetwalk.web.privacy;

import dev.packetwalk.progress.privacy.RetentionPeriods;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** For how long things are kept, and when what is older is deleted. */
@ConfigMapping(prefix = "packetwalk.retention")
public interface RetentionSettings {
    /** After a guest's last visit: half a year, so that who learned in one term can come back in the next. */
    @WithDefault("P180D")
    Duration guests();

    /** After the last visit of a learner with an account, who meant to come back. Those in charge of something are not deleted. */
    @WithDefault("P730D")
    Duration learners();

    /** After an attempt's last grade: what it was graded on. Long enough to dispute a grade. */
    @WithDefault("P180D")
    Duration evidence();

    /** After the end of a recording of terminals: long enough to look at it again. */
    @WithDefault("P30D")
    Duration recordings();

    /** After a class has ended or was closed: who was in it. Grades are handed in by then. */
    @WithDefault("P365D")
    Duration classes();

    /** The hour of the day, in the server's time zone, from which on the day's deletion is due. */
    @WithDefault("3")
    int hour();

    /** As the room that deletes wants it. */
    default RetentionPeriods periods() {
        return new RetentionPeriods(guests(), learners(), evidence(), recordings(), classes());
    }
}
