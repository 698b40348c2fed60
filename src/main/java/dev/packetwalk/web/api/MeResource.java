package dev.packetwalk.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.packetwalk.progress.Learner;
import dev.packetwalk.progress.access.ApiTokens;
import dev.packetwalk.progress.access.Scope;
import dev.packetwalk.web.CurrentLearner;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Whom a token stands for, and what it is good for. */
@Path("/api/v1/me")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "me", description = "Whom the token stands for.")
public final class MeResource {
    private final CurrentLearner learner;
    private final Caller caller;

    MeResource(CurrentLearner learner, Caller caller) {
        this.learner = learner;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "getMe", summary = "Whom the token stands for, and what it is good for at this moment.")
    public Me show() {
        Learner who = learner.get();
        return new Me(
                who.id(),
                who.name(),
                caller.token().map(holder -> holder.role().word()).orElse(null),
                caller.token().map(TokenView::of).orElse(null));
    }

    /**
     * Who asks.
     *
     * @param role not there where a session reads
     * @param token not there where a session reads
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(
            UUID id,
            String name,
            @Nullable String role,
            @Nullable TokenView token) {}

    /**
     * The token that was shown.
     *
     * @param scopes that count at this moment
     */
    record TokenView(UUID id, List<String> scopes, Instant expiresAt) {
        static TokenView of(ApiTokens.Holder holder) {
            return new TokenView(
                    holder.token(),
                    holder.scopes().stream().map(Scope::word).sorted().toList(),
                    holder.expiresAt());
        }
    }
}
