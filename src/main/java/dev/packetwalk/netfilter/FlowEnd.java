package dev.packetwalk.netfilter;

/** One of the four ends that a flow's two directions have. */
public enum FlowEnd {
    /** Who sent the first packet. */
    ORIGINAL_SOURCE("orig", Side.SOURCE),
    /** Where the first packet was sent, before any rewriting. */
    ORIGINAL_DESTINATION("orig", Side.DESTINATION),
    /** Who answers, after any rewriting of the first packet's destination. */
    REPLY_SOURCE("repl", Side.SOURCE),
    /** Where answers are sent, after any rewriting of the first packet's source. */
    REPLY_DESTINATION("repl", Side.DESTINATION);

    private final String word;
    private final Side side;

    FlowEnd(String word, Side side) {
        this.word = word;
        this.side = side;
    }

    /** As the options of {@code -m conntrack} name it: {@code origsrc}, {@code replydst}, … */
    public String keyword() {
        return word + (side == Side.SOURCE ? "src" : "dst");
    }

    /** Which end of its direction it is. */
    public Side side() {
        return side;
    }

    /** Whether it is an end of the direction of the first packet. */
    public boolean original() {
        return this == ORIGINAL_SOURCE || this == ORIGINAL_DESTINATION;
    }
}
