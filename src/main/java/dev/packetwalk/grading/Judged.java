package dev.packetwalk.grading;

/** What the evidence says of one field of an answer. */
sealed interface Judged {
    /** It is right. */
    record Right() implements Judged {}

    /** It is wrong: why, without saying what would be right. */
    record Wrong(String why) implements Judged {}

    /** The evidence cannot tell. */
    record Unknown(String why) implements Judged {}

    static Judged of(boolean right, String why) {
        return right ? new Right() : new Wrong(why);
    }
}
