package dev.packetwalk.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The tools behind {@code ./packetwalk}. The exit status is that of the tool: 2 always means that the input is bad. */
@Command(
        name = "packetwalk",
        subcommands = {
            WalkCommand.class,
            ExplainCommand.class,
            DiffCommand.class,
            GradeCommand.class,
            LintCommand.class,
            ClassCommand.class,
            CheckCommand.class,
            ExportCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class Main {
    private Main() {}

    /** Runs one tool and ends the process with its status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof BadInputException) {
                        command.getErr().println(failure.getMessage());
                        return Exits.BAD_INPUT;
                    }
                    if (failure instanceof UnreachableException) {
                        command.getErr().println(failure.getMessage());
                        return Exits.UNREACHABLE;
                    }
                    throw failure;
                });
    }
}
