package dev.packetwalk.web;

import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.follow.LearnerRulesSocket;
import dev.packetwalk.web.terminal.CompanionSocket;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;

/** Lets only those who teach a learner see their rules, or come to the door of their terminal; the learner's consent is asked for inside. */
@Singleton
final class TaughtLearnerCheck implements HttpUpgradeCheck {
    private static final Set<String> ENDPOINTS =
            Set.of(LearnerRulesSocket.class.getName(), CompanionSocket.class.getName());

    /** Asked for when needed: this check is made before the database has its tables. */
    private final Instance<Enrolments> enrolments;

    TaughtLearnerCheck(Instance<Enrolments> enrolments) {
        this.enrolments = enrolments;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return ENDPOINTS.contains(endpointId);
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        String learner = context.pathParam("learner");
        return ClassDoor.decide(
                context,
                (instructor, taught) -> enrolments
                        .get()
                        .find(instructor, taught, UUID.fromString(learner))
                        .isPresent());
    }
}
