package dev.packetwalk.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(WebDatabase.class)
class OperatorPagesTest {
    @Test
    void this_machine_sees_health_and_metrics() {
        assertThat(given().get("/q/health").statusCode()).isEqualTo(200);
        assertThat(given().get("/q/health").asString()).contains("Database connections health check");
        assertThat(given().get("/q/metrics").asString()).contains("jvm_memory_used_bytes");
    }

    @Test
    void what_a_proxy_passes_on_sees_nothing() {
        for (String path : new String[] {"/q/health", "/q/metrics", "/q/health/ready"}) {
            assertThat(given().header("X-Forwarded-For", "127.0.0.1").get(path).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void only_addresses_of_this_machine_are_this_machine() {
        assertThat(OperatorPages.isThisMachine("127.0.0.1")).isTrue();
        assertThat(OperatorPages.isThisMachine("::1")).isTrue();
        assertThat(OperatorPages.isThisMachine("10.77.0.2")).isFalse();
    }
}
