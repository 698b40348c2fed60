package dev.packetwalk.progress;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * A PostgreSQL of our own, for machines that have none: its programs come with the application, its data live in a
 * directory and survive every kind of end. It listens on 127.0.0.1 only and asks for a random password.
 *
 * <p>In the data directory: {@code postgres/} is the cluster, {@code postgres.password} the password (mode 0600), {@code
 * postgres-programs/} the unpacked programs and {@code server.lock} keeps a second server out.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** The major version of the bundled programs; a cluster of another one is left alone. */
    static final String MAJOR_VERSION = "18";

    private static final String NAME = "packetwalk";
    private static final String COMPLETE = "packetwalk-complete";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** Safe against a loss of power, silent to the network, small, and with logs that do not grow for ever. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "60"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("logging_collector", "on"),
            Map.entry("log_directory", "log"),
            Map.entry("log_filename", "postgres-%a.log"),
            Map.entry("log_truncate_on_rotation", "on"),
            Map.entry("log_rotation_age", "1d"),
            Map.entry("log_rotation_size", "0"));

    private final FileChannel lock;
    private final EmbeddedPostgres postgres;
    private final DatabaseAddress address;

    private EmbeddedDatabase(FileChannel lock, EmbeddedPostgres postgres, DatabaseAddress address) {
        this.lock = lock;
        this.postgres = postgres;
        this.address = address;
    }

    /**
     * Starts the database whose data are in a directory, making both when they are not there yet. A PostgreSQL that a killed
     * server left running over the same data is stopped first. Takes up to a minute; half a second is usual.
     *
     * @param data made with mode 0700 if missing
     * @throws DatabaseStartException if the directory is in use, of another version, not writable or without its password
     */
    public static EmbeddedDatabase start(Path data) {
        try {
            Path directory = privateDirectory(data.toAbsolutePath()).toRealPath();
            FileChannel lock = lock(directory);
            try {
                return startLocked(directory, lock);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseStartException(
                    "the database in " + data + " cannot be started: " + e.getMessage()
                            + ". Check that the directory is writable and has space; PostgreSQL's own log is in postgres/log.",
                    e);
        }
    }

    private static EmbeddedDatabase startLocked(Path data, FileChannel lock) throws IOException {
        Path cluster = data.resolve("postgres");
        refuseAnotherVersion(cluster);
        OrphanedPostgres.stop(cluster);
        setAsideIfIncomplete(cluster);
        Path passwordFile = data.resolve("postgres.password");
        String password = password(passwordFile, Files.exists(cluster.resolve(COMPLETE)));
        EmbeddedPostgres postgres = launch(data, cluster, passwordFile, password);
        try {
            createOnce(postgres, password);
            if (!Files.exists(cluster.resolve(COMPLETE))) {
                Files.createFile(cluster.resolve(COMPLETE));
            }
        } catch (IOException | SQLException e) {
            postgres.close();
            throw new IOException(e.getMessage(), e);
        }
        String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + NAME;
        return new EmbeddedDatabase(lock, postgres, new DatabaseAddress(url, NAME, password));
    }

    /** Where it listens until it is closed. */
    public DatabaseAddress address() {
        return address;
    }

    /** Stops it cleanly, within seconds. */
    @Override
    public void close() throws IOException {
        try {
            postgres.close();
        } finally {
            lock.close();
        }
    }

    private static Path privateDirectory(Path path) throws IOException {
        return Files.createDirectories(
                path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** The lock goes with the process that holds it, however that ends. */
    private static FileChannel lock(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(data.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean mine = false;
        try {
            mine = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Held by this very process: the same answer as held by another.
            mine = false;
        } finally {
            if (!mine) {
                channel.close();
            }
        }
        if (!mine) {
            throw new DatabaseStartException("another server uses the data in " + data
                    + ". Stop it, or choose another directory with PACKETWALK_DATA.");
        }
        return channel;
    }

    private static void refuseAnotherVersion(Path cluster) throws IOException {
        Path version = cluster.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            return;
        }
        String found = Files.readString(version).strip();
        if (!found.equals(MAJOR_VERSION)) {
            throw new DatabaseStartException("the database in " + cluster + " was made by PostgreSQL " + found
                    + " and this program brings PostgreSQL " + MAJOR_VERSION
                    + ". Nothing was changed. Start the release"
                    + " that made it, or move the data with pg_upgrade, or use a database of your own with "
                    + DatabaseAddress.URL_VARIABLE + ".");
        }
    }

    /** A server that was killed while it made the cluster leaves half of one. It has held no rows; it is kept all the same. */
    private static void setAsideIfIncomplete(Path cluster) throws IOException {
        if (Files.exists(cluster) && !Files.exists(cluster.resolve(COMPLETE))) {
            Files.move(
                    cluster,
                    cluster.resolveSibling(
                            "postgres.incomplete-" + Instant.now().toEpochMilli()));
        }
    }

    private static String password(Path file, boolean exists) throws IOException {
        if (Files.exists(file) && Files.size(file) > 0) {
            return Files.readString(file).strip();
        }
        if (exists) {
            throw new DatabaseStartException("the password of the database is missing: " + file
                    + ". Put the file back from a backup; without it the data cannot be opened.");
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path fresh = Files.createTempFile(file.getParent(), "password", "");
        Files.writeString(fresh, password + "\n"); // a temporary file has mode 0600 from the start
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    private static EmbeddedPostgres launch(Path data, Path cluster, Path passwordFile, String password)
            throws IOException {
        // The library lets everybody write where it unpacks: that place is inside one that nobody else may enter.
        Path programs = privateDirectory(data.resolve("postgres-programs"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(programs.resolve("unpacked").toFile())
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setConnectConfig("password", password)
                .setOutputRedirector(Redirect.DISCARD)
                // What the library calls locale settings are options of initdb, put after its own: the last one counts.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8");
        SETTINGS.forEach(builder::setServerConfig);
        try {
            return builder.start();
        } catch (IllegalStateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** The application's own role is no superuser, so that no flaw in a query reaches files or programs. */
    private static void createOnce(EmbeddedPostgres postgres, String password) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "select 1 from pg_roles where rolname = '" + NAME + "'")) {
                statement.execute("create role " + NAME + " login password '" + password + "'");
            }
            if (!exists(statement, "select 1 from pg_database where datname = '" + NAME + "'")) {
                statement.execute("create database " + NAME + " owner " + NAME);
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
