package dev.packetwalk.web.api;

import dev.packetwalk.web.words.ApiWords;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** In which form results are given. */
enum ReportFormat {
    JSON(MediaType.APPLICATION_JSON, "json"),
    CSV("text/csv;charset=UTF-8", "csv"),
    JUNIT("application/xml;charset=UTF-8", "xml"),
    TAP("text/plain;charset=UTF-8", "tap");

    private final String mediaType;
    private final String ending;

    ReportFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    /**
     * Reads what was asked for.
     *
     * @param word of the query; {@code null} for JSON
     * @throws ProblemException if there is no such form
     */
    static ReportFormat of(@Nullable String word) {
        return Arrays.stream(values())
                .filter(format -> GradeView.word(format).equals(word == null ? "json" : word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemKind.BAD_REQUEST, ApiWords::badFormat));
    }

    /**
     * The answer in this form; whatever is no JSON is a file.
     *
     * @param name of the file, without its ending: nobody's text
     */
    Response answer(
            String name, Supplier<Object> json, Supplier<String> csv, Supplier<String> junit, Supplier<String> tap) {
        Object content = switch (this) {
            case JSON -> json.get();
            case CSV -> csv.get();
            case JUNIT -> junit.get();
            case TAP -> tap.get();
        };
        Response.ResponseBuilder answer = Response.ok(content, mediaType);
        if (this != JSON) {
            answer.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + ending + "\"");
        }
        return answer.build();
    }
}
