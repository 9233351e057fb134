package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;

/** Limits of the host's memory. Not thread-safe. */
public final class MemoryTuneElement extends Element {

    MemoryTuneElement(Place here) {
        super(here);
    }

    /** {@code <hard_limit>}, in KiB where no unit is written. */
    public SizeValue hardLimit() {
        return here.child("hard_limit").onlySize(SizeUnit.KIB);
    }

    /** {@code <soft_limit>}, in KiB where no unit is written. */
    public SizeValue softLimit() {
        return here.child("soft_limit").onlySize(SizeUnit.KIB);
    }

    /** {@code <min_guarantee>}, in KiB where no unit is written. */
    public SizeValue minGuarantee() {
        return here.child("min_guarantee").onlySize(SizeUnit.KIB);
    }

    /** {@code <swap_hard_limit>}, in KiB where no unit is written. */
    public SizeValue swapHardLimit() {
        return here.child("swap_hard_limit").onlySize(SizeUnit.KIB);
    }
}
