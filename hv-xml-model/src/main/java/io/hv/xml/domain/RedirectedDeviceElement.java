package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A USB device that comes from elsewhere. Not thread-safe. */
public final class RedirectedDeviceElement extends AliasedElement {

    /** The words of {@link #bus}. */
    public enum Bus implements Word {
        USB
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <redirdev>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static RedirectedDeviceElement of(XmlDocument document) {
        return new RedirectedDeviceElement(Roots.of(document, io.hv.xml.wire.domain.Redirdev.class));
    }

    RedirectedDeviceElement(Place here) {
        super(here);
    }

    /** {@code bus}, a {@link Bus}. */
    public TextValue<Bus> bus() {
        return here.attribute("bus", Form.words(Bus.class));
    }

    /** {@code type}, a {@link CharacterType}. */
    public TextValue<CharacterType> type() {
        return here.attribute("type", Form.words(CharacterType.class));
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

    /** In which turn a device is booted from. */
    public DeviceBootElement boot() {
        return new DeviceBootElement(here.child("boot"));
    }

    /** What the host has at the other end: the type, and what one source or two say for that. */
    public Value<CharacterSource> source() {
        return new CharacterSourceValue(here);
    }
}
