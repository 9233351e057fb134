package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;

/** From which of the host's NUMA nodes memory comes. Not thread-safe. */
public final class NumaTuneElement extends Element {

    NumaTuneElement(Place here) {
        super(here);
    }

    /** That of the whole domain. */
    public Memory memory() {
        return new Memory(here.child("memory"));
    }

    /** That of single nodes of the guest, one element each. */
    public Elements<MemoryNode> memoryNodes() {
        return here.all("memnode", MemoryNode::new);
    }

    /** Where a domain's memory comes from. */
    public static final class Memory extends Element {

        Memory(Place here) {
            super(here);
        }

        /** Where it comes from: the attributes below in one. */
        public Value<NumaSource> source() {
            return new NumaSourceValue(here);
        }

        /** {@code mode}, a {@link NumaMode}. */
        public TextValue<NumaMode> mode() {
            return here.attribute("mode", Form.words(NumaMode.class));
        }

        /** {@code placement}, a {@link Placement}. */
        public TextValue<Placement> placement() {
            return here.attribute("placement", Form.words(Placement.class));
        }

        /** {@code nodeset}, a set of numbers. */
        public TextValue<CpuSet> nodeset() {
            return here.attribute("nodeset", Form.CPUS);
        }
    }
    /** Where the memory of a node of the guest comes from. */
    public static final class MemoryNode extends Element {

        MemoryNode(Place here) {
            super(here);
        }

        /** {@code cellid}, 0 to 4,294,967,295. */
        public NumberValue cellid() {
            return here.number("cellid", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code mode}, a {@link NumaMode}. */
        public TextValue<NumaMode> mode() {
            return here.attribute("mode", Form.words(NumaMode.class));
        }

        /** {@code nodeset}, a set of numbers. */
        public TextValue<CpuSet> nodeset() {
            return here.attribute("nodeset", Form.CPUS);
        }
    }
}
