package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Chain;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.IcmpHeader;
import dev.packetwalk.netfilter.Rule;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.Table;
import dev.packetwalk.netfilter.TcpHeader;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the kernel did to a packet, told line by line as {@link WalkAccount} tells what the walk says. */
final class KernelAccount {
    private final Ruleset ruleset;
    private final Map<String, List<Long>> handles;
    private final Lab lab;
    private final List<String> lines = new ArrayList<>();
    private final Set<Rule> matched = new LinkedHashSet<>();

    private final Set<Hook> ran = EnumSet.noneOf(Hook.class);

    private Hook hook = Hook.PREROUTING;
    private boolean delivered;

    private KernelAccount(Ruleset ruleset, Map<String, List<Long>> handles, Lab lab) {
        this.ruleset = ruleset;
        this.handles = handles;
        this.lab = lab;
    }

    /**
     * The account of a reaction.
     *
     * @param lines one an event
     * @param matched the rules that matched
     */
    record Told(List<String> lines, Set<Rule> matched) {}

    static Told of(Ruleset ruleset, Map<String, List<Long>> handles, Lab lab, Lab.Reaction reaction) {
        KernelAccount account = new KernelAccount(ruleset, handles, lab);
        TracedPath path = TracedPath.of(reaction.messages());
        path.messages().forEach(account::message);
        account.end(path, reaction.left());
        return new Told(account.lines, account.matched);
    }

    private void message(TraceMessage message) {
        if (message.table().equals(TraceTable.NAME)) {
            message.first().ifPresent(first -> marker(message, first));
            return;
        }
        Chain chain = chain(message);
        chain.base().map(BaseChain::hook).ifPresent(at -> {
            hook = at;
            ran.add(at);
        });
        message.first()
                .ifPresent(first -> lines.add(Line.came(
                        hook,
                        message.table(),
                        first.headers(),
                        lab.interfaceName(first.in()),
                        lab.interfaceName(first.out()),
                        first.state())));
        if (message.handle().isPresent()) {
            int number =
                    handles.getOrDefault(message.family() + " " + message.table() + " " + message.chain(), List.of())
                                    .indexOf(message.handle().getAsLong())
                            + 1;
            Rule rule = chain.rule(number);
            matched.add(rule);
            String verdict =
                    message.verdict().orElseThrow() + (message.target().isEmpty() ? "" : " " + message.target());
            lines.add(Line.rule(hook, message.table(), message.chain(), number, rule, verdict, message.mark()));
        } else if (message.policy().isPresent()) {
            lines.add(Line.policy(
                    hook, message.table(), message.chain(), message.policy().get(), message.mark()));
        }
    }

    private void marker(TraceMessage message, TraceMessage.First first) {
        Hook at = TraceTable.hook(message);
        if (TraceTable.ends(message)) {
            delivered |= at == Hook.INPUT;
            if (ran.contains(at)) {
                lines.add(Line.left(at, first.headers(), message.mark(), first.state()));
            }
        }
    }

    private Chain chain(TraceMessage message) {
        Family family = switch (message.family()) {
            case 1 -> Family.INET;
            case CLibrary.AF_INET -> Family.IP;
            case CLibrary.AF_INET6 -> Family.IP6;
            default -> throw new IllegalArgumentException("a trace of family " + message.family());
        };
        Optional<Table> table = ruleset.table(family, message.table());
        return table.flatMap(known -> known.chain(message.chain()))
                .orElseThrow(() -> new IllegalStateException("the trace has a chain that was not loaded: " + message));
    }

    private void end(TracedPath path, List<PacketSocket.Left> left) {
        if (delivered) {
            lines.add(Line.DELIVERED);
        } else {
            // What the stack answers to a delivered packet is no matter of netfilter.
            path.answers().stream()
                    .filter(KernelAccount::isAnswer)
                    .map(KernelAccount::answer)
                    .forEach(lines::add);
        }
        left.stream()
                .filter(packet -> !lab.interfaceName(packet.out()).equals("lo"))
                .map(packet -> Line.sent(lab.interfaceName(packet.out()), packet.headers()))
                .forEach(lines::add);
    }

    /** Reports of group memberships and redirects come when they like. */
    private static boolean isAnswer(Headers headers) {
        boolean redirect = headers.transport() instanceof IcmpHeader icmp && icmp.type() == 137;
        return !redirect && !headers.destination().toString().startsWith("ff02:");
    }

    private static String answer(Headers headers) {
        return switch (headers.transport()) {
            case TcpHeader tcp -> Line.answer("RST");
            case IcmpHeader icmp -> Line.answer(icmp.type() + "/" + icmp.code());
            default -> Line.answer(headers.describe().toLowerCase(Locale.ROOT));
        };
    }
}
