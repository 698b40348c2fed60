package dev.packetwalk.web.privacy;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** What only whoever runs the lab can tell people. */
@ConfigMapping(prefix = "packetwalk.privacy")
public interface PrivacySettings {
    /** Who answers for the lab, and how to reach them, in a line: {@code The network lab of … , lab@example.edu}. */
    Optional<String> operator();
}
