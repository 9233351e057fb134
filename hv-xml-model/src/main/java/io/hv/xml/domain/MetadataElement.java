package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.XmlException;
import io.hv.xml.wire.WireElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What applications keep with a domain: an element each, which is told by its namespace. What is in it is theirs, and kept
 * to the character. Not thread-safe.
 */
public final class MetadataElement extends Element {

    MetadataElement(Place here) {
        super(here);
    }

    /** The namespaces of all elements, in their order; empty texts for elements without one, which libvirt refuses. */
    public List<String> namespaces() {
        return children().stream()
                .map(each -> each.name().getNamespaceURI())
                .distinct()
                .toList();
    }

    /** The first element of a namespace, as XML. */
    public Optional<String> get(String namespace) {
        return of(namespace).stream().findFirst().map(Fragments::write);
    }

    /**
     * Puts an element in the place of those of its namespace, or adds it.
     *
     * @param xml one element, in a namespace
     * @throws XmlException if it is not well-formed, or refused as documents are
     * @throws IllegalArgumentException if it is in no namespace
     */
    public void set(String xml) {
        WireElement element = XmlDocument.parse(xml).root();
        String namespace = element.name().getNamespaceURI();
        if (namespace.isEmpty()) {
            throw new IllegalArgumentException("metadata is told by its namespace, and this element has none: <"
                    + element.name().getLocalPart() + ">");
        }
        boolean unused = remove(namespace);
        here.make().add(element);
    }

    /** Takes all elements of a namespace out; says whether there were any. */
    public boolean remove(String namespace) {
        List<WireElement> found = of(namespace);
        WireElement metadata = here.find();
        if (metadata != null) {
            for (WireElement each : found) {
                boolean unused = metadata.remove(each);
            }
        }
        return !found.isEmpty();
    }

    private List<WireElement> of(String namespace) {
        return children().stream()
                .filter(each -> each.name().getNamespaceURI().equals(namespace))
                .toList();
    }

    private List<WireElement> children() {
        WireElement metadata = here.find();
        return metadata == null ? List.of() : new ArrayList<>(metadata.all(WireElement.class));
    }
}
