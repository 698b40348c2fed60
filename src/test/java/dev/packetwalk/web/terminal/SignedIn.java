package dev.packetwalk.web.terminal;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.Learners;
import java.util.UUID;

/**
 * A learner with a session.
 *
 * @param token what the browser's cookie carries
 */
public record SignedIn(UUID learner, String token) {
    public static SignedIn as(String name, Learners learners) {
        Learners.Joined joined = learners.join(new LearnerName(name));
        return new SignedIn(joined.learner(), joined.session().value());
    }

    public String cookie() {
        return "packetwalk_session=" + token;
    }
}
