package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.UUID;

/** {@code <secret>}. Not thread-safe. */
public final class EncryptionSecret extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PASSPHRASE
    }

    EncryptionSecret(Place here) {
        super(here);
    }

    /** {@code @type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code @uuid @UUID}. */
    public TextValue<UUID> uuid() {
        return here.attribute("uuid", Form.UUID);
    }

    /** {@code @usage text}. */
    public TextValue<String> usage() {
        return here.attribute("usage", Form.TEXT);
    }
}
