package dev.packetwalk.web;

import dev.packetwalk.progress.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A fresh database of a real PostgreSQL for the application under test. */
public final class WebDatabase implements QuarkusTestResourceLifecycleManager {
    private final TestDatabase database = new TestDatabase();

    @Override
    public Map<String, String> start() {
        database.create();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "");
    }

    @Override
    public void stop() {
        database.drop();
    }
}
