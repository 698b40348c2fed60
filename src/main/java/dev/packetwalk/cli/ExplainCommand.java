package dev.packetwalk.cli;

import dev.packetwalk.netfilter.Ruleset;
import dev.packetwalk.netfilter.walk.Analysis;
import dev.packetwalk.netfilter.walk.Opening;
import dev.packetwalk.netfilter.walk.Openings;
import dev.packetwalk.netfilter.walk.Redundancy;
import dev.packetwalk.netfilter.walk.RulesInVain;
import dev.packetwalk.netfilter.walk.Shadow;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is in vain in a ruleset, and what it leaves open. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Shadowed, unreachable and redundant rules of a ruleset, and which new connections it accepts.",
        footer = {"", "Exit status: 0, or 2 for bad input."})
@SuppressWarnings("NullAway.Init") // picocli sets what is required before it calls
final class ExplainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--ruleset",
            required = true,
            paramLabel = "FILE",
            description = "What iptables-save or nft list ruleset printed; - is standard input.")
    private String ruleset;

    @Override
    public Integer call() {
        Ruleset read = Input.read(ruleset).ruleset();
        PrintWriter out = spec.commandLine().getOut();
        RulesInVain vain = Analysis.of(read).rulesInVain();
        section(
                out,
                "Never reached",
                "Every rule can be reached.",
                vain.shadows().stream().map(Shadow::describe).toList());
        section(
                out,
                "Redundant: without it, every packet ends the same",
                "No rule is redundant.",
                vain.redundancies().stream().map(Redundancy::describe).toList());
        Openings openings = Openings.of(read);
        section(
                out,
                "New connections that are accepted",
                "No new connection is accepted.",
                openings.openings().stream().map(Opening::describe).toList());
        if (!vain.complete() || !openings.complete()) {
            out.println("There are more cases than could be looked at: this may not be all.");
        }
        out.flush();
        return Exits.OK;
    }

    private static void section(PrintWriter out, String title, String none, List<String> lines) {
        if (lines.isEmpty()) {
            out.println(none);
        } else {
            out.println(title + ":");
            lines.forEach(line -> out.println("  " + line));
        }
        out.println();
    }
}
