package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A sound card. Not thread-safe. */
public final class SoundElement extends Element {

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

    /** Its audio backend, by number. */
    public NumberValue audio() {
        return here.child("audio").onlyNumber("id", Numbers.likeC(0, 255));
    }

    /** Its codecs, one element each. */
    public Elements<Codec> codecs() {
        return here.all("codec", Codec::new);
    }

    /** Where it is on its bus. */
    public Value<DeviceAddress> address() {
        return new AddressValue(here.child("address"));
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
