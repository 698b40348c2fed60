package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type which kind of problem: a reference to where it is described
 * @param title the kind, for people
 * @param status the HTTP status
 * @param detail what to do about it, for people
 */
@Schema(description = "What went wrong, as RFC 9457 has it. Programs look at type, people at title and detail.")
record Problem(
        @Schema(examples = "/api/v1/problems/not-found") String type,
        @Schema(examples = "There is no such thing") String title,
        @Schema(examples = "404") int status,

        @Schema(examples = "It is not there, or not for this token to know of. Look at the ids in the address.")
        String detail) {
    static Problem of(ProblemKind kind, ApiWords words) {
        return new Problem(kind.type(), kind.title(words), kind.status(), kind.usual(words));
    }
}
