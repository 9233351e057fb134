package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;

/** A console: what the guest uses as such, which may be its first serial port. Not thread-safe. */
public final class ConsoleElement extends PortElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <console>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static ConsoleElement of(XmlDocument document) {
        return new ConsoleElement(Roots.of(document, io.hv.xml.wire.domain.Console.class));
    }

    ConsoleElement(Place here) {
        super(here);
    }

    /** {@code tty}, a path on the host. */
    public TextValue<HostPath> tty() {
        return here.attribute("tty", Form.PATH);
    }
}
