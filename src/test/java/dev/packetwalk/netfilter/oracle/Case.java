package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Family;
import java.util.List;

/**
 * What it takes to see a disagreement again: rules, and packets of which the last shows it.
 *
 * @param family of the rules
 * @param rules a text for iptables-restore or ip6tables-restore
 * @param shots the packets, in order
 */
record Case(Family family, String rules, List<Shot> shots) {
    Case {
        shots = List.copyOf(shots);
    }

    /** Loads the rules, sends all packets, and compares the last. */
    Comparison run(KernelBox box) throws Exception {
        box.load(family, rules);
        for (Shot shot : shots.subList(0, shots.size() - 1)) {
            box.send(shot);
        }
        return box.compare(shots.getLast());
    }
}
