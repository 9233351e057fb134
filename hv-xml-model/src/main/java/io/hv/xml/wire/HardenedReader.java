package io.hv.xml.wire;

import java.io.InputStream;
import java.io.StringReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLResolver;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/**
 * Reads documents of strangers: no document type, so no entities but XML's own five, nothing from outside, and nothing
 * beyond {@link Limits}.
 */
public final class HardenedReader extends StreamReaderDelegate {

    /** Shared: a configured factory of Woodstox's is thread-safe, and keeps the names that it has seen. */
    private static final class Factory {
        static final XMLInputFactory ONLY = make();

        private static XMLInputFactory make() {
            XMLInputFactory factory = Woodstox.inputFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            // Replaced, so that one of the five is a character; any other is undeclared, and asks the resolver below.
            factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
            factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            XMLResolver nothing = (publicId, systemId, base, name) -> {
                throw new XMLStreamException("the entity " + name + " is not accepted");
            };
            factory.setXMLResolver(nothing);
            factory.setProperty("com.ctc.wstx.undeclaredEntityResolver", nothing);
            // Whatever is wrong is told by next(), and nothing by a getter.
            factory.setProperty("com.ctc.wstx.lazyParsing", false);
            factory.setProperty("org.codehaus.stax2.internNames", true);
            factory.setProperty("org.codehaus.stax2.internNsUris", true);
            Limits.properties().forEach(factory::setProperty);
            return factory;
        }
    }

    private HardenedReader(XMLStreamReader parser) {
        super(parser);
    }

    /** Reads bytes; the document says itself in which encoding, UTF-8 where it does not. */
    public static HardenedReader of(InputStream in) throws XMLStreamException {
        return new HardenedReader(Factory.ONLY.createXMLStreamReader(in));
    }

    /** Reads text. */
    public static HardenedReader of(String text) throws XMLStreamException {
        return new HardenedReader(Factory.ONLY.createXMLStreamReader(new StringReader(text)));
    }

    @Override
    public int next() throws XMLStreamException {
        int event = advance();
        if (event == DTD) {
            throw new XMLStreamException("a document type is not accepted", getLocation());
        }
        if (event == ENTITY_REFERENCE || event == ENTITY_DECLARATION) {
            throw new XMLStreamException("the entity " + getLocalName() + " is not accepted", getLocation());
        }
        return event;
    }

    /** What the resolver throws does not say where. */
    private int advance() throws XMLStreamException {
        try {
            return super.next();
        } catch (XMLStreamException e) {
            throw e.getLocation() == null ? new XMLStreamException(e.getMessage(), getLocation(), e) : e;
        }
    }
}
