package dev.packetwalk.web.terminal;

import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;

/** The application with {@link LocalTerminals} in place of sandboxes. */
public final class LocalTerminalsProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        try {
            return Map.of(
                    "packetwalk.data",
                    Files.createTempDirectory("packetwalk-terminals").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(Beans.class);
    }

    /** Makes the stand-in. */
    @Alternative
    @Singleton
    static final class Beans {
        @Produces
        @Alternative
        @Singleton
        LocalTerminals sandboxes() throws IOException {
            return new LocalTerminals(Files.createTempDirectory("packetwalk-shells"));
        }

        void close(@Disposes LocalTerminals sandboxes) throws IOException {
            sandboxes.close();
        }
    }
}
