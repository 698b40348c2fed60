package dev.packetwalk.web.words;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What the fields of a listing and of a conntrack entry mean. */
@MessageBundle("meaning")
public interface MeaningWords {
    @Message
    String chain();

    @Message
    String policyAccept(String value);

    @Message
    String policyDrop(String value);

    @Message
    String references(String value);

    @Message
    String number(String value);

    @Message
    String packetsNone();

    @Message
    String packets(String value);

    @Message
    String packetsRounded();

    @Message
    String bytes();

    @Message
    String targetAccept();

    @Message
    String targetDrop();

    @Message
    String targetReject();

    @Message
    String targetReturn();

    @Message
    String targetLog();

    @Message
    String targetDnat();

    @Message
    String targetSnat();

    @Message
    String targetMasquerade();

    @Message
    String targetRedirect();

    @Message
    String targetNone();

    @Message
    String targetOther(String value);

    @Message
    String protocolAll();

    @Message
    String protocol();

    @Message
    String protocolNot();

    @Message
    String optionsNone();

    @Message
    String optionsFragments();

    @Message
    String inAny();

    @Message
    String inLoopback();

    @Message
    String in(String value);

    @Message
    String inNot(String value);

    @Message
    String outAny();

    @Message
    String out(String value);

    @Message
    String outNot(String value);

    @Message
    String sourceAny();

    @Message
    String source(String value);

    @Message
    String sourceNot(String value);

    @Message
    String destinationAny();

    @Message
    String destination(String value);

    @Message
    String destinationNot(String value);

    @Message
    String stateAnswers();

    @Message
    String state(String value);

    @Message
    String toPort(String value);

    @Message
    String toPortNot(String value);

    @Message
    String toPorts(String value);

    @Message
    String fromPort(String value);

    @Message
    String ping();

    @Message
    String icmpType(String value);

    @Message
    String rewrittenTo(String value);

    @Message
    String redirectedTo(String value);

    @Message
    String rejectWith(String value);

    @Message
    String limit(String value);

    @Message
    String comment();

    @Message
    String detail();

    @Message
    String flowProtocol();

    @Message
    String flowProtocolNumber();

    @Message
    String flowTimeout();

    @Message
    String flowStateEstablished();

    @Message
    String flowStateOpening();

    @Message
    String flowStateClosing();

    @Message
    String flowState();

    @Message
    String flowSource();

    @Message
    String flowDestination();

    @Message
    String flowSourcePort();

    @Message
    String flowDestinationPort();

    @Message
    String answerSource();

    @Message
    String answerDestination();

    @Message
    String answerSourcePort();

    @Message
    String answerDestinationPort();

    @Message
    String flowEcho();

    @Message
    String flowUnreplied();

    @Message
    String flowAssured();

    @Message
    String flowMark();

    @Message
    String flowUse();

    @Message
    String flowOther();
}
