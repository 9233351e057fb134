package io.hv.xml.domain;

/** Options of a virtio device. Not thread-safe. */
public final class VirtioDriverElement extends Element {

    VirtioDriverElement(Place here) {
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
}
