package dev.packetwalk.web.api;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** In which form results are asked for. */
public final class FormatQuery {
    @QueryParam("format")
    @Parameter(
            description = "JSON, CSV, JUnit's XML or the Test Anything Protocol.",
            schema =
                    @Schema(
                            enumeration = {"json", "csv", "junit", "tap"},
                            defaultValue = "json"))
    @Nullable
    String format;

    /** Made by the framework. */
    public FormatQuery() {}

    ReportFormat format() {
        return ReportFormat.of(format);
    }
}
