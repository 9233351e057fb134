package io.hv.xml.domain;

import io.hv.xml.value.Word;
import java.util.UUID;

/** What is behind a TPM. Not thread-safe. */
public final class TpmBackendElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        PASSTHROUGH,
        EMULATOR,
        EXTERNAL
    }

    /** The words of {@link #version}. */
    public enum Version implements Word {
        V1_2("1.2"),
        V2_0("2.0");

        private final String word;

        Version(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    TpmBackendElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code persistent_state}, yes or no. */
    public TextValue<Boolean> persistentState() {
        return here.attribute("persistent_state", Form.YES_NO);
    }

    /** {@code version}, a {@link Version}. */
    public TextValue<Version> version() {
        return here.attribute("version", Form.words(Version.class));
    }

    /** A TPM of the host. */
    public TpmDeviceElement device() {
        return new TpmDeviceElement(here.child("device"));
    }

    /** The UUID of the secret that its state is encrypted with. */
    public TextValue<UUID> encryption() {
        return here.child("encryption").only("secret", Form.UUID);
    }

    /** Which banks of registers are active. */
    public ActivePcrBanks activePcrBanks() {
        return new ActivePcrBanks(here.child("active_pcr_banks"));
    }

    /** A TPM that another process emulates. */
    public TpmSourceElement source() {
        return new TpmSourceElement(here.child("source"));
    }

    /** Which banks of registers are active. */
    public static final class ActivePcrBanks extends Element {

        ActivePcrBanks(Place here) {
            super(here);
        }

        /** Whether there is a {@code <sha1/>}. */
        public Flag sha1() {
            return here.child("sha1").flag();
        }

        /** Whether there is a {@code <sha256/>}. */
        public Flag sha256() {
            return here.child("sha256").flag();
        }

        /** Whether there is a {@code <sha384/>}. */
        public Flag sha384() {
            return here.child("sha384").flag();
        }

        /** Whether there is a {@code <sha512/>}. */
        public Flag sha512() {
            return here.child("sha512").flag();
        }
    }
}
