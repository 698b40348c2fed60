package dev.packetwalk.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Attempts and grades as the tables have them; for this room and those below it. */
public final class AttemptRows {
    /** What {@link #attempt} reads, of the attempt {@code a} and its newest grade {@code g}. */
    public static final String COLUMNS = """
            a.id, a.learner, a.lesson, a.exercise, a.started_at, a.passed_at, a.hints_seen, a.solution_seen_at,
            g.passed as g_passed, g.checks as g_checks, g.graded_at as g_graded_at
            """;

    /** Where {@link #COLUMNS} come from. */
    public static final String FROM = """
            attempt a left join lateral (
                select passed, checks, graded_at from grade where attempt = a.id order by id desc limit 1) g on true
            """;

    static final String SELECT = "select " + COLUMNS + "from " + FROM;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(ReasonJson.module())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final TypeReference<List<RecordedCheck>> CHECKS = new TypeReference<>() {};

    private AttemptRows() {}

    /** Reads {@link #COLUMNS}. */
    public static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                row.getLong("id"),
                row.getObject("learner", UUID.class),
                new ExerciseKey(row.getString("lesson"), row.getString("exercise")),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("passed_at")),
                row.getInt("hints_seen"),
                instant(row.getTimestamp("solution_seen_at")),
                grade(row));
    }

    /** Reads {@code g_passed}, {@code g_checks} and {@code g_graded_at}; {@code null} if there is no grade. */
    public static @Nullable RecordedGrade grade(ResultSet row) throws SQLException {
        String checks = row.getString("g_checks");
        return checks == null
                ? null
                : new RecordedGrade(
                        row.getBoolean("g_passed"),
                        read(checks),
                        row.getTimestamp("g_graded_at").toInstant());
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    static String write(List<RecordedCheck> checks) {
        try {
            return JSON.writeValueAsString(checks).replace("\\u0000", "\\uFFFD");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grade cannot be written as JSON", e);
        }
    }

    /** The checks of a grade as the column {@code checks} of the table of grades holds them. */
    public static List<RecordedCheck> read(String json) {
        try {
            return JSON.readValue(json, CHECKS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a grade in the database cannot be read", e);
        }
    }
}
