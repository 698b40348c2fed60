package dev.packetwalk.progress;

import java.util.Locale;

/** What somebody with an account is to the lab. Whatever else they are, everybody may learn. */
public enum Role {
    LEARNER,
    INSTRUCTOR,
    GRADER,
    /** Is in charge of people; may also do what an instructor may. */
    ADMINISTRATOR;

    /** As it is written in the database, in configuration and in addresses: {@code instructor}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody who is this may have classes. */
    public boolean teaches() {
        return switch (this) {
            case INSTRUCTOR, ADMINISTRATOR -> true;
            case LEARNER, GRADER -> false;
        };
    }

    /**
     * Reads {@link #word}.
     *
     * @throws IllegalArgumentException if it is no role's word
     */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("not a role: " + word);
    }
}
