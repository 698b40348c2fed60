package dev.packetwalk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code class …}: the classes of a lab, through its API. */
@Command(
        name = "class",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Make, list and change classes of a lab, here or elsewhere.",
        footer = {
            "",
            "CLASS is a class's code or id.",
            "Exit code: 0 done, 2 bad input or refused, 4 the lab does not answer."
        })
public final class ClassCommand {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public ClassCommand() {}

    /**
     * The class that somebody means.
     *
     * @param named its code, in any case, or its id
     * @throws BadInputException if the caller teaches none
     */
    static JsonNode find(Remote remote, String named) {
        return remote.all("/classes", Map.of()).stream()
                .filter(taught -> named.equalsIgnoreCase(taught.path("code").asText())
                        || named.equals(taught.path("id").asText()))
                .findFirst()
                .orElseThrow(() -> new BadInputException(
                        "you teach no class '" + named + "': packetwalk class list shows those that you do"));
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "The classes that you teach.")
    int list(@Mixin RemoteOptions lab, @Option(names = "--json", description = "As JSON.") boolean json) {
        List<JsonNode> all = lab.remote().all("/classes", Map.of());
        if (json) {
            return print(JSON.valueToTree(all).toPrettyString() + "\n");
        }
        Columns table = new Columns("CODE", "PHASE", "STARTS", "ENDS", "NAME");
        all.forEach(taught -> table.add(
                taught.path("code").asText(),
                taught.path("phase").asText(),
                taught.path("startsAt").asText("-"),
                taught.path("endsAt").asText("-"),
                taught.path("name").asText()));
        return print(table.toString());
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "One class, as JSON.")
    int show(@Mixin RemoteOptions lab, @Parameters(paramLabel = "CLASS") String named) {
        return print(find(lab.remote(), named).toPrettyString() + "\n");
    }

    @Command(name = "make", mixinStandardHelpOptions = true, description = "Make a class; prints its code.")
    int make(
            @Mixin RemoteOptions lab,
            @Parameters(paramLabel = "NAME", description = "For people.") String name,
            @Option(names = "--lesson", required = true, paramLabel = "LESSON", description = "The lesson's id.")
                    String lesson,
            @Option(names = "--code", paramLabel = "CODE", description = "What learners type (default: a random one).")
                    @Nullable
                    String code,
            @Option(names = "--starts", paramLabel = "TIME", description = "Such as 2026-12-01T09:00:00Z.") @Nullable
                    Instant starts,
            @Option(names = "--ends", paramLabel = "TIME", description = "When it is over.") @Nullable Instant ends,
            @Option(names = "--capacity", paramLabel = "N", description = "How many learners there may be.") @Nullable
                    Integer capacity,
            @Option(names = "--reserved", paramLabel = "N", description = "Sandboxes that are warm at its start.")
                    @Nullable
                    Integer reserved,
            @Option(names = "--roster-only", description = "Only those on its roster join.") boolean rosterOnly) {
        ObjectNode wish = JSON.createObjectNode();
        wish.put("name", name).put("lesson", lesson).put("rosterOnly", rosterOnly);
        if (code != null) {
            wish.put("code", code);
        }
        if (starts != null) {
            wish.put("startsAt", starts.toString());
        }
        if (ends != null) {
            wish.put("endsAt", ends.toString());
        }
        if (capacity != null) {
            wish.put("capacity", capacity);
        }
        if (reserved != null) {
            wish.put("reserved", reserved);
        }
        return print(lab.remote().ask("POST", "/classes", wish).path("code").asText() + "\n");
    }

    @Command(name = "close", mixinStandardHelpOptions = true, description = "Let nobody join any more.")
    int close(@Mixin RemoteOptions lab, @Parameters(paramLabel = "CLASS") String named) {
        return closed(lab.remote(), "PUT", named);
    }

    @Command(name = "reopen", mixinStandardHelpOptions = true, description = "Let people join a closed class again.")
    int reopen(@Mixin RemoteOptions lab, @Parameters(paramLabel = "CLASS") String named) {
        return closed(lab.remote(), "DELETE", named);
    }

    private int closed(Remote remote, String method, String named) {
        String id = find(remote, named).path("id").asText();
        JsonNode now = remote.ask(method, "/classes/" + id + "/closed", null);
        return print(now.path("code").asText() + " " + now.path("phase").asText() + "\n");
    }

    @Command(name = "learners", mixinStandardHelpOptions = true, description = "Who is in a class.")
    int learners(
            @Mixin RemoteOptions lab,
            @Parameters(paramLabel = "CLASS") String named,
            @Option(names = "--json", description = "As JSON.") boolean json) {
        Remote remote = lab.remote();
        String id = find(remote, named).path("id").asText();
        List<JsonNode> all = remote.all("/classes/" + id + "/enrolments", Map.of());
        if (json) {
            return print(JSON.valueToTree(all).toPrettyString() + "\n");
        }
        Columns table = new Columns("REFERENCE", "JOINED", "NAME", "ID");
        all.forEach(one -> table.add(
                one.path("reference").asText(),
                one.path("enrolledAt").asText(),
                one.at("/learner/name").asText(),
                one.at("/learner/id").asText()));
        return print(table.toString());
    }

    private int print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
        return Exits.OK;
    }
}
