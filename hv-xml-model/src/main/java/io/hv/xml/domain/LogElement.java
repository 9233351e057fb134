package io.hv.xml.domain;

import io.hv.HostPath;

/** A file to which all is written that the guest writes. Not thread-safe. */
public final class LogElement extends Element {

    LogElement(Place here) {
        super(here);
    }

    /** {@code file}, a path on the host. */
    public TextValue<HostPath> file() {
        return here.attribute("file", Form.PATH);
    }

    /** {@code append}, on or off. */
    public TextValue<Boolean> append() {
        return here.attribute("append", Form.ON_OFF);
    }
}
