package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** Whether keys of the guest can be wrapped, on s390. Not thread-safe. */
public final class KeywrapElement extends Element {

    KeywrapElement(Place here) {
        super(here);
    }

    /** All {@code <cipher>}, in their order. */
    public Elements<Cipher> ciphers() {
        return here.all("cipher", Cipher::new);
    }

    /** Keys of a cipher. */
    public static final class Cipher extends Element {

        /** The words of {@link #name}. */
        public enum Name implements Word {
            AES,
            DEA
        }

        Cipher(Place here) {
            super(here);
        }

        /** {@code name}, a {@link Name}. */
        public TextValue<Name> name() {
            return here.attribute("name", Form.words(Name.class));
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }
    }
}
