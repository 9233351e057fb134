package io.hv.xml;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/** Tells a handler of SAX what a reader of StAX reads. */
final class SaxEvents implements Locator {

    private final XMLStreamReader reader;

    private SaxEvents(XMLStreamReader reader) {
        this.reader = reader;
    }

    static SaxEvents of(XMLStreamReader reader) {
        return new SaxEvents(reader);
    }

    void send(ContentHandler to) throws XMLStreamException, SAXException {
        to.setDocumentLocator(this);
        to.startDocument();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamReader.START_ELEMENT -> start(to);
                case XMLStreamReader.END_ELEMENT -> end(to);
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA, XMLStreamReader.SPACE -> {
                    char[] text = reader.getText().toCharArray();
                    to.characters(text, 0, text.length);
                }
                default -> {}
            }
        }
        to.endDocument();
    }

    private void start(ContentHandler to) throws SAXException {
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            to.startPrefixMapping(text(reader.getNamespacePrefix(i)), text(reader.getNamespaceURI(i)));
        }
        AttributesImpl attributes = new AttributesImpl();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attributes.addAttribute(
                    text(reader.getAttributeNamespace(i)),
                    reader.getAttributeLocalName(i),
                    qualified(reader.getAttributePrefix(i), reader.getAttributeLocalName(i)),
                    "CDATA",
                    reader.getAttributeValue(i));
        }
        to.startElement(
                text(reader.getNamespaceURI()),
                reader.getLocalName(),
                qualified(reader.getPrefix(), reader.getLocalName()),
                attributes);
    }

    private void end(ContentHandler to) throws SAXException {
        to.endElement(
                text(reader.getNamespaceURI()),
                reader.getLocalName(),
                qualified(reader.getPrefix(), reader.getLocalName()));
        for (int i = 0; i < reader.getNamespaceCount(); i++) {
            to.endPrefixMapping(text(reader.getNamespacePrefix(i)));
        }
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static String qualified(@Nullable String prefix, String local) {
        return text(prefix).isEmpty() ? local : prefix + ":" + local;
    }

    @Override
    public @Nullable String getPublicId() {
        return null;
    }

    @Override
    public @Nullable String getSystemId() {
        return null;
    }

    @Override
    public int getLineNumber() {
        return reader.getLocation().getLineNumber();
    }

    @Override
    public int getColumnNumber() {
        return reader.getLocation().getColumnNumber();
    }
}
