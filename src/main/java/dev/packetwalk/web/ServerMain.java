package dev.packetwalk.web;

import dev.packetwalk.progress.DatabaseAddress;
import dev.packetwalk.progress.DatabaseStartException;
import dev.packetwalk.progress.EmbeddedDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server: first its database, then itself. {@code PACKETWALK_DATABASE_URL} names a PostgreSQL to use; without it one
 * of our own runs over {@code PACKETWALK_DATA} (a directory; {@code ~/.local/share/packetwalk} if not set).
 */
@QuarkusMain
public final class ServerMain {
    private static final long APPLICATION_STOP_LIMIT_SECONDS = 30;

    private ServerMain() {}

    public static void main(String... arguments) {
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            Path data = dataDirectory(System.getenv());
            System.setProperty("packetwalk.data", data.toString());
            configure(database(stopped));
        } catch (DatabaseStartException e) {
            System.err.println("Packetwalk cannot start: " + e.getMessage());
            System.exit(1);
        }
        Quarkus.run(
                null,
                (code, failure) -> {
                    // Runs when the application has stopped and uses its database no more.
                    stopped.countDown();
                    if (failure != null) {
                        System.err.println("Packetwalk stopped:");
                        failure.printStackTrace();
                    }
                    System.exit(code);
                },
                arguments);
    }

    private static DatabaseAddress database(CountDownLatch stopped) {
        DatabaseAddress configured = DatabaseAddress.from(System.getenv());
        if (configured != null) {
            return configured;
        }
        EmbeddedDatabase database = EmbeddedDatabase.start(dataDirectory(System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(database, stopped), "database-stop"));
        return database.address();
    }

    /** Hooks run side by side: the database's waits until the application has let go of it. */
    private static void stop(EmbeddedDatabase database, CountDownLatch stopped) {
        try {
            if (!stopped.await(APPLICATION_STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The application did not stop in time; its database is stopped now.");
            }
            database.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.err.println("The database did not stop cleanly, and recovers at the next start: " + e.getMessage());
        }
    }

    private static void configure(DatabaseAddress address) {
        System.setProperty("quarkus.datasource.jdbc.url", address.jdbcUrl());
        System.setProperty("quarkus.datasource.username", address.user());
        System.setProperty("quarkus.datasource.password", address.password());
    }

    static Path dataDirectory(Map<String, String> environment) {
        String configured = environment.getOrDefault("PACKETWALK_DATA", "");
        if (!configured.isBlank()) {
            return Path.of(configured);
        }
        String home = environment.getOrDefault("XDG_DATA_HOME", "");
        return home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "share", "packetwalk")
                : Path.of(home, "packetwalk");
    }
}
