package dev.packetwalk.netfilter.walk;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that no packet can reach.
 *
 * @param rule the rule that is in vain
 * @param why what keeps packets from it
 * @param takenBy for {@link Why#TAKEN}, the rules that take all packets it would match: earlier ones of its chain, or rules of
 *     the chains that lead there; else empty
 */
public record Shadow(RuleAt rule, Why why, List<RuleAt> takenBy) {
    /** What can keep packets from a rule. */
    public enum Why {
        /** Other rules take every packet before. */
        TAKEN,
        /** Its own conditions exclude each other, or hold for no packet that is ever seen there. */
        CONTRADICTORY,
        /** No rule calls its chain, directly or through others. */
        CHAIN_NOT_CALLED,
        /** Its chain is called, but not with packets that it would match. */
        NOT_SENT
    }

    public Shadow {
        takenBy = List.copyOf(takenBy);
    }

    /** In words: {@code rule 3 of INPUT is never reached: rule 1 (-A INPUT -j DROP) takes every packet before it}. */
    public String describe() {
        String chain = Places.name(rule.family(), rule.table(), rule.chain());
        String place = "rule " + rule.number() + " of " + chain;
        return switch (why) {
            case TAKEN ->
                place + " is never reached: " + takers() + (takenBy.size() == 1 ? " takes" : " take")
                        + " every packet that it would match";
            case CONTRADICTORY ->
                place + " can't match any packet: " + rule.rule().text();
            case CHAIN_NOT_CALLED -> place + " is never reached: no rule leads to " + chain;
            case NOT_SENT -> place + " is never reached: no packet that it would match is sent to " + chain;
        };
    }

    private String takers() {
        return takenBy.stream()
                .map(taker -> "rule " + taker.number() + inOtherChain(taker) + " ("
                        + taker.rule().text() + ")")
                .collect(Collectors.joining(" and "));
    }

    private String inOtherChain(RuleAt taker) {
        return taker.isIn(rule.family(), rule.table(), rule.chain())
                ? ""
                : " of " + Places.name(taker.family(), taker.table(), taker.chain());
    }
}
