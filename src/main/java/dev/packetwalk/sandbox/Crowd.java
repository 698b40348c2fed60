package dev.packetwalk.sandbox;

/** Learners who have no sandbox yet and wait for others, for whom much else can wait. */
public interface Crowd {
    /** Whether somebody waits just now. */
    boolean waits();

    /** Returns when nobody waits, or after a time of seconds: what can wait is done all the same. */
    void awaitCalm() throws InterruptedException;
}
