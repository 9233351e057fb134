package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A sound card. Not thread-safe. */
public final class SoundElement extends DeviceElement {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        SB16,
        ES1370,
        PCSPK,
        AC97,
        ICH6,
        ICH7,
        ICH9,
        USB
    }

    /**
     * The root of a document.
     *
     * @param document a {@code <sound>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static SoundElement of(XmlDocument document) {
        return new SoundElement(Roots.of(document, io.hv.xml.wire.domain.Sound.class));
    }

    SoundElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** Its audio backend, by number. */
    public NumberValue audio() {
        return here.child("audio").onlyNumber("id", Numbers.likeC(0, 255));
    }

    /** Its codecs, one element each. */
    public Elements<Codec> codecs() {
        return here.all("codec", Codec::new);
    }

    /** A codec of an Intel HDA card. */
    public static final class Codec extends Element {

        /** The words of {@link #type}. */
        public enum Type implements Word {
            DUPLEX,
            MICRO,
            OUTPUT
        }

        Codec(Place here) {
            super(here);
        }

        /** {@code type}, a {@link Type}. */
        public TextValue<Type> type() {
            return here.attribute("type", Form.words(Type.class));
        }
    }
}
