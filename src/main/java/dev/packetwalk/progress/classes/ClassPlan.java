package dev.packetwalk.progress.classes;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What instructors decide about a class.
 *
 * @param name for people: 1 to 200 characters, hostile text
 * @param code what learners type to join it
 * @param lesson the lesson's id
 * @param startsAt when it begins; {@code null} if it is always on
 * @param endsAt when it is over; {@code null} if it never is
 * @param capacity how many learners there may be, 1 to 1000
 * @param idleLimit how long a learner's machine lives after their last key; {@code null} for the lab's own limit; 5 minutes to 10 hours
 * @param hardLimit how long a learner's machine lives at most; {@code null} for the lab's own limit; 15 minutes to 24 hours
 * @param reserved how many sandboxes are kept warm around its start, 0 to 1000
 * @param rosterOnly whether nobody may join but those on its roster
 */
public record ClassPlan(
        String name,
        ClassCode code,
        String lesson,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        int capacity,
        @Nullable Duration idleLimit,
        @Nullable Duration hardLimit,
        int reserved,
        boolean rosterOnly) {
    /** The most characters that a name has. */
    public static final int LONGEST_NAME = 200;

    /** The most learners, and the most reserved sandboxes. */
    public static final int LARGEST = 1000;

    /** How many learners a class has room for unless its instructor says otherwise. */
    public static final int USUAL_CAPACITY = 100;

    /**
     * @throws IllegalArgumentException if a value is out of its bounds, or the end is not after the start
     */
    public ClassPlan {
        require(!name.isBlank() && name.length() <= LONGEST_NAME, "name");
        require(!lesson.isBlank(), "lesson");
        require(startsAt == null || endsAt == null || endsAt.isAfter(startsAt), "endsAt");
        require(capacity >= 1 && capacity <= LARGEST, "capacity");
        require(idleLimit == null || within(idleLimit, 5, 600), "idleLimit");
        require(hardLimit == null || within(hardLimit, 15, 1440), "hardLimit");
        require(reserved >= 0 && reserved <= LARGEST, "reserved");
    }

    /** A class that is always on, with the lab's own limits. */
    public static ClassPlan of(String name, ClassCode code, String lesson) {
        return new ClassPlan(name, code, lesson, null, null, USUAL_CAPACITY, null, null, 0, false);
    }

    private static boolean within(Duration limit, long fewestMinutes, long mostMinutes) {
        return limit.compareTo(Duration.ofMinutes(fewestMinutes)) >= 0
                && limit.compareTo(Duration.ofMinutes(mostMinutes)) <= 0;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("out of bounds: " + what);
        }
    }

    /** Whether other sandboxes are to be ready at another time than by another plan of the class. */
    public boolean reservesOtherwiseThan(ClassPlan other) {
        return reserved != other.reserved || !lesson.equals(other.lesson) || !Objects.equals(startsAt, other.startsAt);
    }
}
