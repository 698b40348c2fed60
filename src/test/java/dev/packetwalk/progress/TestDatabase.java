package dev.packetwalk.progress;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A database of a real PostgreSQL for one test class, migrated by Flyway:
 *
 * <pre>
 *   {@literal @}RegisterExtension
 *   static final TestDatabase DATABASE = new TestDatabase();
 * </pre>
 *
 * The server starts once in a JVM; the schema is made once and copied, which takes a few hundredths of a second a class.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String name = "test_" + NUMBERS.incrementAndGet();

    @Override
    public void beforeAll(ExtensionContext context) {
        create();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        drop();
    }

    /** Makes the database; for users that are not a JUnit extension. */
    public TestDatabase create() {
        execute("create database " + name + " template " + TEMPLATE);
        return this;
    }

    /** Drops the database, whoever is still connected. */
    public void drop() {
        execute("drop database if exists " + name + " with (force)");
    }

    /** Without a pool: each connection is a new one. */
    public DataSource dataSource() {
        return Server.POSTGRES.getDatabase("postgres", name);
    }

    public Jdbi jdbi() {
        return Jdbi.create(dataSource());
    }

    /** With the user {@code postgres}, who needs no password. */
    public String jdbcUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", name);
    }

    private static void execute(String statement) {
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    /** Started when first used; stopped when the JVM ends. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try (var connection = postgres.getPostgresDatabase().getConnection();
                        var sql = connection.createStatement()) {
                    sql.execute("create database " + TEMPLATE);
                }
                Flyway.configure()
                        .dataSource(postgres.getDatabase("postgres", TEMPLATE))
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException("cannot make the template database", e);
            }
        }
    }
}
