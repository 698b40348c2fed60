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

    /**
     * Whether the database answers.
     *
     * @throws org.jdbi.v3.core.JdbiException if it does not; the message says why
     */
    public boolean answers() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select true").mapTo(Boolean.class).one());
    }
}
