package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;

/** How many virtual processors a domain has. Not thread-safe. */
public final class VcpuElement extends Element {

    VcpuElement(Place here) {
        super(here);
    }

    /** {@code placement}, a {@link Placement}. */
    public TextValue<Placement> placement() {
        return here.attribute("placement", Form.words(Placement.class));
    }

    /** On which of the host's processors they run. */
    public TextValue<CpuSet> cpuset() {
        return here.attribute("cpuset", Form.CPUS);
    }

    /** How many are there at boot, 1 to 65,535; all if nothing is written. */
    public NumberValue current() {
        return here.number("current", Numbers.decimal(1, 65_535));
    }

    /** How many there may be, 1 to 65,535. */
    public NumberValue count() {
        return here.numberText(Numbers.decimal(1, 65_535));
    }
}
