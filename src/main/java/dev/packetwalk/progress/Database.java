package dev.packetwalk.progress;

import dev.packetwalk.sandbox.SandboxLedger;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;

/** The one way to SQL: a Jdbi over the configured PostgreSQL. Flyway has brought the schema up to date before it is used. */
@Singleton
public final class Database {
    private final Jdbi jdbi;

    public Database(DataSource source) {
        this.jdbi = Jdbi.create(source);
    }

    /**
     * Whether a failure means that the database can't be reached or takes nobody in at the moment, so that trying again later is
     * of use. Knows the classes 08 (connection) and 57P (operator intervention) of SQLSTATE, and 53300 (too many connections).
     *
     * @param failure anything that a method of this room has thrown, or that was caused by it
     */
    public static boolean isOutage(Throwable failure) {
        for (Throwable cause : causes(failure)) {
            if (cause instanceof ConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql) {
                String state = sql.getSQLState() == null ? "" : sql.getSQLState();
                if (state.startsWith("08") || state.startsWith("57P") || state.equals("53300")) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether a failure means that somebody has gone while something was done for them: see {@link DepartedException}. Also a row that
     * refers to another which is gone by now (23503 of SQLSTATE) means that: nothing else is deleted while it is in use.
     *
     * @param failure anything that a method of this room has thrown, or that was caused by it
     */
    public static boolean isDeparture(Throwable failure) {
        return causes(failure).stream()
                .anyMatch(cause -> cause instanceof DepartedException
                        || (cause instanceof SQLException sql && "23503".equals(sql.getSQLState())));
    }

    /** The failure, its cause, and so on; a chain that bites its own tail ends there. */
    private static Set<Throwable> causes(Throwable failure) {
        Set<Throwable> chain = new LinkedHashSet<>();
        for (Throwable next = failure; next != null && chain.add(next); next = next.getCause()) {
            // The set is the result.
        }
        return chain;
    }

    /** For the rooms below this one; no other room knows Jdbi, see ArchitectureTest. */
    public Jdbi jdbi() {
        return jdbi;
    }

    @Produces
    @Singleton
    SandboxLedger sandboxLedger() {
        return new PostgresSandboxLedger(jdbi);
    }
}
