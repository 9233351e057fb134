package io.hv.xml.domain;

/** Virtual processors one by one. Not thread-safe. */
public final class VcpuStatesElement extends Element {

    VcpuStatesElement(Place here) {
        super(here);
    }

    /** One element each. */
    public Elements<Vcpu> vcpus() {
        return here.all("vcpu", Vcpu::new);
    }

    /** A virtual processor. */
    public static final class Vcpu extends Element {

        Vcpu(Place here) {
            super(here);
        }

        /** {@code id}, 0 to 4,294,967,295. */
        public NumberValue id() {
            return here.number("id", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code enabled}, yes or no. */
        public TextValue<Boolean> enabled() {
            return here.attribute("enabled", Form.YES_NO);
        }

        /** {@code hotpluggable}, yes or no. */
        public TextValue<Boolean> hotpluggable() {
            return here.attribute("hotpluggable", Form.YES_NO);
        }

        /** In which turn it is plugged. */
        public NumberValue order() {
            return here.number("order", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
