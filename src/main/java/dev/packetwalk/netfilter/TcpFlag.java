package dev.packetwalk.netfilter;

/** The TCP flags that iptables knows, in the order of their bits and of iptables-save's output. */
public enum TcpFlag {
    FIN(0x01),
    SYN(0x02),
    RST(0x04),
    PSH(0x08),
    ACK(0x10),
    URG(0x20),
    ECE(0x40),
    CWR(0x80);

    private final int bit;

    TcpFlag(int bit) {
        this.bit = bit;
    }

    /** The flag's bit in the flags byte of a TCP header. */
    public int bit() {
        return bit;
    }
}
