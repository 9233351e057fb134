package io.hv.xml.domain;

import io.hv.xml.value.CpuSet;

/** Bandwidth of the host's memory for some virtual processors. Not thread-safe. */
public final class MemoryBandwidthElement extends Element {

    MemoryBandwidthElement(Place here) {
        super(here);
    }

    /** {@code vcpus}, a set of numbers. */
    public TextValue<CpuSet> vcpus() {
        return here.attribute("vcpus", Form.CPUS);
    }

    /** All {@code <node>}, in their order. */
    public Elements<Node> nodes() {
        return here.all("node", Node::new);
    }

    /** All {@code <monitor>}, in their order. */
    public Elements<Monitor> monitors() {
        return here.all("monitor", Monitor::new);
    }

    /** The share of a node of the host. */
    public static final class Node extends Element {

        Node(Place here) {
            super(here);
        }

        /** {@code id}, 0 to 4,294,967,295. */
        public NumberValue id() {
            return here.number("id", Numbers.decimal(0, Numbers.UINT));
        }

        /** In percent. */
        public NumberValue bandwidth() {
            return here.number("bandwidth", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** Whose bandwidth is counted. */
    public static final class Monitor extends Element {

        Monitor(Place here) {
            super(here);
        }

        /** {@code vcpus}, a set of numbers. */
        public TextValue<CpuSet> vcpus() {
            return here.attribute("vcpus", Form.CPUS);
        }
    }
}
