package dev.packetwalk.web.reading;

import dev.packetwalk.web.words.MeaningWords;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What a field of a listing or of a conntrack entry is about. */
public enum Meaning {
    CHAIN(MeaningWords::chain),
    POLICY_ACCEPT(MeaningWords::policyAccept),
    POLICY_DROP(MeaningWords::policyDrop),
    REFERENCES(MeaningWords::references),
    NUMBER(MeaningWords::number),
    PACKETS_NONE(MeaningWords::packetsNone),
    PACKETS(MeaningWords::packets),
    PACKETS_ROUNDED(MeaningWords::packetsRounded),
    BYTES(MeaningWords::bytes),
    TARGET_ACCEPT(MeaningWords::targetAccept),
    TARGET_DROP(MeaningWords::targetDrop),
    TARGET_REJECT(MeaningWords::targetReject),
    TARGET_RETURN(MeaningWords::targetReturn),
    TARGET_LOG(MeaningWords::targetLog),
    TARGET_DNAT(MeaningWords::targetDnat),
    TARGET_SNAT(MeaningWords::targetSnat),
    TARGET_MASQUERADE(MeaningWords::targetMasquerade),
    TARGET_REDIRECT(MeaningWords::targetRedirect),
    TARGET_NONE(MeaningWords::targetNone),
    TARGET_OTHER(MeaningWords::targetOther),
    PROTOCOL_ALL(MeaningWords::protocolAll),
    PROTOCOL(MeaningWords::protocol),
    PROTOCOL_NOT(MeaningWords::protocolNot),
    OPTIONS_NONE(MeaningWords::optionsNone),
    OPTIONS_FRAGMENTS(MeaningWords::optionsFragments),
    IN_ANY(MeaningWords::inAny),
    IN_LOOPBACK(MeaningWords::inLoopback),
    IN(MeaningWords::in),
    IN_NOT(MeaningWords::inNot),
    OUT_ANY(MeaningWords::outAny),
    OUT(MeaningWords::out),
    OUT_NOT(MeaningWords::outNot),
    SOURCE_ANY(MeaningWords::sourceAny),
    SOURCE(MeaningWords::source),
    SOURCE_NOT(MeaningWords::sourceNot),
    DESTINATION_ANY(MeaningWords::destinationAny),
    DESTINATION(MeaningWords::destination),
    DESTINATION_NOT(MeaningWords::destinationNot),
    STATE_ANSWERS(MeaningWords::stateAnswers),
    STATE(MeaningWords::state),
    TO_PORT(MeaningWords::toPort),
    TO_PORT_NOT(MeaningWords::toPortNot),
    TO_PORTS(MeaningWords::toPorts),
    FROM_PORT(MeaningWords::fromPort),
    PING(MeaningWords::ping),
    ICMP_TYPE(MeaningWords::icmpType),
    REWRITTEN_TO(MeaningWords::rewrittenTo),
    REDIRECTED_TO(MeaningWords::redirectedTo),
    REJECT_WITH(MeaningWords::rejectWith),
    LIMIT(MeaningWords::limit),
    COMMENT(MeaningWords::comment),
    DETAIL(MeaningWords::detail),
    FLOW_PROTOCOL(MeaningWords::flowProtocol),
    FLOW_PROTOCOL_NUMBER(MeaningWords::flowProtocolNumber),
    FLOW_TIMEOUT(MeaningWords::flowTimeout),
    FLOW_STATE_ESTABLISHED(MeaningWords::flowStateEstablished),
    FLOW_STATE_OPENING(MeaningWords::flowStateOpening),
    FLOW_STATE_CLOSING(MeaningWords::flowStateClosing),
    FLOW_STATE(MeaningWords::flowState),
    FLOW_SOURCE(MeaningWords::flowSource),
    FLOW_DESTINATION(MeaningWords::flowDestination),
    FLOW_SOURCE_PORT(MeaningWords::flowSourcePort),
    FLOW_DESTINATION_PORT(MeaningWords::flowDestinationPort),
    ANSWER_SOURCE(MeaningWords::answerSource),
    ANSWER_DESTINATION(MeaningWords::answerDestination),
    ANSWER_SOURCE_PORT(MeaningWords::answerSourcePort),
    ANSWER_DESTINATION_PORT(MeaningWords::answerDestinationPort),
    FLOW_ECHO(MeaningWords::flowEcho),
    FLOW_UNREPLIED(MeaningWords::flowUnreplied),
    FLOW_ASSURED(MeaningWords::flowAssured),
    FLOW_MARK(MeaningWords::flowMark),
    FLOW_USE(MeaningWords::flowUse),
    FLOW_OTHER(MeaningWords::flowOther);

    @SuppressWarnings("ImmutableEnumChecker") // a reference to a method, which holds nothing
    private final BiFunction<MeaningWords, String, String> words;

    Meaning(BiFunction<MeaningWords, String, String> words) {
        this.words = words;
    }

    Meaning(Function<MeaningWords, String> words) {
        this((all, _) -> words.apply(all));
    }

    /** In a language's words, about that value; not escaped. */
    String in(MeaningWords all, String value) {
        return words.apply(all, value);
    }
}
