package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;

/** The memory with which a domain boots. Not thread-safe. */
public final class MemoryElement extends Element {

    MemoryElement(Place here) {
        super(here);
    }

    /** Whether a dump of the hypervisor's process has it, on or off. */
    public TextValue<Boolean> dumpCore() {
        return here.attribute("dumpCore", Form.ON_OFF);
    }

    /** How much it is, in KiB where no unit is written. */
    public SizeValue size() {
        return here.size(SizeUnit.KIB);
    }
}
