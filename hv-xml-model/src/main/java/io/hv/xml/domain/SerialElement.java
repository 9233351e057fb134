package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;

/** A serial port. Not thread-safe. */
public final class SerialElement extends Element {

    /**
     * The root of a document.
     *
     * @param document a {@code <serial>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static SerialElement of(XmlDocument document) {
        return new SerialElement(Roots.of(document, io.hv.xml.wire.domain.Serial.class));
    }

    SerialElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link CharacterType}. */
    public TextValue<CharacterType> type() {
        return here.attribute("type", Form.words(CharacterType.class));
    }

    /** {@code tty}, a path on the host. */
    public TextValue<HostPath> tty() {
        return here.attribute("tty", Form.PATH);
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

    /** By what libvirt names the device; a user's own begins with {@code ua-}. */
    public TextValue<String> alias() {
        return here.child("alias").only("name", Form.TEXT);
    }

    /** By which the guest names it, 0 to 4,294,967,295. */
    public NumberValue acpiIndex() {
        return here.child("acpi").onlyNumber("index", Numbers.decimal(0, Numbers.UINT));
    }

    /** Where it is on its bus, as written. */
    public AddressElement addressElement() {
        return new AddressElement(here.child("address"));
    }

    /** Where it is on its bus. */
    public Value<DeviceAddress> address() {
        return new AddressValue(here.child("address"));
    }

    /** What the host has at the other end: the type, and what one source or two say for that. */
    public Value<CharacterSource> source() {
        return new CharacterSourceValue(here);
    }
}
