package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.UUID;

/** How an image is encrypted. Not thread-safe. */
public final class EncryptionElement extends Element {

    /** The words of {@link #format}. */
    public enum Format implements Word {
        DEFAULT,
        QCOW,
        LUKS,
        LUKS2
    }

    /** The words of {@link #engine}. */
    public enum Engine implements Word {
        QEMU,
        LIBRBD
    }

    EncryptionElement(Place here) {
        super(here);
    }

    /** {@code format}, a {@link Format}. */
    public TextValue<Format> format() {
        return here.attribute("format", Form.words(Format.class));
    }

    /** {@code engine}, an {@link Engine}. */
    public TextValue<Engine> engine() {
        return here.attribute("engine", Form.words(Engine.class));
    }

    /** A secret that libvirt keeps, by UUID or by usage. */
    public Secret secret() {
        return new Secret(here.child("secret"));
    }

    /** The cipher of a new image. */
    public Cipher cipher() {
        return new Cipher(here.child("cipher"));
    }

    /** How its initialization vectors are made. */
    public Ivgen ivgen() {
        return new Ivgen(here.child("ivgen"));
    }

    /** A secret that libvirt keeps, by UUID or by usage. */
    public static final class Secret extends Element {

        /** The words of {@link #type}. */
        public enum Type implements Word {
            PASSPHRASE
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
    /** The cipher of a new image. */
    public static final class Cipher extends Element {

        Cipher(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** {@code size}, 0 to 4,294,967,295. */
        public NumberValue size() {
            return here.number("size", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code mode}. */
        public TextValue<String> mode() {
            return here.attribute("mode", Form.TEXT);
        }

        /** {@code hash}. */
        public TextValue<String> hash() {
            return here.attribute("hash", Form.TEXT);
        }
    }
    /** How its initialization vectors are made. */
    public static final class Ivgen extends Element {

        Ivgen(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** {@code hash}. */
        public TextValue<String> hash() {
            return here.attribute("hash", Form.TEXT);
        }
    }
}
