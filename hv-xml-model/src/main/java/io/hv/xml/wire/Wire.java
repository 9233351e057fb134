package io.hv.xml.wire;

import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.UnmarshallerImpl;
import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.XmlVisitor;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Documents to objects and back. Thread-safe; the objects are not. */
public final class Wire {

    private static final class Serializer {
        static final XMLOutputFactory ONLY = make();

        private static XMLOutputFactory make() {
            XMLOutputFactory factory = Woodstox.outputFactory();
            factory.setProperty(XMLOutputFactory.IS_REPAIRING_NAMESPACES, false);
            return factory;
        }
    }

    private Wire() {}

    /**
     * Reads the one element that a document is.
     *
     * @param parser at its beginning
     * @param roots which class a root of that name has; null for one that is kept as {@link Unknown}
     */
    public static WireElement read(HardenedReader parser, Function<QName, @Nullable Class<? extends WireElement>> roots)
            throws XMLStreamException {
        while (!parser.isStartElement()) {
            int unused = parser.next();
        }
        QName name = parser.getName();
        Class<? extends WireElement> found = roots.apply(name);
        ElementType root = found == null ? null : ElementType.of(found);
        if (root != null && !root.name().equals(name)) {
            throw new XMLStreamException(
                    "the document is a <" + name.getLocalPart() + ">, not a <"
                            + root.name().getLocalPart() + ">",
                    parser.getLocation());
        }
        Class<? extends WireElement> type = root == null ? Unknown.class : root.type();
        WireElement element = read(parser, root, type);
        while (parser.getEventType() != HardenedReader.END_DOCUMENT) {
            int unused = parser.next();
        }
        return element;
    }

    /** By JAXB's own events, below its reader of StAX: that one tells of an empty text at every tag. */
    private static WireElement read(
            HardenedReader parser, @Nullable ElementType root, Class<? extends WireElement> type)
            throws XMLStreamException {
        try (ReadingMark unused = new ReadingMark()) {
            UnmarshallerImpl unmarshaller = Contexts.of(type).createUnmarshaller();
            unmarshaller.setEventHandler(event -> false);
            XmlVisitor visitor = unmarshaller.createUnmarshallerHandler(null, false, unmarshaller.getBeanInfo(type));
            boolean ordered = new WireReader(parser, visitor).tell(root);
            JAXBElement<?> result = (JAXBElement<?>) visitor.getContext().getResult();
            WireElement element = (WireElement) result.getValue();
            if (!ordered) {
                element.order();
            }
            return element;
        } catch (SAXException | JAXBException e) {
            throw new XMLStreamException(e);
        }
    }

    /** Writes a document in UTF-8, without a declaration, as libvirt does. The stream stays open. */
    public static void write(WireElement root, OutputStream to) throws XMLStreamException {
        write(root, Serializer.ONLY.createXMLStreamWriter(to, StandardCharsets.UTF_8.name()));
    }

    /** The same as text. */
    public static void write(WireElement root, Writer to) throws XMLStreamException {
        write(root, Serializer.ONLY.createXMLStreamWriter(to));
    }

    private static void write(WireElement root, XMLStreamWriter out) throws XMLStreamException {
        new WireWriter(out).write(root);
        out.writeCharacters("\n");
        out.flush();
        out.close();
    }

    /** The prefix that libvirt's documentation has for one of its namespaces; empty for others'. */
    public static String usualPrefix(String namespace) {
        return Bindings.USUAL.getOrDefault(namespace, "");
    }
}
