package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;
import io.hv.xml.value.SizeUnit;

/** A NUMA node of the guest. Not thread-safe. */
public final class NumaCellElement extends Element {

    NumaCellElement(Place here) {
        super(here);
    }

    /** What it has: {@link #memory} and {@link #cpus} in one. */
    public Value<NumaCell> content() {
        return new NumaCellValue(here);
    }

    /** Its memory, in KiB where no unit is written. */
    public SizeValue memory() {
        return here.size("memory", "unit", SizeUnit.KIB);
    }

    /** Its number; by its place if nothing is written. */
    public NumberValue id() {
        return here.number("id", Numbers.decimal(0, Numbers.UINT));
    }

    /** Virtual processors that belong to it. */
    public TextValue<CpuSet> cpus() {
        return here.attribute("cpus", Form.CPUS);
    }

    /** {@code memAccess}, a {@link MemoryAccess}. */
    public TextValue<MemoryAccess> memAccess() {
        return here.attribute("memAccess", Form.words(MemoryAccess.class));
    }

    /** {@code discard}, yes or no. */
    public TextValue<Boolean> discard() {
        return here.attribute("discard", Form.YES_NO);
    }

    /** How far other nodes are, one element each. */
    public Elements<Sibling> distances() {
        return here.child("distances").all("sibling", Sibling::new);
    }

    /** All {@code <cache>}, in their order. */
    public Elements<NumaCacheElement> caches() {
        return here.all("cache", NumaCacheElement::new);
    }

    /** How far a node is. */
    public static final class Sibling extends Element {

        Sibling(Place here) {
            super(here);
        }

        /** {@code id}, 0 to 4,294,967,295. */
        public NumberValue id() {
            return here.number("id", Numbers.decimal(0, Numbers.UINT));
        }

        /** The distance, 10 to 255; 10 is the node itself. */
        public NumberValue value() {
            return here.number("value", Numbers.decimal(10, 255));
        }
    }
}
