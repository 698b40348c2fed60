package dev.packetwalk.web.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A walk as a page shows it. All rule texts in it are the learner's own; the page escapes them.
 *
 * @param source {@code predicted} or {@code traced}
 * @param packet as it set out
 * @param from the host that sent it, or {@code box}
 * @param to who gets it; null when nobody does
 * @param verdict {@code accept}, {@code drop}, {@code reject} or {@code undecided}
 * @param decidedBy what decided, in words
 * @param decidedAt the number of its step, from 0; null when it is none of them
 * @param answer what the sender is told; null when that is nothing, or not known
 * @param because the reason in one sentence
 * @param dependsOn the rules on which the verdict depends; empty when it does not
 */
record WalkView(
        String source,
        PacketView packet,
        String from,
        @Nullable String to,
        List<StepView> steps,
        String verdict,
        String decidedBy,
        @Nullable Integer decidedAt,
        @Nullable String answer,
        String because,
        List<String> dependsOn) {}
