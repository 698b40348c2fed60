package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import dev.packetwalk.web.words.CurrentLanguage;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What the types of problems mean. */
@Path("/api/v1/problems/{problem}")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "problems", description = "What goes wrong.")
public final class ProblemsResource {
    private final CurrentLanguage language;

    ProblemsResource(CurrentLanguage language) {
        this.language = language;
    }

    @GET
    @Operation(operationId = "describeProblem", summary = "What a type of problem means, and what to do about it.")
    public Problem describe(@RestPath String problem) {
        return ProblemKind.of(problem)
                .map(kind -> Problem.of(kind, language.texts(ApiWords.class)))
                .orElseThrow(ProblemException::notFound);
    }
}
