package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.Trace;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.web.follow.PacketRequest.Reading;
import dev.packetwalk.web.follow.WalksResource.Walks;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Sends a packet, and shows what was predicted and what the kernel did to it. Where they disagree the model has a defect. */
@Singleton
public final class Sending {
    /** How long an answer is waited for: hosts of the world answer in under a millisecond. */
    private static final Duration LIMIT = Duration.ofMillis(40);

    private static final String NOT_SENT =
            "This packet was not sent, only predicted: what can be sent is the first packet of a flow.";
    private static final String NOT_TRACED =
            "The kernel did not tell what it did to this packet, so this is the prediction alone. Send it again to try once more.";

    private final Sandboxes sandboxes;
    private final MeterRegistry metrics;

    Sending(Sandboxes sandboxes, MeterRegistry metrics) {
        this.sandboxes = sandboxes;
        this.metrics = metrics;
    }

    /**
     * Sends a packet.
     *
     * @throws SandboxUnavailableException if the sandbox does not answer
     */
    Walks send(Lease lease, WorldView world, Reading.Sendable sendable) {
        sandboxes.touch(lease.id());
        Keeper keeper = sandboxes.keeper(lease.id());
        Moment moment;
        try {
            moment = Moment.of(world, keeper.ruleset(), keeper.flows());
        } catch (IOException e) {
            throw new SandboxUnavailableException("sandbox " + lease.id() + " does not answer", e);
        }
        if (sendable.probe().isEmpty()) {
            return predictedOnly(moment, sendable, NOT_SENT);
        }
        try {
            Trace trace = keeper.trace(sendable.probe().get().within(LIMIT));
            return compared(lease, moment, sendable, trace);
        } catch (IOException e) {
            // Rules that changed just then, another trace under way: the prediction is there all the same.
            Log.debugf("a packet in sandbox %s was not traced: %s", lease.id(), e.getMessage());
            return predictedOnly(moment, sendable, NOT_TRACED);
        }
    }

    private static Walks predictedOnly(Moment moment, Reading.Sendable sendable, String note) {
        Walk walk = moment.predicted(sendable.packet());
        return new Walks(List.of(moment.viewOfPredicted(walk, sendable.from())), null, note);
    }

    /** The prediction is made for the very packet that was sent, port for port. */
    private Walks compared(Lease lease, Moment moment, Reading.Sendable sendable, Trace trace) {
        Optional<Walk> traced = moment.traced(trace);
        Optional<Packet> sent = trace.messages().stream()
                .filter(TraceMessage::starts)
                .flatMap(message -> message.seen().stream())
                .map(TraceMessage.Seen::packet)
                .findFirst();
        if (traced.isEmpty() || sent.isEmpty()) {
            return predictedOnly(moment, sendable, NOT_TRACED);
        }
        Walk predicted = moment.predicted(sent.get().between(sent.get().in(), ""));
        if (!Moment.agree(predicted, traced.get())) {
            metrics.counter("packetwalk.walks.disagreed").increment();
            Log.errorf(
                    "defect of the model in sandbox %s: for %s it predicts [%s], and the kernel did [%s]",
                    lease.id(), sent.get(), steps(predicted), steps(traced.get()));
        }
        return new Walks(
                List.of(
                        moment.viewOfPredicted(predicted, sendable.from()),
                        moment.viewOfTraced(traced.get(), sendable.from(), trace.result())),
                null,
                null);
    }

    private static String steps(Walk walk) {
        return String.join(
                        "; ",
                        walk.steps().stream()
                                .map(step -> step.hook() + " " + step.describe())
                                .toList()) + " => " + walk.verdict();
    }
}
