package dev.packetwalk.grading.report;

import dev.packetwalk.grading.report.Suite.Case;
import dev.packetwalk.grading.report.Suite.Outcome;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The XML that JUnit's reports have, as Jenkins, GitLab and others read it. */
public final class JUnitReport {
    private JUnitReport() {}

    /** One test suite. */
    public static String of(Suite suite) {
        return document(xml -> write(suite, xml));
    }

    /** Several test suites in one document. */
    public static String of(List<Suite> suites) {
        return document(xml -> {
            xml.writeStartElement("testsuites");
            for (Suite suite : suites) {
                write(suite, xml);
            }
            xml.writeEndElement();
        });
    }

    private interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private static String document(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            content.write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return text + "\n";
    }

    private static void write(Suite suite, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", Printable.of(suite.name()));
        xml.writeAttribute("tests", Integer.toString(suite.cases().size()));
        xml.writeAttribute("failures", Long.toString(suite.count(Outcome.FAILED)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(suite.count(Outcome.SKIPPED)));
        for (Case one : suite.cases()) {
            write(one, suite, xml);
        }
        if (!suite.notes().isEmpty()) {
            xml.writeStartElement("system-out");
            xml.writeCharacters(suite.notes().stream().map(Printable::of).collect(Collectors.joining("\n")));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static void write(Case one, Suite suite, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", Printable.of(suite.name()));
        xml.writeAttribute("name", Printable.of(one.name()));
        xml.writeAttribute("time", "0");
        if (one.outcome() != Outcome.PASSED) {
            xml.writeStartElement(one.outcome() == Outcome.FAILED ? "failure" : "skipped");
            xml.writeAttribute("message", Printable.of(one.why()));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }
}
