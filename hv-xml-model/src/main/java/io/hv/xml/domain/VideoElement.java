package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** A graphics card. Not thread-safe. */
public final class VideoElement extends DeviceElement {

    /**
     * The root of a document.
     *
     * @param document a {@code <video>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static VideoElement of(XmlDocument document) {
        return new VideoElement(Roots.of(document, io.hv.xml.wire.domain.Video.class));
    }

    VideoElement(Place here) {
        super(here);
    }

    /** How it is run. */
    public Driver driver() {
        return new Driver(here.child("driver"));
    }

    /** Which card it is. */
    public Value<VideoCard> card() {
        return new VideoCardValue(here.child("model"));
    }

    /** The card as it is written, and its details. */
    public VideoModelElement model() {
        return new VideoModelElement(here.child("model"));
    }

    /** How it is run. */
    public static final class Driver extends Element {

        /** The words of {@link #name}. */
        public enum Name implements Word {
            QEMU,
            VHOSTUSER
        }

        /** The words of {@link #vgaconf}. */
        public enum Vgaconf implements Word {
            IO,
            ON,
            OFF
        }

        Driver(Place here) {
            super(here);
        }

        /** Whether it goes through the guest's IOMMU, on or off. */
        public TextValue<Boolean> iommu() {
            return here.attribute("iommu", Form.ON_OFF);
        }

        /** Whether it has address translation services, on or off. */
        public TextValue<Boolean> ats() {
            return here.attribute("ats", Form.ON_OFF);
        }

        /** Whether its queues are packed, on or off. */
        public TextValue<Boolean> packed() {
            return here.attribute("packed", Form.ON_OFF);
        }

        /** Whether each queue has a page for its notifications, on or off. */
        public TextValue<Boolean> pagePerVq() {
            return here.attribute("page_per_vq", Form.ON_OFF);
        }

        /** {@code name}, a {@link Name}. */
        public TextValue<Name> name() {
            return here.attribute("name", Form.words(Name.class));
        }

        /** {@code vgaconf}, a {@link Vgaconf}. */
        public TextValue<Vgaconf> vgaconf() {
            return here.attribute("vgaconf", Form.words(Vgaconf.class));
        }
    }
}
