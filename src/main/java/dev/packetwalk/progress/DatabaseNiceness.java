package dev.packetwalk.progress;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets the database's processes go nearly as early as the server, which waits for them. Where the kernel groups processes by session
 * ({@code sched_autogroup_enabled}, sched(7)), niceness is the group's, and PostgreSQL makes each of its processes a session of its own:
 * they would be far behind a server that was started with a head start. Where that can't be changed it stays.
 */
@Singleton
public final class DatabaseNiceness implements AgroalPoolInterceptor {
    private static final System.Logger LOG = System.getLogger(DatabaseNiceness.class.getName());
    private static final Pattern ON_THIS_MACHINE = Pattern.compile("jdbc:postgresql://(127\\.0\\.0\\.1|localhost):.*");
    /** Each of the database's processes is a group, and all threads of the server are only one. */
    private static final int BEHIND = 7;

    private static final Path PROC = Path.of("/proc");
    /** As the kernel writes it: {@code /autogroup-123 nice -10}. */
    private static final Pattern NICE = Pattern.compile("nice (-?\\d+)");

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            Matcher server = NICE.matcher(Files.readString(PROC.resolve("self/autogroup")));
            if (!server.find()
                    || Integer.parseInt(server.group(1)) >= 0
                    || !ON_THIS_MACHINE
                            .matcher(connection.getMetaData().getURL())
                            .matches()) {
                return;
            }
            Path process = PROC.resolve(Long.toString(process(connection)));
            // In a container of its own its numbers are others than here.
            if (Files.readString(process.resolve("comm")).strip().equals("postgres")) {
                int niceness = Math.min(Integer.parseInt(server.group(1)) + BEHIND, 0);
                Files.writeString(process.resolve("autogroup"), Integer.toString(niceness));
            }
        } catch (IOException | SQLException e) {
            LOG.log(System.Logger.Level.DEBUG, "a process of the database goes no earlier than others", e);
        }
    }

    private static long process(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_backend_pid()")) {
            result.next();
            return result.getLong(1);
        }
    }
}
