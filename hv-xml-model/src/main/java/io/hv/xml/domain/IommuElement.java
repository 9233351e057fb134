package io.hv.xml.domain;

import io.hv.xml.XmlDocument;
import io.hv.xml.value.Word;

/** An IOMMU of the guest. Not thread-safe. */
public final class IommuElement extends DeviceElement {

    /** The words of {@link #model}. */
    public enum Model implements Word {
        INTEL,
        SMMUV3,
        VIRTIO
    }

    /**
     * The root of a document.
     *
     * @param document an {@code <iommu>} alone
     * @throws IllegalArgumentException if it is something else
     */
    public static IommuElement of(XmlDocument document) {
        return new IommuElement(Roots.of(document, io.hv.xml.wire.domain.Iommu.class));
    }

    IommuElement(Place here) {
        super(here);
    }

    /** {@code model}, a {@link Model}. */
    public TextValue<Model> model() {
        return here.attribute("model", Form.words(Model.class));
    }

    /** How it is run. */
    public Driver driver() {
        return new Driver(here.child("driver"));
    }

    /** What it can do. */
    public static final class Driver extends Element {

        Driver(Place here) {
            super(here);
        }

        /** {@code intremap}, on or off. */
        public TextValue<Boolean> intremap() {
            return here.attribute("intremap", Form.ON_OFF);
        }

        /** {@code caching_mode}, on or off. */
        public TextValue<Boolean> cachingMode() {
            return here.attribute("caching_mode", Form.ON_OFF);
        }

        /** {@code eim}, on or off. */
        public TextValue<Boolean> eim() {
            return here.attribute("eim", Form.ON_OFF);
        }

        /** {@code iotlb}, on or off. */
        public TextValue<Boolean> iotlb() {
            return here.attribute("iotlb", Form.ON_OFF);
        }

        /** {@code aw_bits}, 0 to 255. */
        public NumberValue awBits() {
            return here.number("aw_bits", Numbers.likeC(0, 255));
        }
    }
}
