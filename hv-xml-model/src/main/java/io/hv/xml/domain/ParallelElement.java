package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;

/** A parallel port. Not thread-safe. */
public final class ParallelElement extends PortElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <parallel>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static ParallelElement of(XmlDocument document) {
        return new ParallelElement(Roots.of(document, io.hv.xml.wire.domain.Parallel.class));
    }

    ParallelElement(Place here) {
        super(here);
    }

    /** {@code tty}, a path on the host. */
    public TextValue<HostPath> tty() {
        return here.attribute("tty", Form.PATH);
    }
}
