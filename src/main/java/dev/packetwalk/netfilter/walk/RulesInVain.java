package dev.packetwalk.netfilter.walk;

import java.util.List;

/**
 * Rules that could be left out.
 *
 * @param shadows those that no packet reaches
 * @param redundancies those whose packets would end the same without them
 * @param complete whether every rule was looked at; if not, the budget did not suffice
 */
public record RulesInVain(List<Shadow> shadows, List<Redundancy> redundancies, boolean complete) {
    public RulesInVain {
        shadows = List.copyOf(shadows);
        redundancies = List.copyOf(redundancies);
    }
}
