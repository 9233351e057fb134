package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.Word;

/** Which card it is. Not thread-safe. */
public final class VideoModelElement extends Element {

    /** The words of {@link #type}. */
    public enum Type implements Word {
        VGA,
        CIRRUS,
        VMVGA,
        XEN,
        VBOX,
        VIRTIO,
        GOP,
        NONE,
        BOCHS,
        RAMFB,
        QXL
    }

    VideoModelElement(Place here) {
        super(here);
    }

    /** {@code type}, a {@link Type}. */
    public TextValue<Type> type() {
        return here.attribute("type", Form.words(Type.class));
    }

    /** In KiB, 0 to 4,294,967,295. */
    public NumberValue ram() {
        return here.number("ram", Numbers.decimal(0, Numbers.UINT));
    }

    /** In KiB, 0 to 4,294,967,295. */
    public NumberValue vgamem() {
        return here.number("vgamem", Numbers.decimal(0, Numbers.UINT));
    }

    /** In KiB, 0 to 4,294,967,295. */
    public NumberValue vram64() {
        return here.number("vram64", Numbers.decimal(0, Numbers.UINT));
    }

    /** In KiB, 0 to 4,294,967,295. */
    public NumberValue vram() {
        return here.number("vram", Numbers.decimal(0, Numbers.UINT));
    }

    /** How many screens it has. */
    public NumberValue heads() {
        return here.number("heads", Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code primary}, yes or no. */
    public TextValue<Boolean> primary() {
        return here.attribute("primary", Form.YES_NO);
    }

    /** What the host's card does for it. */
    public Acceleration acceleration() {
        return new Acceleration(here.child("acceleration"));
    }

    /** The size of a screen, in pixels. */
    public Resolution resolution() {
        return new Resolution(here.child("resolution"));
    }

    /** What the host's card does for it. */
    public static final class Acceleration extends Element {

        Acceleration(Place here) {
            super(here);
        }

        /** {@code accel3d}, yes or no. */
        public TextValue<Boolean> accel3d() {
            return here.attribute("accel3d", Form.YES_NO);
        }

        /** {@code accel2d}, yes or no. */
        public TextValue<Boolean> accel2d() {
            return here.attribute("accel2d", Form.YES_NO);
        }

        /** {@code rendernode}, a path on the host. */
        public TextValue<HostPath> rendernode() {
            return here.attribute("rendernode", Form.PATH);
        }
    }
    /** The size of a screen, in pixels. */
    public static final class Resolution extends Element {

        Resolution(Place here) {
            super(here);
        }

        /** {@code x}, 0 to 4,294,967,295. */
        public NumberValue x() {
            return here.number("x", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code y}, 0 to 4,294,967,295. */
        public NumberValue y() {
            return here.number("y", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
