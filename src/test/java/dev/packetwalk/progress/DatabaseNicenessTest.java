package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Needs a kernel that groups processes by session, and the right to change that; elsewhere there is nothing to be seen. */
class DatabaseNicenessTest {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Path OWN = Path.of("/proc/self/autogroup");

    private final String before = niceness(OWN);

    @AfterEach
    void restore() {
        become(before);
    }

    @Test
    void behind_a_server_with_a_head_start_a_process_of_the_database_has_most_of_it() throws SQLException {
        assumeThat(become("-9")).isTrue();

        assertThat(nicenessOfDatabase()).isEqualTo("-2");
    }

    @Test
    void behind_a_server_that_goes_as_all_others_do_so_does_the_database() throws SQLException {
        assumeThat(become("0")).isTrue();

        assertThat(nicenessOfDatabase()).isEqualTo("0");
    }

    private static String nicenessOfDatabase() throws SQLException {
        try (Connection connection = DATABASE.dataSource().getConnection();
                var sql = connection.createStatement()) {
            new DatabaseNiceness().onConnectionCreate(connection);
            try (var result = sql.executeQuery("select pg_backend_pid()")) {
                result.next();
                return niceness(Path.of("/proc", result.getString(1), "autogroup"));
            }
        }
    }

    private static boolean become(String niceness) {
        try {
            Files.writeString(OWN, niceness);
        } catch (IOException _) {
            return false;
        }
        return niceness(OWN).equals(niceness);
    }

    /** Empty where there is none. */
    private static String niceness(Path of) {
        try {
            return Files.readString(of).replaceAll("(?s).*nice (-?\\d+).*|.*", "$1");
        } catch (IOException _) {
            return "";
        }
    }
}
