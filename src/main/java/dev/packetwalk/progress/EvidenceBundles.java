package dev.packetwalk.progress;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
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
import org.jspecify.annotations.Nullable;

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

    private static final ObjectReader READER = JSON.reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** Characters; the longest journal there is has fewer, however it is escaped. */
    private static final int LONGEST = 32 << 20;

    private static final String EXPORT_AGAIN = "export it again, and give it as it was exported";

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

    /** Behind a gap nobody knows what is in force, until the journal says so again. */
    private static Optional<RulesetSnapshot> lastRules(List<JournalEntry> journal) {
        Optional<RulesetSnapshot> last = Optional.empty();
        for (JournalEntry entry : journal) {
            if (entry.event() instanceof JournalEvent.RulesetBecame became) {
                last = Optional.of(became.ruleset());
            } else if (entry.event() instanceof JournalEvent.Gap) {
                last = Optional.empty();
            }
        }
        return last;
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
         * @param place in the text, such as {@code line 3, column 7} or {@code bundle.journal[2].at}; empty for all of it
         * @param message what is wrong there
         * @param remedy what to do
         */
        record Unreadable(String place, String message, String remedy) implements Reading {}
    }

    /** Reads what {@link #write} wrote. Whatever the text is, that takes a bounded time. */
    public static Reading read(String json) {
        if (json.length() > LONGEST) {
            return new Reading.Unreadable("", "longer than a bundle can be", "give a bundle as it was exported");
        }
        JsonNode whole;
        try {
            whole = READER.readTree(json);
        } catch (JsonProcessingException e) {
            return new Reading.Unreadable(place(e.getLocation()), "not JSON: " + e.getOriginalMessage(), EXPORT_AGAIN);
        }
        JsonNode content = whole.path("bundle");
        if (!FORMAT.equals(whole.path("format").asText()) || !content.isObject()) {
            return new Reading.Unreadable("format", "this is no bundle of evidence", "give one of " + FORMAT);
        }
        if (!checksum(content).equals(whole.path("sha256").asText())) {
            return new Reading.Unreadable("bundle", "was altered: it is not what sha256 says", EXPORT_AGAIN);
        }
        try {
            EvidenceBundle bundle = JSON.treeToValue(content, EvidenceBundle.class);
            return BundleBounds.problem(bundle).orElseGet(() -> new Reading.Whole(bundle));
        } catch (JsonMappingException e) {
            return new Reading.Unreadable(place(e), "is not what a bundle has there", EXPORT_AGAIN);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON cannot be read", e);
        }
    }

    private static String place(JsonMappingException e) {
        StringBuilder place = new StringBuilder("bundle");
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                place.append('[').append(step.getIndex()).append(']');
            } else {
                place.append('.').append(step.getFieldName());
            }
        }
        if (e.getCause() instanceof NullPointerException missing && missing.getMessage() != null) {
            // The parts of a bundle name what they must have.
            place.append('.').append(missing.getMessage());
        }
        return place.toString();
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    static String checksum(JsonNode content) {
        try {
            byte[] bytes = JSON.writeValueAsString(ordered(content)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read as JSON cannot be written as JSON", e);
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
