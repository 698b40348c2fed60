package dev.packetwalk.web.api;

import dev.packetwalk.progress.classes.SeenAttempts.Filter;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which attempts are asked for. */
public final class AttemptQuery {
    @QueryParam("learner")
    @Parameter(description = "Only those of the learner with this id.")
    @Nullable
    String learner;

    @QueryParam("exercise")
    @Parameter(description = "Only those at exercises with this id.")
    @Nullable
    String exercise;

    /** Made by the framework. */
    public AttemptQuery() {}

    Filter filter(@Nullable UUID taught, Paging paging) {
        return new Filter(
                taught,
                learner == null ? null : Ids.uuid(learner),
                exercise,
                paging.afterNumber().orElse(null));
    }
}
