package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A channel between the host and an agent in the guest. Not thread-safe. */
public final class ChannelElement extends AliasedElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <channel>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static ChannelElement of(XmlDocument document) {
        return new ChannelElement(Roots.of(document, io.hv.xml.wire.domain.Channel.class));
    }

    ChannelElement(Place here) {
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

    /** Which channel the guest sees. */
    public Target target() {
        return new Target(here.child("target"));
    }

    /** What the host has at the other end: the type, and what one source or two say for that. */
    public Value<CharacterSource> source() {
        return new CharacterSourceValue(here);
    }

    /** Which channel the guest sees. */
    public static final class Target extends Element {

        /** The words of {@link #type}. */
        public enum Type implements Word {
            XEN,
            VIRTIO,
            GUESTFWD
        }

        /** The words of {@link #state}. */
        public enum State implements Word {
            CONNECTED,
            DISCONNECTED
        }

        Target(Place here) {
            super(here);
        }

        /** {@code type}, a {@link Type}. */
        public TextValue<Type> type() {
            return here.attribute("type", Form.words(Type.class));
        }

        /** {@code address}. */
        public TextValue<String> address() {
            return here.attribute("address", Form.TEXT);
        }

        /** {@code port}. */
        public TextValue<String> port() {
            return here.attribute("port", Form.TEXT);
        }

        /** Its name in the guest, {@code org.qemu.guest_agent.0} for example. */
        public TextValue<String> name() {
            return here.attribute("name", Form.TEXT);
        }

        /** Whether somebody in the guest has opened it, of a domain that runs. */
        public TextValue<State> state() {
            return here.attribute("state", Form.words(State.class));
        }
    }
}
