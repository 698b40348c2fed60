package dev.packetwalk.web.replay;

import dev.packetwalk.progress.recording.RecordingWishes;
import dev.packetwalk.web.CurrentLearner;
import dev.packetwalk.web.Lessons;
import dev.packetwalk.web.Roles;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Where a learner says, beside their terminal, whether they want to be recorded. It counts at once. */
@Path("/lessons/{lesson}/{exercise}/recording")
@RolesAllowed(Roles.LEARNER)
@RunOnVirtualThread
public final class RecordingSwitchResource {
    private final Lessons lessons;
    private final RecordingWishes wishes;
    private final Recorder recorder;
    private final CurrentLearner learner;

    RecordingSwitchResource(Lessons lessons, RecordingWishes wishes, Recorder recorder, CurrentLearner learner) {
        this.lessons = lessons;
        this.wishes = wishes;
        this.recorder = recorder;
        this.learner = learner;
    }

    /**
     * Switches recording on or off, for all machines of the learner.
     *
     * @param wanted {@code true}; anything else is no
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response choose(
            @RestPath("lesson") String lesson,
            @RestPath("exercise") String exercise,
            @RestForm @Nullable String wanted) {
        lessons.exercise(lesson, exercise, learner.get().id());
        wishes.choose(learner.get().id(), "true".equals(wanted));
        recorder.obey();
        return Response.seeOther(URI.create("/lessons/" + lesson + "/" + exercise + "#recording-mark"))
                .build();
    }
}
