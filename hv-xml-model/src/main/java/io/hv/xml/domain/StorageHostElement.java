package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** A server of a network's storage. Not thread-safe. */
public final class StorageHostElement extends Element {

    /** The words of {@link #transport}. */
    public enum Transport implements Word {
        TCP,
        RDMA,
        UNIX
    }

    StorageHostElement(Place here) {
        super(here);
    }

    /** {@code transport}, a {@link Transport}. */
    public TextValue<Transport> transport() {
        return here.attribute("transport", Form.words(Transport.class));
    }

    /** {@code name}. */
    public TextValue<String> name() {
        return here.attribute("name", Form.TEXT);
    }

    /** {@code port}, 0 to 4,294,967,295. */
    public NumberValue port() {
        return here.number("port", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code socket}, a path on the host. */
    public TextValue<HostPath> socket() {
        return here.attribute("socket", Form.PATH);
    }
}
