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
 * @param decidedAt the number of the step that decided, from 0; null when it is none of them
 * @param answer what the sender is told; null when that is nothing, or not known
 * @param because the reason
 * @param dependsOn the rules on which the verdict depends; empty when it does not
 */
record WalkView(
        String source,
        PacketView packet,
        String from,
        @Nullable String to,
        List<StepView> steps,
        String verdict,
        @Nullable Integer decidedAt,
        @Nullable Said answer,
        Said because,
        List<Said> dependsOn) {}
