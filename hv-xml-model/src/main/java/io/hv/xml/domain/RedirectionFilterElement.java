package io.hv.xml.domain;

import io.hv.xml.XmlDocument;

/** Which USB devices may come from elsewhere. Not thread-safe. */
public final class RedirectionFilterElement extends Element {

    /**
     * The root of a document.
     *
     * @param document a {@code <redirfilter>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static RedirectionFilterElement of(XmlDocument document) {
        return new RedirectionFilterElement(Roots.of(document, io.hv.xml.wire.domain.Redirfilter.class));
    }

    RedirectionFilterElement(Place here) {
        super(here);
    }

    /** One element each, the first that fits counts. */
    public Elements<UsbDeviceFilterElement> filters() {
        return here.all("usbdev", UsbDeviceFilterElement::new);
    }
}
