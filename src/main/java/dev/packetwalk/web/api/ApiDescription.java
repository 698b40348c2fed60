package dev.packetwalk.web.api;

import static dev.packetwalk.web.api.ProblemKind.BAD_CURSOR;
import static dev.packetwalk.web.api.ProblemKind.BAD_REQUEST;
import static dev.packetwalk.web.api.ProblemKind.CODE_TAKEN;
import static dev.packetwalk.web.api.ProblemKind.FAILED;
import static dev.packetwalk.web.api.ProblemKind.NOT_ALLOWED;
import static dev.packetwalk.web.api.ProblemKind.NOT_FOUND;
import static dev.packetwalk.web.api.ProblemKind.NO_EVIDENCE;
import static dev.packetwalk.web.api.ProblemKind.NO_TOKEN;
import static dev.packetwalk.web.api.ProblemKind.TOO_MANY_SANDBOXES;
import static dev.packetwalk.web.api.ProblemKind.TOO_OFTEN;
import static dev.packetwalk.web.api.ProblemKind.UNAVAILABLE;
import static dev.packetwalk.web.api.ProblemKind.WRONG_MEDIA_TYPE;

import dev.packetwalk.web.words.ApiWords;
import dev.packetwalk.web.words.Languages;
import dev.packetwalk.web.words.Texts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** Completes what the annotations of the routes say: what can go wrong on each, which fields are always there, and examples. */
public final class ApiDescription implements OASFilter {
    private static final String ABOUT = """
            The lab for programs: classes and gradebooks, attempts and the evidence behind their grades, sandboxes and checks.

            A program comes with a token, as `Authorization: Bearer pw_…`. People make tokens on their account page, with the scopes \
            that they need, and for a year at most; no token gives more than its owner may at that moment. What is not there, or not \
            for this token to know of, is 404.

            Lists come in pages of at most 200 items: give what one page calls `next` as the `cursor` of the next. What goes wrong \
            is told as `application/problem+json` (RFC 9457). Sentences are in the language that `Accept-Language` asks for, if the \
            lab speaks it. Names, rules and answers are text that learners typed: escape them.""";

    /** What else can go wrong, by the ids of operations. */
    private static final Map<String, List<ProblemKind>> MORE = Map.of(
            "makeClass", List.of(CODE_TAKEN),
            "changeClass", List.of(CODE_TAKEN),
            "claimSandbox", List.of(TOO_MANY_SANDBOXES, UNAVAILABLE),
            "resetSandbox", List.of(TOO_MANY_SANDBOXES, UNAVAILABLE),
            "getEvidence", List.of(NO_EVIDENCE),
            "startChecks", List.of(NO_EVIDENCE, UNAVAILABLE),
            "applyRegrade", List.of(ProblemKind.NOT_READY),
            "startRegrade", List.of(UNAVAILABLE));

    /** Made by the framework. */
    public ApiDescription() {}

    @Override
    public void filterOpenAPI(OpenAPI description) {
        description.getInfo().setDescription(ABOUT);
        Map<String, Schema> schemas = description.getComponents().getSchemas();
        schemas.forEach(FieldsOfRecords::describe);
        description
                .getPaths()
                .getPathItems()
                .forEach((path, item) ->
                        item.getOperations().forEach((_, operation) -> complete(path, operation, schemas)));
    }

    private static void complete(String path, Operation operation, Map<String, Schema> schemas) {
        Map<Integer, List<ProblemKind>> byStatus = new LinkedHashMap<>();
        for (ProblemKind kind : problems(path, operation)) {
            byStatus.computeIfAbsent(kind.status(), _ -> new ArrayList<>()).add(kind);
        }
        byStatus.forEach((status, kinds) -> operation
                .getResponses()
                .addAPIResponse(
                        Integer.toString(status),
                        OASFactory.createAPIResponse()
                                .description(kinds.getFirst().title(words()))
                                .content(problem(kinds))));
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            Content content = response.getContent();
            MediaType json = content == null ? null : content.getMediaType("application/json");
            if (json != null && status.startsWith("2")) {
                Examples.of(json.getSchema(), schemas).ifPresent(json::setExample);
            }
        });
    }

    private static List<ProblemKind> problems(String path, Operation operation) {
        List<ProblemKind> kinds = new ArrayList<>();
        boolean pages = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> p.getName().equals("cursor"));
        boolean asks = operation.getParameters() != null
                && operation.getParameters().stream()
                        .anyMatch(p ->
                                p.getIn() == org.eclipse.microprofile.openapi.models.parameters.Parameter.In.QUERY);
        if (asks || operation.getRequestBody() != null) {
            kinds.add(BAD_REQUEST);
        }
        if (pages) {
            kinds.add(BAD_CURSOR);
        }
        if (operation.getSecurity() != null) {
            kinds.add(NO_TOKEN);
            kinds.add(NOT_ALLOWED);
            kinds.add(TOO_OFTEN);
        }
        if (path.contains("{")) {
            kinds.add(NOT_FOUND);
        }
        if (operation.getRequestBody() != null) {
            kinds.add(WRONG_MEDIA_TYPE);
        }
        kinds.addAll(MORE.getOrDefault(operation.getOperationId(), List.of()));
        kinds.add(FAILED);
        return kinds;
    }

    private static Content problem(List<ProblemKind> kinds) {
        MediaType type =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
        for (ProblemKind kind : kinds) {
            Problem problem = Problem.of(kind, words());
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("type", problem.type());
            fields.put("title", problem.title());
            fields.put("status", problem.status());
            fields.put("detail", problem.detail());
            type.addExample(kind.word(), OASFactory.createExample().value(fields));
        }
        return OASFactory.createContent().addMediaType(Problems.MEDIA_TYPE, type);
    }

    private static ApiWords words() {
        return Texts.in(Languages.DEFAULT, ApiWords.class);
    }
}
