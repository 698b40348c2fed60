package dev.packetwalk.web.instructor;

import dev.packetwalk.progress.classes.ClassCode;
import dev.packetwalk.progress.classes.ClassPlan;
import dev.packetwalk.web.words.ClassesWords;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a plan of what was typed, or says beside each field what is wrong with it. */
final class PlanReader {
    private static final int IDLE_FEWEST = 5;
    private static final int IDLE_MOST = 600;
    private static final int HARD_FEWEST = 15;
    private static final int HARD_MOST = 1440;

    private final PlanFields fields;
    private final ClassesWords words;
    private final Map<String, String> problems = new LinkedHashMap<>();

    private PlanReader(PlanFields fields, ClassesWords words) {
        this.fields = fields;
        this.words = words;
    }

    /**
     * Reads what was typed.
     *
     * @param lessons the ids of the lessons that there are
     * @param drawn the code if none was typed
     */
    static Reading read(PlanFields fields, Set<String> lessons, ClassCode drawn, ClassesWords words) {
        return new PlanReader(fields, words).read(lessons, drawn);
    }

    private Reading read(Set<String> lessons, ClassCode drawn) {
        String name = name();
        String lesson = typed(fields.lesson());
        if (!lessons.contains(lesson)) {
            problems.put("lesson", words.noLesson());
        }
        ClassCode code = code(drawn);
        Instant starts = time("starts", fields.starts());
        Instant ends = time("ends", fields.ends());
        if (starts != null && ends != null && !ends.isAfter(starts)) {
            problems.put("ends", words.endsBefore());
        }
        int capacity = number("capacity", fields.capacity(), 1, ClassPlan.LARGEST, ClassPlan.USUAL_CAPACITY);
        int idle = number("idle", fields.idle(), IDLE_FEWEST, IDLE_MOST, 0);
        int hard = number("hard", fields.hard(), HARD_FEWEST, HARD_MOST, 0);
        if (idle > 0 && hard > 0 && idle > hard) {
            problems.put("idle", words.idleAboveHard());
        }
        int reserved = number("reserved", fields.reserved(), 0, ClassPlan.LARGEST, 0);
        if (reserved > capacity && !problems.containsKey("capacity")) {
            problems.put("reserved", words.reservedAboveCapacity());
        }
        if (reserved > 0 && starts == null && !problems.containsKey("starts")) {
            problems.putIfAbsent("reserved", words.reservedWithoutStart());
        }
        return problems.isEmpty()
                ? new Reading.Good(new ClassPlan(
                        name,
                        code,
                        lesson,
                        starts,
                        ends,
                        capacity,
                        idle == 0 ? null : Duration.ofMinutes(idle),
                        hard == 0 ? null : Duration.ofMinutes(hard),
                        reserved,
                        fields.rosterOnly() != null))
                : new Reading.Bad(Map.copyOf(problems));
    }

    private String name() {
        // What cannot be seen could hide or imitate another class.
        String name = typed(fields.name())
                .replaceAll("[\\p{Cc}\\p{Cf}&&[^\\u200C\\u200D]]", " ")
                .strip();
        if (name.isEmpty()) {
            problems.put("name", words.nameMissing());
        } else if (name.length() > ClassPlan.LONGEST_NAME) {
            problems.put("name", words.nameTooLong(ClassPlan.LONGEST_NAME));
        }
        return name;
    }

    private ClassCode code(ClassCode drawn) {
        if (typed(fields.code()).isEmpty()) {
            return drawn;
        }
        Optional<ClassCode> code = ClassCode.parse(fields.code());
        if (code.isEmpty()) {
            problems.put("code", words.codeMalformed());
        }
        return code.orElse(drawn);
    }

    private @Nullable Instant time(String field, @Nullable String value) {
        String text = typed(value);
        if (text.isEmpty()) {
            return null;
        }
        try {
            ZoneId zone = fields.zoneId();
            Instant time = LocalDateTime.parse(text).atZone(zone).toInstant();
            // Nothing that a class could mean; the database has no room for the years of Java.
            int year = time.atZone(zone).getYear();
            if (year >= 2000 && year < 3000) {
                return time;
            }
        } catch (DateTimeException _) {
            // said below
        }
        problems.put(field, words.noTime());
        return null;
    }

    private int number(String field, @Nullable String value, int fewest, int most, int usual) {
        String text = typed(value);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= fewest && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        problems.put(field, words.numberBetween(fewest, most));
        return usual;
    }

    private static String typed(@Nullable String value) {
        return value == null ? "" : value.strip();
    }

    /** What came of reading. */
    sealed interface Reading {
        /** A plan. */
        record Good(ClassPlan plan) implements Reading {}

        /**
         * Something is wrong.
         *
         * @param problems what, by the names of the fields
         */
        record Bad(Map<String, String> problems) implements Reading {}
    }
}
