package dev.packetwalk.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class DatabaseOutageTest {
    @Test
    void a_database_that_nobody_listens_for_is_an_outage() throws IOException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try (ServerSocket free = new ServerSocket(0)) {
            source.setPortNumbers(new int[] {free.getLocalPort()});
        }
        Throwable failure =
                catchThrowable(() -> new Database(source).jdbi().useHandle(handle -> handle.execute("select 1")));

        assertThat(failure).isNotNull();
        assertThat(Database.isOutage(new IllegalStateException(failure))).isTrue();
    }

    @Test
    void a_database_that_is_shutting_down_is_an_outage() {
        assertThat(Database.isOutage(new SQLException("terminating connection", "57P01")))
                .isTrue();
    }

    @Test
    void a_row_that_exists_already_is_not() {
        assertThat(Database.isOutage(new SQLException("duplicate key", "23505")))
                .isFalse();
        assertThat(Database.isOutage(new SQLException("no state"))).isFalse();
    }

    @Test
    void causes_in_a_circle_end() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalStateException("second", first);
        first.initCause(second);

        assertThat(Database.isOutage(first)).isFalse();
    }
}
