package dev.packetwalk.web.board;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.ConnState;
import dev.packetwalk.netfilter.Packet;
import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.TcpFlag;
import dev.packetwalk.netfilter.TcpHeader;
import dev.packetwalk.netfilter.Verdict;
import dev.packetwalk.netfilter.text.RulesetText;
import dev.packetwalk.netfilter.walk.Walker;
import dev.packetwalk.sandbox.RulesetSnapshot;

/** Whether a machine has cut itself off: what it asks for, it never hears the answer to. */
final class Lockout {
    private static final Packet ANSWER = new Packet(
            "eth0",
            "",
            Address.of("10.77.0.2"),
            Address.of("10.77.0.3"),
            new TcpHeader(80, 45_678, TcpFlag.SYN.bit() | TcpFlag.ACK.bit()),
            ConnState.ESTABLISHED,
            0);

    /** Nobody writes longer ones to learn, and reading them costs. */
    private static final int LONGEST = 64 << 10;

    private Lockout() {}

    /** Whether these rules certainly let no answer in. */
    static boolean of(RulesetSnapshot snapshot) {
        if (snapshot.iptablesSave().length() + snapshot.nftRuleset().length() > LONGEST) {
            return false;
        }
        Ruleset rules =
                RulesetText.read(snapshot.iptablesSave(), snapshot.nftRuleset()).value();
        Verdict verdict = Walker.of(rules).arriving(ANSWER).verdict();
        return verdict == Verdict.DROP || verdict == Verdict.REJECT;
    }
}
