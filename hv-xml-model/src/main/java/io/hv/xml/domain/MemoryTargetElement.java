package io.hv.xml.domain;

import io.hv.xml.value.SizeUnit;

/** What the guest sees. Not thread-safe. */
public final class MemoryTargetElement extends Element {

    MemoryTargetElement(Place here) {
        super(here);
    }

    /** {@code <size>}, in KiB where no unit is written. */
    public SizeValue size() {
        return here.child("size").onlySize(SizeUnit.KIB);
    }

    /** {@code <node>}, 0 to 4,294,967,295. */
    public NumberValue node() {
        return here.child("node").onlyNumberText(Numbers.decimal(0, Numbers.UINT));
    }

    /** {@code <block>}, in KiB where no unit is written. */
    public SizeValue block() {
        return here.child("block").onlySize(SizeUnit.KIB);
    }

    /** {@code <requested>}, in KiB where no unit is written. */
    public SizeValue requested() {
        return here.child("requested").onlySize(SizeUnit.KIB);
    }

    /** {@code <current>}, in KiB where no unit is written. */
    public SizeValue current() {
        return here.child("current").onlySize(SizeUnit.KIB);
    }

    /** Of an NVDIMM: the area of its labels, in KiB where no unit is written. */
    public SizeValue labelSize() {
        return here.child("label").child("size").onlySize(SizeUnit.KIB);
    }

    /** Whether there is a {@code <readonly/>}. */
    public Flag readonly() {
        return here.child("readonly").flag();
    }
}
