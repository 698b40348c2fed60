package dev.packetwalk.netfilter.walk;

/** The three ways that packets take through a host. */
public enum Way {
    /** Packets from outside for this host: PREROUTING, INPUT. */
    ARRIVING("arriving"),
    /** Packets from outside for others: PREROUTING, FORWARD, POSTROUTING. */
    FORWARDED("forwarded"),
    /** Packets of this host on their way out: OUTPUT, POSTROUTING. */
    LEAVING("leaving");

    private final String word;

    Way(String word) {
        this.word = word;
    }

    /** One word for sentences: {@code arriving}. */
    public String word() {
        return word;
    }
}
