package dev.packetwalk.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReportTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "with, comma", "with \"quotes\"", "two\nlines", "", "  spaces  ", "é漢字", "'apostrophe"})
    void what_is_no_formula_comes_back_as_it_was(String cell) throws IOException {
        assertThat(read(cell)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "\n=1", "＝1"})
    void what_a_spreadsheet_could_take_for_a_formula_is_text(String cell) throws IOException {
        assertThat(read(cell)).isEqualTo("'" + cell);
    }

    @Test
    void numbers_and_nothing_stay_what_they_are() {
        assertThat(CsvReport.of(List.of("a", "b"), List.of(Arrays.asList(-1, null))))
                .isEqualTo("a,b\r\n-1,\r\n");
    }

    private static String read(String cell) throws IOException {
        String csv = CsvReport.of(List.of("first", "second"), List.of(List.of(cell, "x")));
        try (CSVParser rows = CSVParser.parse(csv, CSVFormat.RFC4180)) {
            return rows.getRecords().get(1).get(0);
        }
    }
}
