package dev.packetwalk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export …}: takes grades and evidence out of a lab. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Take gradebooks and evidence out of a lab, here or elsewhere.",
        footer = {"", "Exit code: 0 done, 2 bad input or refused, 4 the lab does not answer."})
public final class ExportCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public ExportCommand() {}

    /** How a gradebook is written. */
    @SuppressWarnings("MemberName") // As they are typed.
    enum Format {
        csv,
        json,
        junit,
        tap
    }

    /** One attempt, or those of a class. */
    static final class Which {
        @Parameters(paramLabel = "ATTEMPT", description = "An attempt's number.")
        private @Nullable Long attempt;

        @Option(names = "--class", paramLabel = "CLASS", description = "Every attempt in a class; needs --output.")
        private @Nullable String taught;

        /** Made by picocli. */
        Which() {}
    }

    @Command(name = "grades", mixinStandardHelpOptions = true, description = "A class's gradebook.")
    int grades(
            @Mixin RemoteOptions lab,
            @Parameters(paramLabel = "CLASS") String named,
            @Option(
                            names = "--format",
                            paramLabel = "FORMAT",
                            defaultValue = "csv",
                            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
                    Format format,
            @Option(names = "--output", paramLabel = "FILE", description = "A new file (default: standard output).")
                    @Nullable
                    Path output) {
        Remote remote = lab.remote();
        String id = ClassCommand.find(remote, named).path("id").asText();
        String book = remote.text(
                "/classes/" + id + "/gradebook", Map.of("format", format.name().toLowerCase(Locale.ROOT)));
        if (output == null) {
            spec.commandLine().getOut().print(book);
            spec.commandLine().getOut().flush();
        } else {
            write(output, book);
        }
        return Exits.OK;
    }

    @Command(
            name = "evidence",
            mixinStandardHelpOptions = true,
            description = "What attempts were graded on, as bundles that 'packetwalk grade --bundle' grades again.")
    int evidence(
            @Mixin RemoteOptions lab,
            @ArgGroup(multiplicity = "1") Which which,
            @Option(
                            names = "--output",
                            paramLabel = "PLACE",
                            description =
                                    "A new file; for a class a folder, in which files that are there are left alone.")
                    @Nullable
                    Path output) {
        Remote remote = lab.remote();
        if (which.taught != null) {
            return evidenceOfClass(remote, which.taught, output);
        }
        String bundle = remote.text("/attempts/" + which.attempt + "/evidence", Map.of());
        if (output == null) {
            spec.commandLine().getOut().print(bundle);
            spec.commandLine().getOut().flush();
        } else {
            write(output, bundle);
        }
        return Exits.OK;
    }

    private int evidenceOfClass(Remote remote, String named, @Nullable Path folder) {
        if (folder == null) {
            throw new BadInputException("a class has many bundles: give a folder with --output");
        }
        String id = ClassCommand.find(remote, named).path("id").asText();
        List<JsonNode> attempts = remote.all("/classes/" + id + "/attempts", Map.of());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BadInputException(folder + ": no such folder can be made: " + e.getMessage());
        }
        int written = 0;
        for (JsonNode attempt : attempts) {
            // Names are the lab's own: ids of exercises and numbers, never what a learner wrote.
            Path file = folder.resolve(safe(attempt.path("exercise").asText()) + "-"
                    + attempt.path("id").asLong() + ".json");
            if (!Files.exists(file)) {
                write(file, remote.text("/attempts/" + attempt.path("id").asLong() + "/evidence", Map.of()));
                written++;
            }
        }
        spec.commandLine()
                .getErr()
                .println(written + " bundles written, " + (attempts.size() - written) + " were there");
        return Exits.OK;
    }

    private static String safe(String exercise) {
        return exercise.replaceAll("[^a-z0-9-]", "_");
    }

    /** Whole or not at all. */
    private static void write(Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException _) {
            throw new BadInputException(file + " is there already: name another, or remove it first");
        } catch (IOException e) {
            throw new BadInputException(file + ": can't be written: " + e.getMessage());
        } finally {
            part.toFile().delete();
        }
    }
}
