package dev.packetwalk.web.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.web.ApiRoutes;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the API says of itself: complete, sound, and the same as in the file that is checked in. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class ApiDescriptionTest {
    private static final Path FILE = Path.of("docs/openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    BeanManager beans;

    @Test
    void every_route_is_described_and_nothing_else_is() throws IOException {
        List<String> described = new ArrayList<>();
        served().path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        assertThat(new TreeSet<>(described)).isEqualTo(new TreeSet<>(ApiRoutes.of(beans)));
    }

    @Test
    void the_file_that_is_checked_in_is_what_the_server_says() throws IOException {
        String served = given().queryParam("format", "yaml")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("packetwalk.update")) {
            Files.writeString(FILE, served);
        }
        assertThat(served)
                .as("%s; after a change: mvn test -Dtest=ApiDescriptionTest -Dpacketwalk.update=true", FILE)
                .isEqualTo(Files.readString(FILE));
    }

    private static JsonNode served() throws IOException {
        return JSON.readTree(given().queryParam("format", "json")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
