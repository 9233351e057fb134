package io.hv.libvirt;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML that is written to memory. */
final class XmlText {

    private XmlText() {}

    /** Writes a document, or an element alone. */
    interface Body {
        void write(XMLStreamWriter to) throws XMLStreamException;
    }

    static String of(Body body) {
        try {
            StringWriter text = new StringWriter();
            // The JDK's own, whatever else is on the class path.
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            body.write(xml);
            xml.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML could not be written to memory", e);
        }
    }

    /** An element of text. */
    static void element(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeStartElement(name);
        // A reader makes a line feed of a bare carriage return.
        String[] lines = value.split("\r", -1);
        xml.writeCharacters(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            xml.writeEntityRef("#13");
            xml.writeCharacters(lines[i]);
        }
        xml.writeEndElement();
    }
}
