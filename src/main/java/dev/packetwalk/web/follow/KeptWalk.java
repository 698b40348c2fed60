package dev.packetwalk.web.follow;

import java.time.Instant;
import java.util.List;

/**
 * A walk that can be looked at again, with everything that its picture shows.
 *
 * @param at when it was walked
 * @param answers walks of the packet that answered; empty when none did
 */
record KeptWalk(Instant at, RulesView rules, WorldView world, List<WalkView> walks, List<WalkView> answers) {}
