package dev.packetwalk.netfilter.oracle;

import dev.packetwalk.netfilter.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Random cases: one ruleset, and several packets that build on the flows of those before them. */
final class RandomCases {
    /** Packets sent into each ruleset: loading takes longer than sending. */
    static final int PACKETS = 16;

    private final KernelBox box;

    RandomCases(KernelBox box) {
        this.box = box;
    }

    /** Runs the cases of one ruleset, which its seed alone determines; calls back with each and with what led to it. */
    void run(long seed, int packets, BiConsumer<Comparison, Case> result) throws Exception {
        Random random = new Random(seed);
        Family family = family(random);
        String rules = new RandomRulesets(random, family).next();
        box.load(family, rules);
        RandomPackets source = new RandomPackets(random, family);
        List<Shot> shots = new ArrayList<>();
        for (int i = 0; i < packets; i++) {
            Shot shot = source.next(box.flows());
            shots.add(shot);
            result.accept(box.compare(shot), new Case(family, rules, shots));
        }
    }

    static Family family(Random random) {
        return random.nextInt(3) == 0 ? Family.IP6 : Family.IP;
    }
}
