package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** A TPM that another process emulates. Not thread-safe. */
public final class TpmSourceElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        UNIX
    }

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        CONNECT
    }

    TpmSourceElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code path}, a path on the host. */
    public TextValue<HostPath> path() {
        return here.attribute("path", Form.PATH);
    }

    /** {@code mode}, a {@link Mode}. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }
}
