package dev.packetwalk.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a tool did.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained about
 */
public record Tool(int status, String out, String err) {
    /** Runs a tool in this process. */
    public static Tool run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = line.execute(arguments);
        return new Tool(status, out.toString(), err.toString());
    }
}
