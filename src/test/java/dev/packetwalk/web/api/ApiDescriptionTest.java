package dev.packetwalk.web.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.web.ApiRoutes;
import dev.packetwalk.web.WebDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the API says of itself: complete, sound, and the same as in the file that is checked in. */
@QuarkusTest
@WithTestResource(WebDatabase.class)
class ApiDescriptionTest {
    private static final Path FILE = Path.of("docs/openapi.yaml");

    @Inject
    BeanManager beans;

    @Test
    void every_route_is_described_and_nothing_else_is() {
        assertThat(Described.now().operations().stream().map(Object::toString))
                .containsExactlyInAnyOrderElementsOf(ApiRoutes.of(beans));
    }

    @Test
    void the_file_that_is_checked_in_is_what_the_server_says() throws IOException {
        String served = given().queryParam("format", "yaml")
                .get("/api/v1/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("update.openapi")) {
            Files.writeString(FILE, served);
        }
        assertThat(served)
                .as("%s; after a change: mvn test -Dtest=ApiDescriptionTest -Dupdate.openapi=true", FILE)
                .isEqualTo(Files.readString(FILE));
    }

    @Test
    void what_the_documentation_asks_for_is_there() throws IOException {
        List<String> routes = Described.now().operations().stream()
                .map(operation -> operation.method() + " " + operation.path().replaceAll("\\{[^}]*}", "*"))
                .toList();
        List<String> asked = Pattern.compile("curl -s(.*)\\$LAB([^\"\\s?]*)")
                .matcher(Files.readString(Path.of("docs/api.md")))
                .results()
                .map(call -> method(call.group(1)) + " "
                        + call.group(2)
                                .replaceAll("\\$[A-Z]+", "*")
                                .replace("iptables-following-a-packet/minimal-firewall", "*/*"))
                .toList();
        assertThat(asked).hasSizeGreaterThan(8).isSubsetOf(routes);
    }

    private static String method(String options) {
        return options.contains("X PUT") ? "PUT" : options.contains("X POST") ? "POST" : "GET";
    }
}
