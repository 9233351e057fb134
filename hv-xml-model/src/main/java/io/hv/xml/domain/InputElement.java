package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A mouse, a keyboard, a tablet, or such a device of the host. Not thread-safe. */
public final class InputElement extends DeviceElement {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        TABLET,
        MOUSE,
        KEYBOARD,
        PASSTHROUGH,
        EVDEV
    }

    /** The words of {@link #bus}. */
    public enum Bus implements Word {
        PS2,
        USB,
        XEN,
        VIRTIO
    }

    /**
     * The root of a document.
     *
     * @param document an {@code <input>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static InputElement of(XmlDocument document) {
        return new InputElement(Roots.of(document, io.hv.xml.wire.domain.Input.class));
    }

    InputElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** {@code bus}, a {@link Bus}. */
    public TextValue<Bus> bus() {
        return here.attribute("bus", Form.words(Bus.class));
    }

    /** {@code model}, a {@link VirtioModel}. */
    public TextValue<VirtioModel> model() {
        return here.attribute("model", Form.words(VirtioModel.class));
    }

    /** How it is run. */
    public VirtioDriverElement driver() {
        return new VirtioDriverElement(here.child("driver"));
    }

    /** The device of the host. */
    public Source source() {
        return new Source(here.child("source"));
    }

    /** The device of the host. */
    public static final class Source extends Element {

        /** The words of {@link #grab}. */
        public enum Grab implements Word {
            ALL
        }

        /** The words of {@link #grabToggle}. */
        public enum GrabToggle implements Word {
            CTRL_CTRL,
            ALT_ALT,
            SHIFT_SHIFT,
            META_META,
            SCROLLLOCK,
            CTRL_SCROLLLOCK
        }

        Source(Place here) {
            super(here);
        }

        /** {@code evdev}, a path on the host. */
        public TextValue<HostPath> evdev() {
            return here.attribute("evdev", Form.PATH);
        }

        /** {@code dev}, a path on the host. */
        public TextValue<HostPath> dev() {
            return here.attribute("dev", Form.PATH);
        }

        /** {@code grab}, a {@link Grab}. */
        public TextValue<Grab> grab() {
            return here.attribute("grab", Form.words(Grab.class));
        }

        /** {@code grabToggle}, a {@link GrabToggle}. */
        public TextValue<GrabToggle> grabToggle() {
            return here.attribute("grabToggle", Form.words(GrabToggle.class));
        }

        /** {@code repeat}, on or off. */
        public TextValue<Boolean> repeat() {
            return here.attribute("repeat", Form.ON_OFF);
        }
    }
}
