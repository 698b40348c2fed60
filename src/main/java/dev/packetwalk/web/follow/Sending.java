package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.walk.Walk;
import dev.packetwalk.sandbox.Keeper;
import dev.packetwalk.sandbox.Lease;
import dev.packetwalk.sandbox.ProbeResult;
import dev.packetwalk.sandbox.SandboxUnavailableException;
import dev.packetwalk.sandbox.Sandboxes;
import dev.packetwalk.sandbox.Trace;
import dev.packetwalk.sandbox.TraceMessage;
import dev.packetwalk.web.TooManyRequestsException;
import dev.packetwalk.web.follow.PacketRequest.Reading;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends a packet, and shows what was predicted and what the kernel did to it. Where they disagree the model has a defect. */
@Singleton
public final class Sending {
    /** How long an answer is waited for: hosts of the world answer in under a millisecond. */
    private static final Duration LIMIT = Duration.ofMillis(40);

    private final Sandboxes sandboxes;
    private final MeterRegistry metrics;
    private final OneAtATime turns = new OneAtATime();

    Sending(Sandboxes sandboxes, MeterRegistry metrics) {
        this.sandboxes = sandboxes;
        this.metrics = metrics;
    }

    /**
     * Sends a packet. Only one is on its way in a sandbox at a time.
     *
     * @throws SandboxUnavailableException if the sandbox does not answer
     * @throws TooManyRequestsException if others wait in this sandbox already
     */
    Sent send(Lease lease, WorldView world, Reading.Sendable sendable) {
        sandboxes.touch(lease.id());
        try (OneAtATime.Turn _ = turns.await(lease.id())) {
            Keeper keeper = sandboxes.keeper(lease.id());
            Moment moment = Moment.of(world, keeper.ruleset(), keeper.flows());
            return traced(keeper, moment, sendable)
                    .flatMap(trace -> compared(lease, moment, trace))
                    .orElseGet(() -> predictedOnly(moment, sendable));
        } catch (IOException e) {
            throw new SandboxUnavailableException("sandbox " + lease.id() + " does not answer", e);
        }
    }

    private static Optional<Trace> traced(Keeper keeper, Moment moment, Reading.Sendable sendable) {
        try {
            return Optional.of(keeper.trace(sendable.probe().within(LIMIT), sendable.segment()))
                    .filter(trace -> moment.isOf(trace.generation()));
        } catch (IOException e) {
            // Rules that changed just then: the prediction is there all the same.
            Log.debugf("a packet was not traced: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private static Sent predictedOnly(Moment moment, Reading.Sendable sendable) {
        Walk walk = moment.predicted(sendable.packet());
        return new Sent(moment, List.of(moment.viewOfPredicted(walk)), List.of(), false);
    }

    private Optional<Sent> compared(Lease lease, Moment moment, Trace trace) {
        List<List<TraceMessage>> packets = trace.packets();
        Optional<Packet> sent = packets.isEmpty() ? Optional.empty() : setOut(packets.getFirst());
        Optional<Walk> traced = sent.flatMap(_ -> moment.traced(trace.generation(), packets.getFirst()));
        if (traced.isEmpty()) {
            return Optional.empty();
        }
        // The prediction is made for the very packet that was sent, port for port.
        Walk predicted = moment.predicted(sent.get());
        compare(lease, predicted, traced.get());
        return Optional.of(new Sent(
                moment,
                List.of(moment.viewOfPredicted(predicted), moment.viewOfTraced(traced.get(), trace.result())),
                answer(lease, moment, predicted, trace),
                true));
    }

    /** What happens to the packet that answers; nothing without one. */
    private List<WalkView> answer(Lease lease, Moment moment, Walk predicted, Trace trace) {
        if (trace.result().answer() == ProbeResult.Answer.FILTERED
                || predicted.flow().isEmpty()) {
            return List.of();
        }
        Packet asked = predicted.packet();
        for (List<TraceMessage> later :
                trace.packets().subList(1, trace.packets().size())) {
            Optional<Packet> packet = setOut(later).filter(one -> answers(one, asked));
            Optional<Walk> traced = packet.flatMap(_ -> moment.traced(trace.generation(), later));
            if (traced.isPresent()) {
                Walk foreseen = moment.predictedAfter(predicted, packet.orElseThrow());
                compare(lease, foreseen, traced.get());
                return List.of(moment.viewOfPredicted(foreseen), moment.viewOfTraced(traced.get()));
            }
        }
        return List.of();
    }

    private static boolean answers(Packet packet, Packet asked) {
        return packet.port(Side.DESTINATION) == asked.port(Side.SOURCE)
                && !(packet.in().equals(asked.in()) && packet.source().equals(asked.source()) && !isLocal(asked));
    }

    private static boolean isLocal(Packet packet) {
        return packet.source().equals(packet.destination());
    }

    private static Optional<Packet> setOut(List<TraceMessage> packet) {
        return packet.stream()
                .filter(TraceMessage::starts)
                .findFirst()
                .flatMap(TraceMessage::seen)
                .map(seen -> seen.packet().between(seen.packet().in(), ""));
    }

    private void compare(Lease lease, Walk predicted, Walk traced) {
        if (!Moment.agree(predicted, traced)) {
            metrics.counter("packetwalk.walks.disagreed").increment();
            Log.errorf(
                    "defect of the model in sandbox %s: for %s it predicts [%s], and the kernel did [%s]",
                    lease.id(), predicted.packet(), steps(predicted), steps(traced));
        }
    }

    private static String steps(Walk walk) {
        List<String> lines = new ArrayList<>();
        walk.steps().forEach(step -> lines.add(step.hook() + " " + step.describe()));
        return String.join("; ", lines) + " => " + walk.verdict();
    }
}
