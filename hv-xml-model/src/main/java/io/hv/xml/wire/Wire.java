package io.hv.xml.wire;

import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Marshaller;
import jakarta.xml.bind.Unmarshaller;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.glassfish.jaxb.runtime.v2.JAXBContextFactory;
import org.jspecify.annotations.Nullable;

/** Documents to objects and back. Thread-safe; the objects are not. */
public final class Wire {

    /** A context for each class that has been a root, made when it is first wanted. */
    private static final ClassValue<JAXBContext> CONTEXTS = new ClassValue<>() {
        @Override
        protected JAXBContext computeValue(Class<?> root) {
            try {
                return new JAXBContextFactory().createContext(new Class<?>[] {root}, Map.of());
            } catch (JAXBException e) {
                throw new IllegalStateException("the classes of the wire layer cannot be mapped", e);
            }
        }
    };

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
        try {
            Unmarshaller unmarshaller = CONTEXTS.get(type).createUnmarshaller();
            unmarshaller.setEventHandler(event -> false);
            WireElement element =
                    unmarshaller.unmarshal(new WireReader(parser, root), type).getValue();
            while (parser.getEventType() != HardenedReader.END_DOCUMENT) {
                int unused = parser.next();
            }
            element.order();
            return element;
        } catch (JAXBException e) {
            throw cause(e);
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
        try {
            Marshaller marshaller = CONTEXTS.get(root.getClass()).createMarshaller();
            marshaller.setProperty(Marshaller.JAXB_FRAGMENT, true);
            marshaller.marshal(root, new WireWriter(out));
            out.writeCharacters("\n");
            out.flush();
            out.close();
        } catch (JAXBException e) {
            throw cause(e);
        }
    }

    /** The prefix that libvirt's documentation has for one of its namespaces; empty for others'. */
    public static String usualPrefix(String namespace) {
        return WireWriter.USUAL.getOrDefault(namespace, "");
    }

    private static XMLStreamException cause(JAXBException e) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof XMLStreamException known) {
                return known;
            }
        }
        Throwable linked = e.getLinkedException();
        return linked instanceof XMLStreamException known ? known : new XMLStreamException(e);
    }
}
