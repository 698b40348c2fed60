package dev.packetwalk.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.LaterFragment;
import dev.packetwalk.netfilter.OtherTransport;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PortsHeader;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.walk.Answer;
import dev.packetwalk.netfilter.walk.RuleAt;
import dev.packetwalk.netfilter.walk.Step;
import dev.packetwalk.netfilter.walk.Walk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk for programs.
 *
 * @param verdict ACCEPT, DROP, REJECT or UNDECIDED
 * @param decidedBy what decided
 * @param packet as it is in the end
 * @param steps in order
 * @param unknown the rules on which the verdict depends
 * @param answer what the sender is told; {@code null} for nothing
 * @param because the reason in one sentence
 */
@JsonPropertyOrder({"verdict", "decidedBy", "packet", "steps", "unknown", "answer", "because"})
record WalkJson(
        String verdict,
        Place decidedBy,
        PacketNow packet,
        List<StepTaken> steps,
        List<Unknown> unknown,
        @Nullable String answer,
        String because) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The walk as one line of JSON. */
    static String of(Walk walk) {
        WalkJson json = new WalkJson(
                walk.verdict().name(),
                Place.of(walk.decidedBy()),
                PacketNow.of(walk.end()),
                walk.steps().stream().map(StepTaken::of).toList(),
                walk.dependsOn().stream().map(Unknown::of).toList(),
                walk.answer().map(Answer::describe).orElse(null),
                walk.because());
        try {
            return JSON.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a walk can't be written as JSON", e);
        }
    }

    /**
     * A rule that looks at more than packet, flows and host.
     *
     * @param table its name, with the family where that is not IPv4
     * @param chain its name
     * @param rule 1-based place in the chain
     * @param line 1-based line in the ruleset's text
     * @param text the rule's own text
     */
    record Unknown(@Nullable String table, @Nullable String chain, int rule, int line, String text) {
        static Unknown of(RuleAt at) {
            Place place = Place.of(at);
            return new Unknown(
                    place.table(), place.chain(), at.number(), at.rule().line(), place.text());
        }
    }

    /**
     * One step.
     *
     * @param hook where
     * @param table {@code null} outside of tables
     * @param chain {@code null} outside of chains
     * @param rule 1-based place in the chain; {@code null} for what is not a rule
     * @param text the rule's own text, or what it is in words
     * @param outcome what happened, in words
     * @param packet as it is afterwards, in the words of a packet specification
     */
    record StepTaken(
            String hook,
            @Nullable String table,
            @Nullable String chain,
            @Nullable Integer rule,
            String text,
            String outcome,
            String packet) {
        static StepTaken of(Step step) {
            Place place = Place.of(step.at());
            return new StepTaken(
                    step.hook().name(),
                    place.table(),
                    place.chain(),
                    place.rule(),
                    place.text(),
                    step.describe(),
                    step.packet().toString());
        }
    }

    /** A packet; what it does not have is left out. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PacketNow(
            String in,
            String out,
            String proto,
            String src,
            @Nullable Integer sport,
            String dst,
            @Nullable Integer dport,
            @Nullable String flags,
            @Nullable String icmpType,
            @Nullable Boolean fragment,
            String state,
            String mark) {
        static PacketNow of(Packet packet) {
            String proto = packet.protocol().toString();
            return switch (packet.transport()) {
                case TcpHeader tcp ->
                    of(packet, proto, tcp.sourcePort(), tcp.destinationPort(), tcp.flagNames(), null, null);
                case PortsHeader ports ->
                    of(packet, proto, ports.sourcePort(), ports.destinationPort(), null, null, null);
                case IcmpHeader icmp -> of(packet, proto, null, null, null, icmp.type() + "/" + icmp.code(), null);
                case LaterFragment fragment -> of(packet, proto, null, null, null, null, true);
                case OtherTransport other -> of(packet, proto, null, null, null, null, null);
            };
        }

        private static PacketNow of(
                Packet packet,
                String proto,
                @Nullable Integer sport,
                @Nullable Integer dport,
                @Nullable String flags,
                @Nullable String icmpType,
                @Nullable Boolean fragment) {
            return new PacketNow(
                    packet.in(),
                    packet.out(),
                    proto,
                    packet.source().toString(),
                    sport,
                    packet.destination().toString(),
                    dport,
                    flags,
                    icmpType,
                    fragment,
                    packet.state().name(),
                    "0x" + Long.toHexString(packet.mark()));
        }
    }
}
