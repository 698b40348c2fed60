package dev.packetwalk.web.follow;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Counters;
import dev.packetwalk.netfilter.Drop;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Host;
import dev.packetwalk.netfilter.Match;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Policy;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.Target;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.IptablesSave;
import dev.packetwalk.netfilter.walk.Walker;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says which of a rule's conditions a packet does not meet: each is asked by itself, by the same walker. */
final class Mismatch {
    private static final String CHAIN = "WHY";
    private static final String LINE = "-A " + CHAIN + " ";

    private final Host host;

    Mismatch(Host host) {
        this.host = host;
    }

    /** The first condition that does not hold, in the rule's own spelling; null when none can be named. */
    @Nullable
    String of(Rule rule, Hook hook, Packet packet) {
        for (Match match : rule.matches()) {
            Ruleset alone = ruleset(hook, match, Optional.of(new Drop()));
            boolean holds = Walker.of(alone, host, List.of()).at(hook, packet).verdict() != Verdict.ACCEPT;
            if (!holds) {
                return text(ruleset(hook, match, Optional.empty()));
            }
        }
        return null;
    }

    private static Ruleset ruleset(Hook hook, Match match, Optional<Target> target) {
        Rule rule = new Rule("", 1, Optional.empty(), List.of(match), target);
        BaseChain base = new BaseChain(BaseChain.Type.FILTER, hook, 0, Policy.ACCEPT);
        Chain chain = new Chain(CHAIN, Optional.of(base), Counters.ZERO, List.of(rule));
        return new Ruleset(List.of(new Table(Family.IP, "filter", "", List.of(chain))));
    }

    private static @Nullable String text(Ruleset ruleset) {
        return IptablesSave.print(ruleset)
                .lines()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()).strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> "“" + text + "” does not hold")
                .orElse(null);
    }
}
