package dev.packetwalk.web.words;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which languages a server speaks. */
@ConfigMapping(prefix = "packetwalk.languages")
public interface LanguageSettings {
    /** The tags of those that visitors can choose, such as {@code en,zh-CN}; all that have message files if it is not set. */
    Optional<List<String>> offered();
}
