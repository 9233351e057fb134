package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;
import io.hv.xml.value.SizeUnit;

/** Large pages of the host. Empty, it is the host's usual large page. Not thread-safe. */
public final class HugepagesElement extends Element {

    HugepagesElement(Place here) {
        super(here);
    }

    /** All {@code <page>}, in their order. */
    public Elements<Page> pages() {
        return here.all("page", Page::new);
    }

    /** A size of page, and for which of the guest's nodes. */
    public static final class Page extends Element {

        Page(Place here) {
            super(here);
        }

        /** {@code size}, in KiB where no unit is written. */
        public SizeValue size() {
            return here.size("size", "unit", SizeUnit.KIB);
        }

        /** Nodes of the guest. */
        public TextValue<CpuSet> nodeset() {
            return here.attribute("nodeset", Form.CPUS);
        }
    }
}
