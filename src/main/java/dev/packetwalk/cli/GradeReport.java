package dev.packetwalk.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.packetwalk.cli.OfflineGrade.Decided;
import dev.packetwalk.cli.OfflineGrade.Outcome;
import dev.packetwalk.grading.Wording;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A grade as text.
 *
 * @param exercise its id
 * @param checks in order
 * @param passed whether it counts as passed
 * @param strict whether what is not decided counts as failed
 * @param notes what else there is to say, a sentence each; may be empty
 * @param wording of the reasons
 */
record GradeReport(
        String exercise, List<Decided> checks, boolean passed, boolean strict, List<String> notes, Wording wording) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    GradeReport {
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Decided check : checks) {
            text.append("%-11s %s: %s%n%12s%s%n"
                    .formatted(
                            words(check.outcome()),
                            printable(check.check()),
                            printable(check.title()),
                            "",
                            printable(why(check))));
        }
        notes.forEach(note -> text.append(printable(note)).append('\n'));
        return text.append(passed ? "passed" : "not passed").append('\n').toString();
    }

    /** One JSON object. */
    String json() {
        ObjectNode grade = JSON.createObjectNode();
        grade.put("exercise", exercise);
        grade.put("passed", passed);
        var list = grade.putArray("checks");
        for (Decided check : checks) {
            list.addObject()
                    .put("check", check.check())
                    .put("title", check.title())
                    .put("outcome", check.outcome().name().toLowerCase(Locale.ROOT))
                    .put("why", why(check));
        }
        notes.forEach(grade.putArray("notes")::add);
        return grade.toPrettyString() + "\n";
    }

    /** The XML that JUnit's reports have, as Jenkins, GitLab and others read it: one test suite, a test case for each check. */
    String junit() {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", printable(exercise));
            xml.writeAttribute("tests", Integer.toString(checks.size()));
            xml.writeAttribute(
                    "failures",
                    Long.toString(checks.stream().filter(this::isFailure).count()));
            xml.writeAttribute("errors", "0");
            xml.writeAttribute(
                    "skipped",
                    Long.toString(checks.stream().filter(this::isSkipped).count()));
            for (Decided check : checks) {
                testCase(check, xml);
            }
            if (!notes.isEmpty()) {
                xml.writeStartElement("system-out");
                xml.writeCharacters(notes.stream().map(GradeReport::printable).collect(Collectors.joining("\n")));
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return text + "\n";
    }

    private void testCase(Decided check, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", printable(exercise));
        xml.writeAttribute("name", printable(check.check() + ": " + check.title()));
        xml.writeAttribute("time", "0");
        if (isFailure(check) || isSkipped(check)) {
            xml.writeStartElement(isFailure(check) ? "failure" : "skipped");
            xml.writeAttribute("message", printable(why(check)));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** The Test Anything Protocol, version 14. */
    String tap() {
        StringBuilder tap = new StringBuilder("TAP version 14\n1.." + checks.size() + "\n");
        int number = 0;
        for (Decided check : checks) {
            tap.append(isFailure(check) ? "not ok " : "ok ")
                    .append(++number)
                    .append(" - ")
                    .append(tapWords(check.check() + ": " + check.title()));
            if (isSkipped(check)) {
                tap.append(" # SKIP ").append(tapWords(why(check)));
            }
            tap.append('\n');
            if (isFailure(check)) {
                tap.append("  ---\n  message: \"")
                        .append(printable(why(check)).replace("\\", "\\\\").replace("\"", "\\\""))
                        .append("\"\n  ...\n");
            }
        }
        notes.forEach(note -> tap.append("# ").append(printable(note)).append('\n'));
        return tap.toString();
    }

    private String why(Decided check) {
        return wording.text(check.why());
    }

    private boolean isFailure(Decided check) {
        return check.outcome() == Outcome.FAILED || (strict && check.outcome() == Outcome.NOT_DECIDED);
    }

    private boolean isSkipped(Decided check) {
        return check.outcome() == Outcome.NOT_DECIDED && !strict;
    }

    private static String words(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> "passed";
            case FAILED -> "failed";
            case NOT_DECIDED -> "not decided";
        };
    }

    private static String tapWords(String text) {
        return printable(text).replace("\\", "\\\\").replace("#", "\\#");
    }

    /** Text of a learner's on one line, without characters that move a terminal's cursor or that XML forbids. */
    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().map(c -> isPrintable(c) ? c : ' ').forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isPrintable(int c) {
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        return !Character.isISOControl(c) && !surrogate && (c & 0xfffe) != 0xfffe;
    }
}
