package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Details;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.LinkCast;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Side;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.walk.Routing.Decision;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One way of a packet through the hooks of a host: the order in which Linux 6.18 does things to it. */
final class Journey {
    private final Prepared prepared;
    private final RoutingTable routing;
    private final Tracker tracker;
    private final Trail trail;
    private final Traveller traveller;
    private final ChainWalk chains;
    private final Rejection rejection;
    private @Nullable Decider accepted;
    private @Nullable Ending ending;

    Journey(Prepared prepared, RoutingTable routing, Tracker tracker, Packet packet, Choices choices, Trail trail) {
        this.prepared = prepared;
        this.routing = routing;
        this.tracker = tracker;
        this.trail = trail;
        this.traveller = new Traveller(packet);
        this.rejection = new Rejection(routing);
        this.chains = new ChainWalk(traveller, routing, choices, trail);
    }

    /** The flow that the packet belongs to or has made; empty when there is none, or none that is known. */
    Optional<dev.packetwalk.netfilter.Flow> flow() {
        Connection connection = traveller.connection;
        return connection != null && connection.known && connection.confirmed && !connection.forgotten
                ? Optional.of(connection.flow())
                : Optional.empty();
    }

    /** The whole way: in by an interface, or out from a program of this host. */
    Ending whole() {
        if (traveller.packet.in().isEmpty()) {
            leave();
        } else {
            enter();
        }
        return end();
    }

    /** The way through given hooks, wherever routing would send the packet. */
    Ending along(List<Hook> hooks) {
        Packet stated = traveller.packet;
        Hook first = hooks.getFirst();
        if (first == Hook.PREROUTING && stated.in().equals(RoutingTable.LOOPBACK)) {
            alreadyTracked();
        } else if (first != Hook.PREROUTING && first != Hook.OUTPUT) {
            traveller.packet = traveller.packet.withState(tracked().state());
        }
        for (int i = 0; i < hooks.size() && ending == null; i++) {
            Hook hook = hooks.get(i);
            boolean out = hook != Hook.PREROUTING && hook != Hook.INPUT;
            traveller.packet = between(stated.in(), out ? stated.out() : "");
            at(hook);
        }
        return end();
    }

    private Ending end() {
        if (ending != null) {
            return ending;
        }
        return Ending.of(Verdict.ACCEPT, accepted == null ? new NothingDecides(traveller.hook) : accepted);
    }

    private Packet between(String in, String out) {
        Packet packet = traveller.packet;
        return packet.in().equals(in) && packet.out().equals(out) ? packet : packet.between(in, out);
    }

    private void enter() {
        Packet stated = traveller.packet;
        Routing refusal = routing.refusal(stated);
        if (refusal != null) {
            routed(refusal, Optional.empty());
            return;
        }
        if (stated.in().equals(RoutingTable.LOOPBACK)) {
            alreadyTracked();
        }
        traveller.packet = between(stated.in(), "");
        if (!at(Hook.PREROUTING)) {
            return;
        }
        boolean sentElsewhere = !traveller.packet.destination().equals(stated.destination());
        if (!routing.known() && sentElsewhere && stated.out().isEmpty()) {
            routed(new Routing(Decision.UNKNOWN, traveller.packet.destination(), ""), Optional.empty());
            return;
        }
        traveller.packet = between(stated.in(), routing.known() ? "" : stated.out());
        Routing decision = routing.arriving(traveller.packet);
        traveller.packet = between(stated.in(), decision.out());
        if (!routed(decision, answer(decision))) {
            return;
        }
        if (decision.decision() == Decision.DELIVER) {
            deliver();
        } else if (hop(decision) && at(Hook.FORWARD)) {
            depart();
        }
    }

    /** What the sender of a packet that can't go on is told. */
    private Optional<Answer> answer(Routing decision) {
        return switch (decision.decision()) {
            case NO_ROUTE -> rejection.noRoute(traveller.packet);
            case TTL_EXCEEDED -> rejection.timeExceeded(traveller.packet);
            case MARTIAN_SOURCE ->
                AddressKinds.isLinkLocal(traveller.packet.source())
                        ? rejection.beyondScope(traveller.packet)
                        : Optional.empty();
            case DELIVER, FORWARD, SEND, UNKNOWN, NOT_FORWARDING, NOT_ADDRESSED, MARTIAN_DESTINATION ->
                Optional.empty();
        };
    }

    /** Writes a routing decision down; false when the packet ends with it. */
    private boolean routed(Routing decision, Optional<Answer> answer) {
        trail.step(traveller.hook, decision, traveller.packet);
        switch (decision.decision()) {
            case DELIVER, FORWARD, SEND -> {
                return true;
            }
            case UNKNOWN -> ending = Ending.of(Verdict.UNDECIDED, decision);
            case NOT_FORWARDING, NOT_ADDRESSED, NO_ROUTE, MARTIAN_SOURCE, MARTIAN_DESTINATION, TTL_EXCEEDED ->
                ending = new Ending(answer.isPresent() ? Verdict.REJECT : Verdict.DROP, decision, answer);
        }
        return false;
    }

    /** Takes one hop off the packet that is passed on; false when it was the last. */
    private boolean hop(Routing decision) {
        Details details = traveller.packet.details();
        if (details.cast().filter(cast -> cast != LinkCast.UNICAST).isPresent()) {
            return routed(new Routing(Decision.NOT_ADDRESSED, decision.destination(), ""), Optional.empty());
        }
        OptionalInt ttl = details.ttl();
        if (ttl.isEmpty()) {
            return true;
        }
        if (ttl.getAsInt() <= 1) {
            Routing expired = new Routing(Decision.TTL_EXCEEDED, decision.destination(), "");
            return routed(expired, answer(expired));
        }
        traveller.packet = traveller.packet.withDetails(details.withTtl(OptionalInt.of(ttl.getAsInt() - 1)));
        return true;
    }

    private void deliver() {
        if (at(Hook.INPUT)) {
            confirm();
        }
    }

    private boolean depart() {
        boolean departs = at(Hook.POSTROUTING);
        if (departs) {
            confirm();
        }
        return departs;
    }

    private void confirm() {
        Connection connection = traveller.connection;
        if (connection != null) {
            connection.confirmed = true;
        }
    }

    private void leave() {
        traveller.hook = Hook.OUTPUT;
        Routing decision = routing.leaving(traveller.packet);
        boolean stated = decision.decision() == Decision.UNKNOWN;
        traveller.packet = between("", decision.out());
        if ((!stated && !routed(decision, Optional.empty())) || !at(Hook.OUTPUT) || !depart()) {
            return;
        }
        if (traveller.packet.out().equals(RoutingTable.LOOPBACK)) {
            comeBack();
        }
    }

    /** Over loopback a packet comes in again, tracked as it is; connection tracking looks again at one of no flow. */
    private void comeBack() {
        traveller.packet = between(RoutingTable.LOOPBACK, "");
        traveller.tracked = traveller.connection != null
                || traveller.packet.state() == dev.packetwalk.netfilter.ConnState.UNTRACKED;
        if (at(Hook.PREROUTING) && routed(routing.arriving(traveller.packet), Optional.empty())) {
            deliver();
        }
    }

    /** Everything that happens at a hook; whether the packet passes it. */
    private boolean at(Hook hook) {
        traveller.hook = hook;
        String out = traveller.packet.out();
        for (Station station : prepared.at(hook)) {
            switch (station) {
                case Station.OfTracking tracking -> track();
                case Station.OfChain chain -> out = chain.reroutes() ? rerouting(chain, out) : through(chain, out);
                case Station.OfNat nat -> out = translate(nat, out);
            }
            if (ending != null) {
                return false;
            }
        }
        // The interface that chains see stays the same through one hook, whatever was routed anew in it.
        traveller.packet = between(traveller.packet.in(), out);
        return true;
    }

    private String through(Station.OfChain station, String out) {
        if (station.sees(traveller.packet.source().family())) {
            base(station);
        }
        return out;
    }

    private String rerouting(Station.OfChain station, String out) {
        long mark = traveller.packet.mark();
        OptionalInt tos = traveller.packet.details().tos();
        through(station, out);
        boolean changed = mark != traveller.packet.mark()
                || !tos.equals(traveller.packet.details().tos());
        return changed && ending == null ? routeAgain(out) : out;
    }

    private String routeAgain(String out) {
        Routing decision = routing.leaving(traveller.packet);
        if (decision.decision() == Decision.UNKNOWN) {
            return out;
        }
        if (decision.decision() == Decision.SEND) {
            trail.step(traveller.hook, decision, between(traveller.packet.in(), decision.out()));
            return decision.out();
        }
        routed(decision, Optional.empty());
        return out;
    }

    private void base(Station.OfChain station) {
        switch (chains.base(station.chain())) {
            case LEAVE_CHAIN, NEXT_RULE -> {
                trail.step(traveller.hook, station.policy(), traveller.packet);
                if (station.policy().policy() == Policy.ACCEPT) {
                    accept(station, station.policy());
                } else {
                    ending = Ending.of(Verdict.DROP, station.policy());
                }
            }
            case PASSED -> accept(station, chains.by());
            case ENDED -> end(chains.ending());
        }
    }

    private void end(@Nullable Ending by) {
        ending = by;
        Connection connection = traveller.connection;
        if (by != null
                && connection != null
                && by.answer().filter(Answer.Reset.class::isInstance).isPresent()) {
            connection.close();
        }
    }

    private void accept(Station.OfChain station, @Nullable Decider by) {
        boolean keep = accepted instanceof RuleAt && !(by instanceof RuleAt);
        if (station.filtering() && !keep) {
            accepted = by;
        }
    }

    private void track() {
        if (!traveller.tracked) {
            Tracking step = tracked();
            if (step.state() != traveller.packet.state()) {
                traveller.packet = traveller.packet.withState(step.state());
            }
            trail.step(traveller.hook, step, traveller.packet);
        }
    }

    private Tracking tracked() {
        Tracker.Seen seen = tracker.look(traveller.packet);
        traveller.tracked = true;
        traveller.connection = seen.connection();
        return seen.step();
    }

    /** A packet from loopback has passed OUTPUT and POSTROUTING, where it was tracked and its rewriting was settled. */
    private void alreadyTracked() {
        traveller.packet = traveller.packet.withState(tracked().state());
        Connection connection = traveller.connection;
        if (connection != null) {
            connection.destinationBound = true;
            connection.sourceBound = true;
            connection.confirmed = true;
        }
    }

    private String translate(Station.OfNat station, String out) {
        Connection connection = traveller.connection;
        if (connection == null) {
            return out;
        }
        Packet before = traveller.packet;
        boolean bound = station.destination() ? connection.destinationBound : connection.sourceBound;
        if (!bound) {
            ask(station.chains());
            connection.destinationBound |= station.destination();
            connection.sourceBound |= !station.destination();
        } else if (chains.translator().repeat(connection, station.destination() ? Side.DESTINATION : Side.SOURCE)) {
            trail.step(traveller.hook, new FlowRewrite(connection.flow()), traveller.packet);
        }
        boolean moved = !before.destination().equals(traveller.packet.destination());
        return moved && traveller.hook == Hook.OUTPUT && ending == null ? routeAgain(out) : out;
    }

    /** Asks the nat chains until one has settled it; an accepting rule settles nothing for the chains behind it. */
    private void ask(List<Station.OfChain> stations) {
        Translator translator = chains.translator();
        translator.settled = false;
        for (int i = 0; i < stations.size() && ending == null && !translator.settled; i++) {
            through(stations.get(i), "");
        }
    }
}
