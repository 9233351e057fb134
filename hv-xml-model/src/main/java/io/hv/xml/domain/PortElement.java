package io.hv.xml.domain;

/** A port through which characters go, whose other end is on the host. Not thread-safe. */
public abstract class PortElement extends DeviceElement {

    PortElement(Place here) {
        super(here);
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

    /** What the guest sees. */
    public CharacterTargetElement target() {
        return new CharacterTargetElement(here.child("target"));
    }

    /** What the host has at the other end: the type, and what one source or two say for that. */
    public Value<CharacterSource> source() {
        return new CharacterSourceValue(here);
    }
}
