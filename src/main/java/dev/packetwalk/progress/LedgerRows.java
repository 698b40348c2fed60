package dev.packetwalk.progress;

import dev.packetwalk.sandbox.Ending;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxId;
import dev.packetwalk.sandbox.SandboxLedger.Row;
import dev.packetwalk.sandbox.SandboxLedger.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;

/** How the ledger's rows become values, and values parameters. */
final class LedgerRows {
    private LedgerRows() {}

    static SandboxId id(ResultSet row) throws SQLException {
        return new SandboxId(row.getString("id"));
    }

    static State state(ResultSet row) throws SQLException {
        return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    static Row row(ResultSet row) throws SQLException {
        return new Row(id(row), state(row), row.getString("recipe"));
    }

    static Lease lease(ResultSet row) throws SQLException {
        return new Lease(
                id(row),
                row.getObject("learner", UUID.class),
                row.getString("name"),
                row.getString("topology"),
                instant(row, "claimed_at"),
                instant(row, "idle_ends_at"),
                instant(row, "hard_ends_at"));
    }

    static Ending ending(ResultSet row) throws SQLException {
        return new Ending(
                row.getLong("sequence"),
                new SandboxId(row.getString("sandbox")),
                row.getObject("learner", UUID.class),
                row.getString("name"),
                Ending.Reason.valueOf(row.getString("reason")),
                row.getString("detail"),
                instant(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /** A time as the driver sends it, whatever the zone of this machine. */
    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
