package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.wire.WireElement;

/** The roots of documents, as places. */
final class Roots {

    private Roots() {}

    /** The root, if it is what is wanted. */
    static Place of(XmlDocument document, Class<? extends WireElement> wanted) {
        WireElement root = document.root();
        if (root.getClass() != wanted) {
            throw new IllegalArgumentException("the document is a <" + document.rootName() + ">, and a <"
                    + Names.of(WireElement.nameOf(wanted)) + "> of a domain is wanted");
        }
        return Place.of(root, null);
    }
}
