package io.hv.xml.domain;

import io.hv.HostPath;

/** The option ROM of a device. Not thread-safe. */
public final class RomElement extends Element {

    RomElement(Place here) {
        super(here);
    }

    /** {@code enabled}, yes or no. */
    public TextValue<Boolean> enabled() {
        return here.attribute("enabled", Form.YES_NO);
    }

    /** {@code bar}, on or off. */
    public TextValue<Boolean> bar() {
        return here.attribute("bar", Form.ON_OFF);
    }

    /** {@code file}, a path on the host. */
    public TextValue<HostPath> file() {
        return here.attribute("file", Form.PATH);
    }
}
