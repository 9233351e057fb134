package io.hv.xml.domain;

import io.hv.xml.XmlDocument;

/** Non-volatile memory, on POWER. Not thread-safe. */
public final class NvramDeviceElement extends AddressedElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <nvram>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static NvramDeviceElement of(XmlDocument document) {
        return new NvramDeviceElement(Roots.of(document, io.hv.xml.wire.domain.Nvram.class));
    }

    NvramDeviceElement(Place here) {
        super(here);
    }
}
