package io.hv.xml.wire;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a document event by event: what its parser and its serializer cost alone, with the same hardening, and with no
 * object in between. In this package because hv's parser is nobody else's.
 */
public final class StaxCopy {

    private static final XMLOutputFactory SERIALIZERS = Woodstox.outputFactory();

    private StaxCopy() {}

    /** The document again; comments and processing instructions are left out, as hv leaves them out. */
    public static String of(String text) {
        StringWriter copy = new StringWriter();
        try {
            copy(HardenedReader.of(text), SERIALIZERS.createXMLStreamWriter(copy));
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("the document cannot be copied", e);
        }
        return copy.toString();
    }

    private static void copy(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(in, out);
                case XMLStreamConstants.END_ELEMENT -> out.writeEndElement();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    out.writeCharacters(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
                default -> {}
            }
        }
        out.flush();
        out.close();
    }

    private static void start(XMLStreamReader in, XMLStreamWriter out) throws XMLStreamException {
        out.writeStartElement(text(in.getPrefix()), in.getLocalName(), text(in.getNamespaceURI()));
        for (int i = 0; i < in.getNamespaceCount(); i++) {
            out.writeNamespace(text(in.getNamespacePrefix(i)), text(in.getNamespaceURI(i)));
        }
        for (int i = 0; i < in.getAttributeCount(); i++) {
            String prefix = text(in.getAttributePrefix(i));
            if (prefix.isEmpty()) {
                out.writeAttribute(in.getAttributeLocalName(i), in.getAttributeValue(i));
            } else {
                out.writeAttribute(
                        prefix, in.getAttributeNamespace(i), in.getAttributeLocalName(i), in.getAttributeValue(i));
            }
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }
}
