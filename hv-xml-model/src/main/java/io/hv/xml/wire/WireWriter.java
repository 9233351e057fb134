package io.hv.xml.wire;

import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes objects as the document that they are, by the names that JAXB reads them by. Attributes that declare namespaces
 * become declarations again, and what is missing of those is added, with the usual prefixes. Elements are indented by two
 * blanks as libvirt does it, save in what is unknown and beside texts, where white space means something.
 */
final class WireWriter {

    private static final String STEP = "  ";

    /** A line's end and the blanks of the next line, for the usual depths. */
    private static final String[] INDENTS = new String[16];

    static {
        for (int i = 0; i < INDENTS.length; i++) {
            INDENTS[i] = "\n" + STEP.repeat(i);
        }
    }

    private final XMLStreamWriter out;
    private final Bindings bindings = new Bindings();

    /** How many elements are open. */
    private int depth;

    WireWriter(XMLStreamWriter out) {
        this.out = out;
    }

    /** Writes an element and all that is in it. */
    void write(WireElement element) throws XMLStreamException {
        boolean verbatim = element instanceof Unknown;
        depth++;
        start(element);
        boolean children = false;
        boolean text = false;
        for (Object each : element.items()) {
            if (each instanceof WireElement child) {
                if (!verbatim && !text) {
                    indent();
                }
                children = true;
                write(child);
            } else {
                text = true;
                out.writeCharacters(each.toString());
            }
        }
        depth--;
        if (children && !text && !verbatim) {
            indent();
        }
        out.writeEndElement();
        bindings.close(depth);
    }

    private void start(WireElement element) throws XMLStreamException {
        ElementType type = ElementType.of(element.getClass());
        QName name = element instanceof Unknown ? element.name() : type.name();
        Map<QName, String> others = element.others();
        if (others.isEmpty() && bindings.isEmpty() && name.getNamespaceURI().isEmpty()) {
            out.writeStartElement("", name.getLocalPart(), "");
            type.writeAttributes(element, out);
        } else {
            startWithNamespaces(name, others);
            type.writeAttributes(element, out);
            write(others);
        }
    }

    private void startWithNamespaces(QName name, Map<QName, String> others) throws XMLStreamException {
        int before = bindings.size();
        declareOwn(name, others);
        String own = bindings.prefix(name.getNamespaceURI(), name.getPrefix(), false, depth);
        for (QName each : others.keySet()) {
            if (!isDeclaration(each)) {
                String unused = prefix(each);
            }
        }
        out.writeStartElement(own, name.getLocalPart(), name.getNamespaceURI());
        for (Bindings.Binding each : bindings.since(before)) {
            if (each.prefix().isEmpty()) {
                out.writeDefaultNamespace(each.namespace());
            } else {
                out.writeNamespace(each.prefix(), each.namespace());
            }
        }
    }

    /** Their prefixes are bound by now. */
    private void write(Map<QName, String> attributes) throws XMLStreamException {
        for (Map.Entry<QName, String> each : attributes.entrySet()) {
            QName name = each.getKey();
            if (!isDeclaration(name)) {
                String prefix = prefix(name);
                if (prefix.isEmpty()) {
                    out.writeAttribute(name.getLocalPart(), each.getValue());
                } else {
                    out.writeAttribute(prefix, name.getNamespaceURI(), name.getLocalPart(), each.getValue());
                }
            }
        }
    }

    private String prefix(QName attribute) {
        return bindings.prefix(attribute.getNamespaceURI(), attribute.getPrefix(), true, depth);
    }

    private static boolean isDeclaration(QName attribute) {
        return attribute.getNamespaceURI().equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI);
    }

    /** The declarations that the element brings, save a default that would take its own name away. */
    private void declareOwn(QName name, Map<QName, String> others) {
        for (Map.Entry<QName, String> each : others.entrySet()) {
            String prefix = each.getKey().getLocalPart();
            String namespace = each.getValue();
            if (!isDeclaration(each.getKey())) {
                continue;
            }
            if (!prefix.equals(XMLConstants.XMLNS_ATTRIBUTE)) {
                bindings.bind(prefix, namespace, depth);
            } else if (!name.getNamespaceURI().isEmpty() || namespace.isEmpty()) {
                bindings.bind("", namespace, depth);
            }
        }
    }

    private void indent() throws XMLStreamException {
        out.writeCharacters(depth < INDENTS.length ? INDENTS[depth] : "\n" + STEP.repeat(depth));
    }
}
