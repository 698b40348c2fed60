package dev.packetwalk.web.api;

import java.util.Arrays;
import java.util.List;

/** A grade as a table: a row for each check. */
final class GradeTable {
    private static final List<String> HEADER = List.of("check", "title", "state", "passed_at", "undone_at", "reason");

    private GradeTable() {}

    static String csv(GradeView grade) {
        return CsvReport.of(
                HEADER,
                grade.checks().stream()
                        .map(check -> Arrays.asList(
                                check.check(),
                                check.title(),
                                check.state(),
                                check.passedAt(),
                                check.undoneAt(),
                                check.reason()))
                        .toList());
    }
}
