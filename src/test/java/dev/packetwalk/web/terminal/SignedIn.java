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
        return switch (learners.join(new LearnerName(name), null)) {
            case Learners.Joining.Joined(UUID learner, var session, var _) -> new SignedIn(learner, session.value());
            case Learners.Joining.NoSuchClass other -> throw new IllegalStateException("could not join: " + other);
        };
    }

    public String cookie() {
        return "packetwalk_session=" + token;
    }
}
