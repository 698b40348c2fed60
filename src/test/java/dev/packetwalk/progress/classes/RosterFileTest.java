package dev.packetwalk.progress.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.packetwalk.progress.LearnerName;
import dev.packetwalk.progress.classes.RosterFile.Reading.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Name,Reference,Login\nAda Lovelace,17,ada@example.org\n",
                "\uFEFFname;student ID;e-mail\r\nAda Lovelace;17;Ada@Example.org",
                "Full_Name\tStudent No.\tUSERNAME\nAda Lovelace\t17\tada@example.org",
                "Department,First name,Last name,ID number,Email address\nMaths,Ada,Lovelace,17,ada@example.org",
                "姓名,学号,邮箱\n\n  Ada   Lovelace , 17 ,ada@example.org\n\n",
                "\"name\",\"ref\",\"login\"\n\"Ada Lovelace\",\"'17\",\"ada@example.org\""
            })
    void a_list_is_read_however_its_columns_are_called_and_divided(String text) {
        assertThat(rows(text))
                .singleElement()
                .satisfies(row -> assertThat(row.name().value()).isEqualTo("Ada Lovelace"))
                .satisfies(row -> assertThat(row.login()).isEqualTo("ada@example.org"))
                .satisfies(row -> assertThat(row.reference()).endsWith("17"));
    }

    @Test
    void what_a_spreadsheet_was_kept_from_running_is_read_as_it_was_meant() {
        assertThat(rows("name,reference\n'=Ada(),'-7")).containsExactly(row(2, "=Ada()", "-7", ""));
        assertThat(rows("name,reference\n'Ada',7")).containsExactly(row(2, "'Ada'", "7", ""));
        assertThat(SafeCell.of("=1+1")).isEqualTo("'=1+1");
        assertThat(SafeCell.of("Ada")).isEqualTo("Ada");
        for (String formula : List.of("=x", "+x", "-x", "@x", "\tx")) {
            assertThat(SafeCell.of(formula)).startsWith("'");
        }
    }

    @Test
    void each_bad_line_is_told_with_its_number_and_the_others_are_taken() {
        RosterFile.Reading.Rows read = (RosterFile.Reading.Rows) RosterFile.read(String.join(
                "\n",
                "name,reference,login",
                "Ada,1,ada",
                ",2,",
                "x".repeat(61) + ",3,",
                "\u200B,4,",
                "Bob," + "9".repeat(101) + ",",
                "Cleo,5,not a login",
                "Dan,1,dan",
                "Eve,6,ADA",
                "",
                "Fay,7,fay"));
        assertThat(read.rows()).containsExactly(row(2, "Ada", "1", "ada"), row(11, "Fay", "7", "fay"));
        assertThat(read.bad())
                .extracting(bad -> bad.line() + " " + bad.flaw() + " " + bad.other())
                .containsExactly(
                        "3 NAME_EMPTY 0",
                        "4 NAME_TOO_LONG 0",
                        "5 NAME_UNREADABLE 0",
                        "6 REFERENCE_TOO_LONG 0",
                        "7 LOGIN_MALFORMED 0",
                        "8 REFERENCE_TWICE 2",
                        "9 LOGIN_TWICE 2");
        assertThat(read.bad()).allMatch(bad -> bad.text().length() <= 61);
    }

    @Test
    void a_file_of_which_nothing_can_be_taken_says_why() {
        assertUnreadable("", Reason.EMPTY);
        assertUnreadable(" \n\n", Reason.EMPTY);
        assertUnreadable("name,reference\n", Reason.EMPTY);
        assertUnreadable("colour,size\nred,1\n", Reason.NO_NAMES);
        assertUnreadable("name\n" + "Ada\n".repeat(RosterFile.MOST_ROWS + 1), Reason.TOO_LONG);
        assertUnreadable("name\n\"Ada\nBob\n", Reason.BROKEN);
        assertUnreadable("name,reference\n\"Ada\" Lovelace,1\n", Reason.BROKEN);
        assertThat(rows("name\n" + "Ada\n".repeat(RosterFile.MOST_ROWS))).hasSize(RosterFile.MOST_ROWS);
    }

    @Test
    void only_utf8_is_text() {
        assertThat(RosterFile.text("name\nZoë".getBytes(StandardCharsets.UTF_8)))
                .contains("name\nZoë");
        assertThat(RosterFile.text("name\nZoë".getBytes(StandardCharsets.ISO_8859_1)))
                .isEmpty();
    }

    private static void assertUnreadable(String text, Reason reason) {
        assertThat(RosterFile.read(text))
                .isInstanceOfSatisfying(
                        RosterFile.Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isEqualTo(reason));
    }

    private static List<RosterRow> rows(String text) {
        RosterFile.Reading.Rows read = (RosterFile.Reading.Rows) RosterFile.read(text);
        assertThat(read.bad()).isEmpty();
        return read.rows();
    }

    private static RosterRow row(int line, String name, String reference, String login) {
        return new RosterRow(line, new LearnerName(name), reference, login);
    }
}
