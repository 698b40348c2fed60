package dev.packetwalk.web;

/** Who somebody is to the server; what {@code @RolesAllowed} names. The words are those of {@link dev.packetwalk.progress.Role}. */
public final class Roles {
    /** Signed in by a session of their own: everybody who is, guests included, for everybody may learn. */
    public static final String LEARNER = "learner";

    /** Teaches classes. An administrator has this role too. */
    public static final String INSTRUCTOR = "instructor";

    /** Runs checks. */
    public static final String GRADER = "grader";

    /** Is in charge of people. */
    public static final String ADMINISTRATOR = "administrator";

    private Roles() {}
}
