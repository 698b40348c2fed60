package dev.packetwalk.progress;

import dev.packetwalk.sandbox.SandboxLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;

/** The one way to SQL: a Jdbi over the configured PostgreSQL. Flyway has brought the schema up to date before it is used. */
@Singleton
public final class Database {
    private final Jdbi jdbi;

    public Database(DataSource source) {
        this.jdbi = Jdbi.create(source);
    }

    Jdbi jdbi() {
        return jdbi;
    }

    @Produces
    @Singleton
    SandboxLedger sandboxLedger() {
        return new PostgresSandboxLedger(jdbi);
    }
}
