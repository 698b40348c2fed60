package dev.packetwalk.cli;

import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.walk.Difference;
import dev.packetwalk.netfilter.walk.RulesetDifference;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which packets end differently in two rulesets. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = "Packets that end differently in two rulesets, an example of each, and the deciding rules.",
        footer = {"", "Exit status: 0 no packet ends differently, 1 some do, 3 that can't be told, 2 bad input."})
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it calls
final class DiffCommand implements Callable<Integer> {
    private static final int DIFFERENT = 1;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A", description = "What iptables-save printed; - is standard input.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "The other one.")
    private String second;

    @Override
    public Integer call() {
        Ruleset before = Input.read(first).ruleset();
        Ruleset after = Input.read(second).ruleset();
        RulesetDifference difference = RulesetDifference.between(before, after);
        PrintWriter out = spec.commandLine().getOut();
        for (Difference one : difference.differences()) {
            out.println(one.way().word() + ": " + one.example().describe());
            out.println("  packet  " + one.example());
            out.println(
                    "  A       " + one.first().verdict() + ": " + one.first().because());
            out.println(
                    "  B       " + one.second().verdict() + ": " + one.second().because());
            out.println();
        }
        if (difference.differences().isEmpty() && difference.complete()) {
            out.println("Every packet ends the same in both.");
        } else if (!difference.complete()) {
            out.println("There are more cases than could be looked at: this may not be all.");
        }
        out.flush();
        boolean same = difference.differences().isEmpty();
        return !same ? DIFFERENT : difference.complete() ? Exits.OK : Exits.UNDECIDED;
    }
}
