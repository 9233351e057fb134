package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** Where randomness comes from. Not thread-safe. */
public final class RngBackendElement extends Element {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        RANDOM,
        EGD,
        BUILTIN
    }

    RngBackendElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** {@code type}, a {@link CharacterType}. */
    public TextValue<CharacterType> type() {
        return here.attribute("type", Form.words(CharacterType.class));
    }

    /** Of {@code random}: the device, a path on the host. */
    public TextValue<HostPath> path() {
        return here.text(Form.PATH);
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

    /** What the host has at the other end: the type, and what one source or two say for that. */
    public Value<CharacterSource> source() {
        return new CharacterSourceValue(here);
    }
}
