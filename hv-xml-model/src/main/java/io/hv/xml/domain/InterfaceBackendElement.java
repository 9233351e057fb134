package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** Who makes packets of what the guest sends. Not thread-safe. */
public final class InterfaceBackendElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PASST
    }

    InterfaceBackendElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code tap}, a path on the host. */
    public TextValue<HostPath> tap() {
        return here.attribute("tap", Form.PATH);
    }

    /** {@code vhost}, a path on the host. */
    public TextValue<HostPath> vhost() {
        return here.attribute("vhost", Form.PATH);
    }

    /** {@code logFile}, a path on the host. */
    public TextValue<HostPath> logFile() {
        return here.attribute("logFile", Form.PATH);
    }
}
