package dev.packetwalk.netfilter.walk;

import dev.packetwalk.netfilter.Accept;
import dev.packetwalk.netfilter.DestinationNat;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Goto;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Jump;
import dev.packetwalk.netfilter.Masquerade;
import dev.packetwalk.netfilter.NetworkMap;
import dev.packetwalk.netfilter.NoTrack;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.PassThrough;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Redirect;
import dev.packetwalk.netfilter.Reject;
import dev.packetwalk.netfilter.RestoreMark;
import dev.packetwalk.netfilter.Return;
import dev.packetwalk.netfilter.SaveMark;
import dev.packetwalk.netfilter.Sequence;
import dev.packetwalk.netfilter.SetFlowMark;
import dev.packetwalk.netfilter.SetHops;
import dev.packetwalk.netfilter.SetMark;
import dev.packetwalk.netfilter.SetTos;
import dev.packetwalk.netfilter.SourceNat;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.UnknownMark;
import dev.packetwalk.netfilter.UnknownTarget;
import dev.packetwalk.netfilter.VerdictMap;

/**
 * One thing that happens to a packet: a rule that matches it, a policy, a routing decision, a look of connection tracking.
 *
 * @param hook where; for a routing decision, the hook that it follows, or OUTPUT for the one before it
 * @param at what happens
 * @param packet as it is afterwards
 */
public record Step(Hook hook, Cause at, Packet packet) {
    /** In words: {@code rule 2 of INPUT accepts it: -A INPUT -i lo -j ACCEPT}. */
    public String describe() {
        return switch (at) {
            case RuleAt rule ->
                "rule " + rule.number() + " of " + Places.name(rule.family(), rule.table(), rule.chain()) + " "
                        + rule.rule().target().map(Step::does).orElse("counts it") + ": "
                        + rule.rule().text();
            case PolicyOf policy ->
                policy.describe() + (policy.policy() == Policy.ACCEPT ? " lets it pass" : " drops it");
            case NothingDecides nothing -> nothing.describe();
            case Routing routing -> routing.describe();
            case Tracking tracking -> tracking.describe();
            case FlowRewrite rewrite -> rewrite.describe();
        };
    }

    private static String does(Target target) {
        return switch (target) {
            case Accept accept -> "accepts it";
            case Drop drop -> "drops it";
            case Reject reject -> "rejects it with " + reject.with();
            case Return back -> "sends it back to the calling chain";
            case Jump jump -> "sends it through " + jump.chain();
            case Goto to -> "sends it on to " + to.chain();
            case VerdictMap map -> "looks it up in its map";
            case SetMark mark -> "marks it";
            case SetHops hops -> "changes how many hops it has left";
            case SetTos tos -> "changes its type of service";
            case SetFlowMark mark -> "marks its flow";
            case SaveMark mark -> "gives its flow its mark";
            case RestoreMark mark -> "gives it its flow's mark";
            case UnknownMark mark -> "gives it a mark that is not known";
            case NoTrack notrack -> "exempts it from connection tracking";
            case DestinationNat nat -> "rewrites its destination";
            case SourceNat nat -> "rewrites its source";
            case Masquerade masquerade -> "rewrites its source to this host's address";
            case Redirect redirect -> "redirects it to this host";
            case NetworkMap map -> "maps its address into " + map.to();
            case PassThrough other -> "passes it through " + other.name();
            case Sequence sequence -> "matches it";
            case UnknownTarget other -> "hands it to " + other.name() + ", whose effect is not known";
        };
    }
}
