package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A reader of smart cards. Not thread-safe. */
public final class SmartcardElement extends AddressedElement {

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        HOST,
        HOST_CERTIFICATES,
        PASSTHROUGH
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <smartcard>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static SmartcardElement of(XmlDocument document) {
        return new SmartcardElement(Roots.of(document, io.hv.xml.wire.domain.Smartcard.class));
    }

    SmartcardElement(Place here) {
        super(here);
    }

    /** {@code mode}, a {@link Mode}. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }

    /** {@code type}, a {@link CharacterType}. */
    public TextValue<CharacterType> type() {
        return here.attribute("type", Form.words(CharacterType.class));
    }

    /** Of {@code host-certificates}: names of certificates in the host's database, one element each. */
    public Elements<Certificate> certificates() {
        return here.all("certificate", Certificate::new);
    }

    /** {@code <database>}, a path on the host. */
    public TextValue<HostPath> database() {
        return here.child("database").onlyText(Form.PATH);
    }

    /** What the host has at the other end, as written, one element each. */
    public Elements<CharacterSourceElement> sourceElements() {
        return here.all("source", CharacterSourceElement::new);
    }

    /** What is spoken over TCP. */
    public ProtocolElement protocol() {
        return new ProtocolElement(here.child("protocol"));
    }

    /** Where all is written to that the guest writes. */
    public LogElement log() {
        return new LogElement(here.child("log"));
    }

    /** What the guest sees. */
    public CharacterTargetElement target() {
        return new CharacterTargetElement(here.child("target"));
    }

    /** By which the guest names it, 0 to 4,294,967,295. */
    public NumberValue acpiIndex() {
        return here.child("acpi").onlyNumber("index", Numbers.decimal(0, Numbers.UINT));
    }

    /** What the host has at the other end: the type, and what one source or two say for that. */
    public Value<CharacterSource> source() {
        return new CharacterSourceValue(here);
    }

    /** A certificate of the host's. */
    public static final class Certificate extends Element {

        Certificate(Place here) {
            super(here);
        }

        /** Its name. */
        public TextValue<String> name() {
            return here.text(Form.TEXT);
        }
    }
}
