package dev.packetwalk.web.follow;

import dev.packetwalk.progress.classes.Enrolments;
import dev.packetwalk.web.ClassDoor;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Lets only those who teach a learner see their rules. */
@Singleton
final class LearnerRulesCheck implements HttpUpgradeCheck {
    /** Asked for when needed: this check is made before the database has its tables. */
    private final Instance<Enrolments> enrolments;

    LearnerRulesCheck(Instance<Enrolments> enrolments) {
        this.enrolments = enrolments;
    }

    @Override
    public boolean appliesTo(String endpointId) {
        return endpointId.equals(LearnerRulesSocket.class.getName());
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
