package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** What the guest reads in SMBIOS, or in fw_cfg. Not thread-safe. */
public final class SysinfoElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        SMBIOS,
        FWCFG
    }

    SysinfoElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** A table of SMBIOS. */
    public SysinfoBlockElement bios() {
        return new SysinfoBlockElement(here.child("bios"));
    }

    /** A table of SMBIOS. */
    public SysinfoBlockElement system() {
        return new SysinfoBlockElement(here.child("system"));
    }

    /** All {@code <baseBoard>}, in their order. */
    public Elements<SysinfoBlockElement> baseBoards() {
        return here.all("baseBoard", SysinfoBlockElement::new);
    }

    /** A table of SMBIOS. */
    public SysinfoBlockElement chassis() {
        return new SysinfoBlockElement(here.child("chassis"));
    }

    /** Texts of OEMs, one element each. */
    public Elements<OemString> oemStrings() {
        return here.child("oemStrings").all("entry", OemString::new);
    }

    /** Of {@code fwcfg}: its blobs, one element each. */
    public Elements<Entry> entries() {
        return here.all("entry", Entry::new);
    }

    /** A blob in fw_cfg. */
    public static final class Entry extends Element {

        Entry(Place here) {
            super(here);
        }

        /** {@code name}. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** The file of the host that has its content. */
        public TextValue<String> file() {
            return here.attribute("file", Form.TEXT);
        }

        /** Its content. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
    /** A text of an OEM. */
    public static final class OemString extends Element {

        OemString(Place here) {
            super(here);
        }

        /** The text of the element. */
        public TextValue<String> value() {
            return here.text(Form.TEXT);
        }
    }
}
