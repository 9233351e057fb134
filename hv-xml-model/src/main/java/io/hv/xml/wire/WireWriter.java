package io.hv.xml.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.NamespaceContext;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Takes what JAXB writes and makes the document of it: unknown elements get their names back, attributes that declare
 * namespaces become declarations again, and what is missing of those is added, with the usual prefixes. Elements are
 * indented by two blanks as libvirt does it, save in what is unknown and beside texts, where white space means something.
 */
final class WireWriter implements XMLStreamWriter {

    /** libvirt's own namespaces by the prefixes that its documentation has. */
    static final Map<String, String> USUAL = Map.of(
            "http://libvirt.org/schemas/domain/qemu/1.0",
            "qemu",
            "http://libvirt.org/schemas/domain/lxc/1.0",
            "lxc",
            "http://libvirt.org/schemas/domain/xen/1.0",
            "xen",
            "http://libvirt.org/schemas/domain/bhyve/1.0",
            "bhyve",
            "http://libvirt.org/schemas/domain/vmware/1.0",
            "vmware",
            "http://libvirt.org/schemas/network/dnsmasq/1.0",
            "dnsmasq",
            "http://libvirt.org/schemas/storagepool/fs/1.0",
            "fs",
            "http://libvirt.org/schemas/storagepool/rbd/1.0",
            "rbd",
            XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI,
            "xsi");

    private static final String STEP = "  ";

    private record Attribute(QName name, String value) {}

    private record Binding(String prefix, String namespace, int depth) {}

    private static final class Frame {
        final boolean verbatim;
        boolean children;
        boolean text;

        Frame(boolean verbatim) {
            this.verbatim = verbatim;
        }
    }

    private final XMLStreamWriter out;
    private final List<Binding> bindings = new ArrayList<>();
    private final List<Frame> open = new ArrayList<>();
    private final List<Attribute> attributes = new ArrayList<>();

    /** The element whose start is not written yet, since its attributes are still to come. */
    private @Nullable QName pending;

    private boolean unknown;

    WireWriter(XMLStreamWriter out) {
        this.out = out;
    }

    @Override
    public void writeStartElement(String prefix, String local, String namespace) throws XMLStreamException {
        flushStart();
        pending = new QName(namespace, local);
        unknown = local.equals(Unknown.ELEMENT);
    }

    @Override
    public void writeAttribute(String local, String value) {
        if (local.equals(Unknown.NAME)) {
            pending = Unknown.name(value);
        } else {
            attributes.add(new Attribute(new QName(local), value));
        }
    }

    @Override
    public void writeAttribute(String prefix, String namespace, String local, String value) {
        attributes.add(new Attribute(new QName(namespace, local, prefix), value));
    }

    /** JAXB declares what it knows; what the document needs is found out here. */
    @Override
    public void writeNamespace(String prefix, String namespace) {}

    @Override
    public void writeDefaultNamespace(String namespace) {}

    private void flushStart() throws XMLStreamException {
        QName name = pending;
        if (name == null) {
            return;
        }
        pending = null;
        Frame around = open.isEmpty() ? null : open.get(open.size() - 1);
        if (around != null) {
            if (!around.verbatim && !around.text) {
                indent(open.size());
            }
            around.children = true;
        }
        open.add(new Frame(unknown));
        int before = bindings.size();
        declareOwn(name);
        String prefix = prefixOf(name, false);
        List<String> prefixes = new ArrayList<>(attributes.size());
        for (Attribute each : attributes) {
            prefixes.add(isDeclaration(each) ? "" : prefixOf(each.name(), true));
        }
        out.writeStartElement(prefix, name.getLocalPart(), name.getNamespaceURI());
        for (Binding each : bindings.subList(before, bindings.size())) {
            if (each.prefix().isEmpty()) {
                out.writeDefaultNamespace(each.namespace());
            } else {
                out.writeNamespace(each.prefix(), each.namespace());
            }
        }
        for (int i = 0; i < attributes.size(); i++) {
            Attribute each = attributes.get(i);
            if (!isDeclaration(each)) {
                write(prefixes.get(i), each);
            }
        }
        attributes.clear();
    }

    private void write(String prefix, Attribute attribute) throws XMLStreamException {
        QName name = attribute.name();
        if (prefix.isEmpty()) {
            out.writeAttribute(name.getLocalPart(), attribute.value());
        } else {
            out.writeAttribute(prefix, name.getNamespaceURI(), name.getLocalPart(), attribute.value());
        }
    }

    private static boolean isDeclaration(Attribute attribute) {
        return attribute.name().getNamespaceURI().equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI);
    }

    /** The declarations that the element brings, save a default that would take its own name away. */
    private void declareOwn(QName name) {
        for (Attribute each : attributes) {
            if (isDeclaration(each)) {
                String prefix = each.name().getLocalPart();
                if (!prefix.equals(XMLConstants.XMLNS_ATTRIBUTE)) {
                    bind(prefix, each.value());
                } else if (!name.getNamespaceURI().isEmpty() || each.value().isEmpty()) {
                    bind("", each.value());
                }
            }
        }
    }

    private void bind(String prefix, String namespace) {
        bindings.add(new Binding(prefix, namespace, open.size()));
    }

    /** A prefix that means the name's namespace here; declared if there is none. */
    private String prefixOf(QName name, boolean attribute) {
        String namespace = name.getNamespaceURI();
        if (namespace.equals(XMLConstants.XML_NS_URI)) {
            return XMLConstants.XML_NS_PREFIX;
        }
        if (namespace.isEmpty()) {
            if (!attribute && !boundTo("").isEmpty()) {
                bind("", "");
            }
            return "";
        }
        String wanted = name.getPrefix();
        if (boundTo(wanted).equals(namespace) && !(attribute && wanted.isEmpty())) {
            return wanted;
        }
        for (int i = bindings.size() - 1; i >= 0; i--) {
            Binding each = bindings.get(i);
            boolean usable = !(attribute && each.prefix().isEmpty());
            if (usable
                    && each.namespace().equals(namespace)
                    && boundTo(each.prefix()).equals(namespace)) {
                return each.prefix();
            }
        }
        String prefix = free(wanted.isEmpty() ? USUAL.getOrDefault(namespace, "ns") : wanted);
        bind(prefix, namespace);
        return prefix;
    }

    private String free(String wanted) {
        String prefix = wanted;
        for (int i = 1; !boundTo(prefix).isEmpty(); i++) {
            prefix = wanted + i;
        }
        return prefix;
    }

    private String boundTo(String prefix) {
        for (int i = bindings.size() - 1; i >= 0; i--) {
            if (bindings.get(i).prefix().equals(prefix)) {
                return bindings.get(i).namespace();
            }
        }
        return "";
    }

    @Override
    public void writeEndElement() throws XMLStreamException {
        flushStart();
        Frame closed = open.remove(open.size() - 1);
        if (closed.children && !closed.text && !closed.verbatim) {
            indent(open.size());
        }
        out.writeEndElement();
        while (!bindings.isEmpty() && bindings.get(bindings.size() - 1).depth() > open.size()) {
            Binding unused = bindings.remove(bindings.size() - 1);
        }
    }

    private void indent(int depth) throws XMLStreamException {
        out.writeCharacters("\n" + STEP.repeat(depth));
    }

    @Override
    public void writeCharacters(String text) throws XMLStreamException {
        flushStart();
        if (!open.isEmpty()) {
            open.get(open.size() - 1).text = true;
        }
        out.writeCharacters(text);
    }

    @Override
    public void writeCharacters(char[] text, int start, int length) throws XMLStreamException {
        writeCharacters(new String(text, start, length));
    }

    @Override
    public void flush() throws XMLStreamException {
        out.flush();
    }

    @Override
    public void close() throws XMLStreamException {
        out.close();
    }

    @Override
    public void writeStartDocument() {}

    @Override
    public void writeStartDocument(String version) {}

    @Override
    public void writeStartDocument(String encoding, String version) {}

    @Override
    public void writeEndDocument() {}

    @Override
    public String getPrefix(String namespace) {
        throw unexpected("getPrefix");
    }

    @Override
    public void setPrefix(String prefix, String namespace) {}

    @Override
    public void setDefaultNamespace(String namespace) {}

    @Override
    public void setNamespaceContext(NamespaceContext context) {
        throw unexpected("setNamespaceContext");
    }

    /** None: JAXB starts from nothing. */
    @Override
    @SuppressWarnings("NullAway") // StAX allows null, and JAXB takes it
    public NamespaceContext getNamespaceContext() {
        return null;
    }

    @Override
    public Object getProperty(String name) {
        throw unexpected("getProperty");
    }

    @Override
    public void writeStartElement(String local) {
        throw unexpected("writeStartElement");
    }

    @Override
    public void writeStartElement(String namespace, String local) {
        throw unexpected("writeStartElement");
    }

    @Override
    public void writeEmptyElement(String namespace, String local) {
        throw unexpected("writeEmptyElement");
    }

    @Override
    public void writeEmptyElement(String prefix, String local, String namespace) {
        throw unexpected("writeEmptyElement");
    }

    @Override
    public void writeEmptyElement(String local) {
        throw unexpected("writeEmptyElement");
    }

    @Override
    public void writeAttribute(String namespace, String local, String value) {
        throw unexpected("writeAttribute");
    }

    @Override
    public void writeComment(String text) {
        throw unexpected("writeComment");
    }

    @Override
    public void writeProcessingInstruction(String target) {
        throw unexpected("writeProcessingInstruction");
    }

    @Override
    public void writeProcessingInstruction(String target, String data) {
        throw unexpected("writeProcessingInstruction");
    }

    @Override
    public void writeCData(String text) {
        throw unexpected("writeCData");
    }

    @Override
    public void writeDTD(String text) {
        throw unexpected("writeDTD");
    }

    @Override
    public void writeEntityRef(String name) {
        throw unexpected("writeEntityRef");
    }

    private static UnsupportedOperationException unexpected(String call) {
        return new UnsupportedOperationException("JAXB is not expected to call " + call);
    }
}
