package io.hv.xml;

import io.hv.xml.wire.Wire;
import io.hv.xml.wire.WireElement;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;

/** How places in documents are named for people. */
final class Paths {

    private static final int EXCERPT = 160;

    private Paths() {}

    static String name(QName name) {
        String namespace = name.getNamespaceURI();
        if (namespace.isEmpty()) {
            return name.getLocalPart();
        }
        String usual =
                namespace.equals(XMLConstants.XML_NS_URI) ? XMLConstants.XML_NS_PREFIX : Wire.usualPrefix(namespace);
        return usual.isEmpty() ? "Q{" + namespace + "}" + name.getLocalPart() : usual + ":" + name.getLocalPart();
    }

    /** An element as text, indented. */
    static String text(WireElement element) {
        StringWriter text = new StringWriter();
        try {
            Wire.write(element, text);
        } catch (XMLStreamException e) {
            throw Faults.of("", e);
        }
        return text.toString();
    }

    /** An element in one line, cut where it is long. */
    static String excerpt(WireElement element) {
        String line = text(element).strip().replaceAll("\\s*\n\\s*", " ");
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT - 3) + "...";
    }
}
