package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.UUID;

/** As whom something is opened. Not thread-safe. */
public final class AuthElement extends Element {

    AuthElement(Place here) {
        super(here);
    }

    /** {@code username}. */
    public TextValue<String> username() {
        return here.attribute("username", Form.TEXT);
    }

    /** A secret that libvirt keeps, by UUID or by usage. */
    public Secret secret() {
        return new Secret(here.child("secret"));
    }

    /** A secret that libvirt keeps, by UUID or by usage. */
    public static final class Secret extends Element {

        /** The words of {@link #type}. */
        public enum Type implements Word {
            CEPH,
            ISCSI
        }

        Secret(Place here) {
            super(here);
        }

        /** {@code type}, a {@link Type}. */
        public TextValue<Type> type() {
            return here.attribute("type", Form.words(Type.class));
        }

        /** {@code uuid}. */
        public TextValue<UUID> uuid() {
            return here.attribute("uuid", Form.UUID);
        }

        /** {@code usage}. */
        public TextValue<String> usage() {
            return here.attribute("usage", Form.TEXT);
        }
    }
}
