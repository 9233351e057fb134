package io.hv.xml.domain;

import io.hv.HostPath;
import io.hv.xml.value.CpuSet;
import io.hv.xml.value.SizeUnit;

/** What of the host's it is. Not thread-safe. */
public final class MemorySourceElement extends Element {

    MemorySourceElement(Place here) {
        super(here);
    }

    /** {@code <pagesize>}, in KiB where no unit is written. */
    public SizeValue pagesize() {
        return here.child("pagesize").onlySize(SizeUnit.KIB);
    }

    /** {@code <nodemask>}, a set of numbers. */
    public TextValue<CpuSet> nodemask() {
        return here.child("nodemask").onlyText(Form.CPUS);
    }

    /** {@code <path>}, a path on the host. */
    public TextValue<HostPath> path() {
        return here.child("path").onlyText(Form.PATH);
    }

    /** {@code <alignsize>}, in KiB where no unit is written. */
    public SizeValue alignsize() {
        return here.child("alignsize").onlySize(SizeUnit.KIB);
    }

    /** Whether there is a {@code <pmem/>}. */
    public Flag pmem() {
        return here.child("pmem").flag();
    }
}
