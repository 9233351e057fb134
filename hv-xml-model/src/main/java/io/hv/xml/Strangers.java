package io.hv.xml;

import io.hv.xml.wire.Unknown;
import io.hv.xml.wire.WireElement;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** Finds what libvirt's schemas do not know. */
final class Strangers {

    private Strangers() {}

    static void find(WireElement element, String path, List<String> to) {
        if (element instanceof Unknown) {
            to.add(path);
            return;
        }
        for (QName each : element.others().keySet()) {
            if (!each.getNamespaceURI().equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)) {
                to.add(path + "/@" + Paths.name(each));
            }
        }
        if (!element.isOpaque()) {
            for (WireElement child : element.all(WireElement.class)) {
                find(child, path + "/" + Paths.name(child.name()), to);
            }
        }
    }
}
