package dev.packetwalk.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packetwalk.sandbox.JournalEntry;
import dev.packetwalk.sandbox.JournalEvent;
import dev.packetwalk.sandbox.RulesetSnapshot;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes bundles of evidence, and writes and reads them. The JSON is an object with {@code format} ({@value #FORMAT}),
 * {@code sha256} and {@code bundle}; the checksum is that of the bundle's JSON in UTF-8 with keys in order and no white space, so
 * that another layout of the same content is still whole.
 */
@Singleton
public final class EvidenceBundles {
    /** What the JSON says that it is. */
    public static final String FORMAT = "packetwalk-evidence 1";

    private static final ObjectMapper JSON =
            JournalJson.MAPPER.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private final Database database;
    private final InstantSource clock;

    @Inject
    public EvidenceBundles(Database database) {
        this(database, InstantSource.system());
    }

    EvidenceBundles(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Everything of an attempt, as it is written down at one moment.
     *
     * @param versions of what took part, by name
     */
    public EvidenceBundle of(Attempt attempt, Map<String, String> versions) {
        return database.jdbi().inTransaction(sql -> {
            Attempts.lock(sql, attempt.learner());
            Attempt now = Attempts.byId(sql, attempt);
            List<JournalEntry> journal = Journals.of(sql, now);
            return new EvidenceBundle(
                    now.exercise(),
                    now.learner(),
                    now.startedAt(),
                    now.passedAt(),
                    now.hintsSeen(),
                    now.solutionSeenAt(),
                    lastRules(journal),
                    journal,
                    answers(now.exercise(), journal),
                    now.latest(),
                    versions,
                    clock.instant());
        });
    }

    private static Optional<RulesetSnapshot> lastRules(List<JournalEntry> journal) {
        return journal.stream()
                .flatMap(entry ->
                        entry.event() instanceof JournalEvent.RulesetBecame(RulesetSnapshot ruleset, String program)
                                ? Optional.of(ruleset).stream()
                                : Optional.<RulesetSnapshot>empty().stream())
                .reduce((earlier, later) -> later);
    }

    private static List<GivenAnswer> answers(ExerciseKey exercise, List<JournalEntry> journal) {
        List<GivenAnswer> answers = new ArrayList<>();
        for (JournalEntry entry : journal) {
            if (entry.event() instanceof JournalEvent.Answered answered
                    && answered.exercise().equals(exercise.exercise())) {
                answers.add(new GivenAnswer(answered.check(), answered.answers(), entry.at()));
            }
        }
        return answers;
    }

    /** The bundle as JSON, for people to look at and programs to read. */
    public static String write(EvidenceBundle bundle) {
        JsonNode content = JSON.valueToTree(bundle);
        ObjectNode whole = JSON.createObjectNode();
        whole.put("format", FORMAT);
        whole.put("sha256", checksum(content));
        whole.set("bundle", content);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(whole) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a bundle of evidence cannot be written as JSON", e);
        }
    }

    /** What reading a bundle gives. */
    public sealed interface Reading {
        /** A whole bundle. */
        record Whole(EvidenceBundle bundle) implements Reading {}

        /**
         * None.
         *
         * @param message what is wrong with it
         * @param remedy what to do
         */
        record Unreadable(String message, String remedy) implements Reading {}
    }

    /** Reads what {@link #write} wrote. */
    public static Reading read(String json) {
        try {
            JsonNode whole = JSON.readTree(json);
            if (!FORMAT.equals(whole.path("format").asText())) {
                return new Reading.Unreadable("this is no bundle of evidence", "give one whose format is " + FORMAT);
            }
            JsonNode content = whole.path("bundle");
            if (!checksum(content).equals(whole.path("sha256").asText())) {
                return new Reading.Unreadable("the bundle is not what its checksum says", "export it again");
            }
            return new Reading.Whole(JSON.treeToValue(content, EvidenceBundle.class));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return new Reading.Unreadable("the bundle cannot be read: " + e.getMessage(), "export it again");
        }
    }

    private static String checksum(JsonNode content) {
        try {
            byte[] bytes = JSON.writeValueAsString(ordered(content)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON that can be written", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static JsonNode ordered(JsonNode node) {
        if (node.isArray()) {
            var array = JSON.createArrayNode();
            node.forEach(element -> array.add(ordered(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
        ObjectNode object = JSON.createObjectNode();
        fields.forEach(object::set);
        return object;
    }
}
