package dev.packetwalk.cli;

/** What the tools' exit statuses mean. */
final class Exits {
    static final int OK = 0;

    /** The input can't be read or is not understood; standard error says where and what would be right. */
    static final int BAD_INPUT = 2;

    /** The answer depends on something that the input does not say. */
    static final int UNDECIDED = 3;

    /** A lab that was asked does not answer, or can't do it at the moment: trying again later may help. */
    static final int UNREACHABLE = 4;

    private Exits() {}
}
