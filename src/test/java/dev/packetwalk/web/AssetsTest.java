package dev.packetwalk.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class AssetsTest {
    private static final String MANIFEST = """
            {
              "_shared.js": { "file": "shared-1.js", "css": ["shared-2.css"] },
              "src/styles/main.css": { "file": "styles-3.css", "name": "styles", "isEntry": true },
              "src/terminal/main.ts": {
                "file": "terminal-4.js", "name": "terminal", "isEntry": true, "imports": ["_shared.js"],
                "css": ["terminal-5.css", "shared-2.css"]
              }
            }
            """;

    @Test
    void an_entry_is_found_by_its_name() {
        assertThat(assets(MANIFEST).url("terminal")).isEqualTo("/assets/terminal-4.js");
        assertThat(assets(MANIFEST).url("styles")).isEqualTo("/assets/styles-3.css");
    }

    @Test
    void style_sheets_of_imported_chunks_come_first_and_once() {
        assertThat(assets(MANIFEST).stylesheets("terminal"))
                .containsExactly("/assets/shared-2.css", "/assets/terminal-5.css");
    }

    @Test
    void an_unknown_entry_names_those_that_are_there() {
        assertThatIllegalStateException()
                .isThrownBy(() -> assets(MANIFEST).url("diagram"))
                .withMessageContaining("diagram")
                .withMessageContaining("[styles, terminal]");
    }

    @Test
    void a_front_end_that_was_not_built_says_how_to_build_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new Assets(new ObjectMapper(), () -> null).url("terminal"))
                .withMessageContaining("mvn generate-resources");
    }

    private static Assets assets(String manifest) {
        return new Assets(new ObjectMapper(), () -> new ByteArrayInputStream(manifest.getBytes(UTF_8)));
    }
}
