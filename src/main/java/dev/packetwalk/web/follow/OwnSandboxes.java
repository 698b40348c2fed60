package dev.packetwalk.web.follow;

import dev.packetwalk.lesson.Exercise;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.NotFoundException;

/** The sandboxes of the learner who sent this request. */
@RequestScoped
public class OwnSandboxes {
    private final CurrentLearner learner;
    private final Sandboxes sandboxes;
    private final Lessons lessons;

    OwnSandboxes(CurrentLearner learner, Sandboxes sandboxes, Lessons lessons) {
        this.learner = learner;
        this.sandboxes = sandboxes;
        this.lessons = lessons;
    }

    /**
     * The learner's own sandbox of that id.
     *
     * @throws NotFoundException if there is none; another's is answered like one that does not exist
     */
    Lease lease(String sandbox) {
        SandboxId id;
        try {
            id = new SandboxId(sandbox);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(e);
        }
        return sandboxes.lease(learner.get().id(), id).orElseThrow(NotFoundException::new);
    }

    /** The world around a sandbox. */
    WorldView world(Lease lease) {
        return worldOf(lease, lessons);
    }

    /**
     * The world that the exercises of a sandbox ask for.
     *
     * @throws NotFoundException if its lesson is no longer offered
     */
    static WorldView worldOf(Lease lease, Lessons lessons) {
        return lessons.exercisesIn(lease.name(), lease.learner()).values().stream()
                .findFirst()
                .map(Exercise::sandbox)
                .map(sandbox -> WorldView.of(sandbox.topology()))
                .orElseThrow(NotFoundException::new);
    }
}
