package dev.packetwalk.web;

import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.Learners;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.UUID;

/** The learner who sent this request. Asks the database at most once. */
@RequestScoped
public class CurrentLearner {
    private final SecurityIdentity identity;
    private final Learners learners;
    private Optional<Learner> found = Optional.empty();
    private boolean asked;

    CurrentLearner(SecurityIdentity identity, Learners learners) {
        this.identity = identity;
        this.learners = learners;
    }

    /** Who it is, if somebody is signed in. */
    public Optional<Learner> find() {
        if (!asked) {
            found = identity.isAnonymous()
                    ? Optional.empty()
                    : learners.find(UUID.fromString(identity.getPrincipal().getName()));
            asked = true;
        }
        return found;
    }

    /**
     * Who it is.
     *
     * @throws UnauthorizedException if nobody is signed in
     */
    public Learner get() {
        return find().orElseThrow(UnauthorizedException::new);
    }

    /** For a page's header. */
    public Visitor visitor() {
        return find().map(learner -> new Visitor(
                        learner.name(),
                        identity.hasRole(Roles.ADMINISTRATOR),
                        identity.hasRole(Roles.INSTRUCTOR),
                        identity.hasRole(Roles.GRADER)))
                .orElse(Visitor.STRANGER);
    }
}
