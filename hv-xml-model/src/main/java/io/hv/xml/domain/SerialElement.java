package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;

/** A serial port. Not thread-safe. */
public final class SerialElement extends PortElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <serial>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static SerialElement of(XmlDocument document) {
        return new SerialElement(Roots.of(document, io.hv.xml.wire.domain.Serial.class));
    }

    SerialElement(Place here) {
        super(here);
    }

    /** {@code tty}, a path on the host. */
    public TextValue<HostPath> tty() {
        return here.attribute("tty", Form.PATH);
    }
}
