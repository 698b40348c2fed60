package dev.packetwalk.lesson;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a picture, SVG 1.1 as an author draws it, into markup that may stand in a page: shapes and words, of which a class says what
 * they mean and the style sheet how that looks in each theme. Nothing that loads, runs, links or is styled by itself gets in.
 */
final class Picture {
    private static final Set<String> ELEMENTS =
            Set.of("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan");
    private static final Set<String> ATTRIBUTES = Set.of(
            "class",
            "x",
            "y",
            "x1",
            "x2",
            "y1",
            "y2",
            "dx",
            "dy",
            "cx",
            "cy",
            "r",
            "rx",
            "ry",
            "d",
            "points",
            "width",
            "height",
            "viewBox",
            "transform");
    private static final Pattern CLASSES = Pattern.compile("pic-[a-z-]+(?: pic-[a-z-]+)*");
    private static final Pattern VALUE = Pattern.compile("[-+.,0-9A-Za-z() ]*");

    private final Report report;
    private final StringBuilder html = new StringBuilder();
    private boolean sound = true;

    private Picture(Report report) {
        this.report = report;
    }

    /**
     * Reads a picture.
     *
     * @param svg the file's text
     * @param description what it shows, in words; plain text
     * @return safe markup; empty if there is none, which is a problem
     */
    static Optional<String> read(String svg, String description, Report report) {
        Picture picture = new Picture(report);
        try {
            picture.read(svg, description);
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            report.add(line, "not XML", "correct it: every element is closed, every value stands in quotes");
            return Optional.empty();
        }
        return picture.sound ? Optional.of(picture.html.toString()) : Optional.empty();
    }

    private void read(String svg, String description) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(svg));
        try {
            Deque<String> open = new ArrayDeque<>();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        start(xml, open.isEmpty() ? description : "", open.isEmpty());
                        open.push(xml.getLocalName());
                    }
                    case XMLStreamConstants.END_ELEMENT ->
                        html.append("</").append(open.pop()).append('>');
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> words(xml.getText());
                    default -> {
                        // Comments and the like are for authors.
                    }
                }
            }
        } finally {
            xml.close();
        }
    }

    private void start(XMLStreamReader xml, String description, boolean top) {
        String name = xml.getLocalName();
        if (!ELEMENTS.contains(name) || top != name.equals("svg")) {
            reject(xml, "an element <" + name + ">", "use one <svg> around " + list(ELEMENTS, "svg"));
        }
        html.append('<').append(name);
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        attributes.forEach((attribute, value) -> attribute(xml, attribute, value));
        if (top) {
            html.append(" role=\"img\" aria-label=\"")
                    .append(escaped(description))
                    .append('"');
            if (!attributes.containsKey("viewBox")) {
                reject(xml, "a picture without a viewBox", "add viewBox=\"0 0 WIDTH HEIGHT\"");
            }
        }
        html.append('>');
    }

    private void attribute(XMLStreamReader xml, String name, String value) {
        boolean good = ATTRIBUTES.contains(name)
                && (name.equals("class") ? CLASSES : VALUE).matcher(value).matches();
        if (good) {
            html.append(' ').append(name).append("=\"").append(value).append('"');
        } else {
            reject(
                    xml,
                    "an attribute " + name + "=\"" + value + "\"",
                    "use only " + list(ATTRIBUTES, "") + " with plain values; looks come from classes such as pic-box");
        }
    }

    private void words(String text) {
        html.append(text.isBlank() ? "" : escaped(text));
    }

    private void reject(XMLStreamReader xml, String message, String remedy) {
        sound = false;
        report.add(xml.getLocation().getLineNumber(), message, remedy);
    }

    private static String list(Set<String> names, String but) {
        return String.join(
                ", ", names.stream().filter(n -> !n.equals(but)).sorted().toList());
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
