package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Policy;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One message of the kernel's rule trace: NFT_MSG_TRACE of netlink group NFNLGRP_NFTRACE (9), as
 * net/netfilter/nf_tables_trace.c of Linux 6.18 writes it.
 *
 * <p>What is and is not in each message:
 *
 * <ul>
 *   <li>A rule that matched: table, chain, handle, verdict, id, protocol family, and the mark <em>behind</em> that rule when it is not
 *       0. Rules that did not match are not there.
 *   <li>The end of a user chain: the same without a handle, verdict CONTINUE. A base chain's end is such a message too, and a
 *       message of type POLICY follows it. A rule that accepts in a base chain is followed by neither.
 *   <li>Only the first message of each base chain's run, whichever chain it names, has the interfaces, the headers and what
 *       connection tracking says. It is written behind the first rule that matches, so a TTL that this rule has changed, or an
 *       exemption from tracking, is in it already. Addresses that a DNAT or SNAT rule decides on are not: they are rewritten behind the
 *       chain (CT_STATUS has the bits already), and seen only at the next base chain; where there is none, an empty one has to be added.
 *   <li>Before connection tracking, and for INVALID packets, there is no CT attribute at all; UNTRACKED packets have CT_STATE only.
 *   <li>Neither hook nor priority are in it: chain and table must be known. Loopback: the id changes when the packet comes back in.
 *   <li>The handle is not the rule's number: dump the rules (NFT_MSG_GETRULE) for their order. It is stable until the rule is replaced.
 *   <li>The id is a hash of the packet buffer's address, the flow and the incoming interface: it is used again, also within a flow, but not
 *       by two packets at one time. An answer made by REJECT is traced in between the messages of the packet it answers.
 * </ul>
 *
 * @param table the table's name; tables of different families can share it
 * @param chain the chain's name
 * @param family an NFPROTO_ number of the table: 2 is ip, 10 is ip6, 1 is inet
 * @param type what it tells
 * @param handle of the rule; empty at a chain's end
 * @param verdict what the rule, or the chain's end, leads to
 * @param target the chain of a JUMP or GOTO, else empty
 * @param policy for type POLICY
 * @param id of the packet, not unique over time
 * @param mark behind this message's rule, unsigned 32 bits
 * @param first what only the first message of a base chain's run has
 */
record TraceMessage(
        String table,
        String chain,
        int family,
        Type type,
        OptionalLong handle,
        Optional<Code> verdict,
        String target,
        Optional<Policy> policy,
        int id,
        long mark,
        Optional<First> first) {
    /** NFNLGRP_NFTRACE. */
    static final int GROUP = 9;
    /** NFT_MSG_TRACE. */
    static final int KIND = 17;

    /** {@code enum nft_trace_types}. */
    enum Type {
        UNSPECIFIED,
        POLICY,
        RETURN,
        RULE
    }

    /** Verdicts of {@code enum nft_verdicts} and of netfilter itself. */
    enum Code {
        DROP(0),
        ACCEPT(1),
        STOLEN(2),
        QUEUE(3),
        CONTINUE(-1),
        BREAK(-2),
        JUMP(-3),
        GOTO(-4),
        RETURN(-5);

        private final int number;

        Code(int number) {
            this.number = number;
        }

        static Code of(int number) {
            for (Code code : values()) {
                if (code.number == number) {
                    return code;
                }
            }
            throw new IllegalArgumentException("no verdict " + number);
        }
    }

    /**
     * The packet as it came to a base chain, and went through the first rule that matches.
     *
     * @param in number of the interface it arrived on, 0 for none
     * @param out number of the interface it leaves through, 0 for none or not known yet
     * @param headers of the packet
     * @param state what connection tracking says; empty where it has not looked
     * @param status bits of {@code enum ip_conntrack_status}: 0x10 source, 0x20 destination rewritten, …
     */
    record First(int in, int out, Headers headers, Optional<ConnState> state, int status) {}

    static TraceMessage of(Netlink.Message message) {
        Attributes a = message.attributes();
        Attributes verdict = a.nested(5);
        OptionalInt code = verdict.number(1);
        return new TraceMessage(
                a.text(1).orElse(""),
                a.text(2).orElse(""),
                message.family(),
                Type.values()[a.number(4).orElse(0)],
                a.longNumber(3),
                code.isPresent() ? Optional.of(Code.of(code.getAsInt())) : Optional.empty(),
                verdict.text(2).orElse(""),
                a.number(16).isPresent()
                        ? Optional.of(a.number(16).getAsInt() == 1 ? Policy.ACCEPT : Policy.DROP)
                        : Optional.empty(),
                a.number(6).orElse(0),
                Integer.toUnsignedLong(a.number(14).orElse(0)),
                first(a));
    }

    private static Optional<First> first(Attributes a) {
        return a.bytes(8)
                .map(network -> new First(
                        a.number(10).orElse(0),
                        a.number(12).orElse(0),
                        Headers.of(network, a.bytes(9).orElse(new byte[0])),
                        a.number(21).isPresent()
                                ? Optional.of(state(a.number(21).getAsInt()))
                                : Optional.empty(),
                        a.number(20).orElse(0)));
    }

    /** The bits are those of {@code ct state} in nft. */
    private static ConnState state(int bits) {
        return switch (bits) {
            case 0x01 -> ConnState.INVALID;
            case 0x02 -> ConnState.ESTABLISHED;
            case 0x04 -> ConnState.RELATED;
            case 0x08 -> ConnState.NEW;
            case 0x40 -> ConnState.UNTRACKED;
            default -> throw new IllegalArgumentException("no state has the bits 0x" + Integer.toHexString(bits));
        };
    }
}
