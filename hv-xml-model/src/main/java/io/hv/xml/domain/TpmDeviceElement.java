package io.hv.xml.domain;

import io.hv.HostPath;

/** A TPM of the host. Not thread-safe. */
public final class TpmDeviceElement extends Element {

    TpmDeviceElement(Place here) {
        super(here);
    }

    /** {@code path}, a path on the host. */
    public TextValue<HostPath> path() {
        return here.attribute("path", Form.PATH);
    }
}
