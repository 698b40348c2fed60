package dev.packetwalk.web;

/** Who somebody is to the server. */
public final class Roles {
    /** Signed in by a session of their own. */
    public static final String LEARNER = "learner";

    private Roles() {}
}
