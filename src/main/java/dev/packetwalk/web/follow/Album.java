package dev.packetwalk.web.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.progress.KeptWalks;
import dev.packetwalk.sandbox.Lease;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps walks, so that they have an address. */
@Singleton
public final class Album {
    private final KeptWalks kept;
    private final ObjectMapper json;

    Album(KeptWalks kept, ObjectMapper json) {
        this.kept = kept;
        this.json = json;
    }

    /** Keeps walks of one packet and of its answer; returns their id, or null if they can't be kept: they are shown all the same. */
    @Nullable
    String keep(Lease lease, WorldView world, Moment moment, List<WalkView> walks, List<WalkView> answers) {
        try {
            KeptWalk walk = new KeptWalk(Instant.now(), moment.rules(), world, walks, answers);
            return kept.keep(lease.learner(), lease.id(), json.writeValueAsString(walk))
                    .orElse(null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a walk cannot be written", e);
        } catch (RuntimeException e) {
            Log.warnf(e, "a walk in sandbox %s was not kept", lease.id());
            return null;
        }
    }
}
