package io.hv.xml.domain;

import io.hv.xml.value.Word;

/** What a guest sees of Hyper-V. Not thread-safe. */
public final class HypervElement extends Element {

    /** The words of {@link #mode}. */
    public enum Mode implements Word {
        PASSTHROUGH,
        CUSTOM
    }

    HypervElement(Place here) {
        super(here);
    }

    /** {@code mode}, a {@link Mode}. */
    public TextValue<Mode> mode() {
        return here.attribute("mode", Form.words(Mode.class));
    }

    /** {@code <relaxed state>}, on or off. */
    public TextValue<Boolean> relaxed() {
        return here.child("relaxed").only("state", Form.ON_OFF);
    }

    /** {@code <vapic state>}, on or off. */
    public TextValue<Boolean> vapic() {
        return here.child("vapic").only("state", Form.ON_OFF);
    }

    /** Notifications of spinlocks. */
    public Spinlocks spinlocks() {
        return new Spinlocks(here.child("spinlocks"));
    }

    /** {@code <vpindex state>}, on or off. */
    public TextValue<Boolean> vpindex() {
        return here.child("vpindex").only("state", Form.ON_OFF);
    }

    /** {@code <runtime state>}, on or off. */
    public TextValue<Boolean> runtime() {
        return here.child("runtime").only("state", Form.ON_OFF);
    }

    /** {@code <synic state>}, on or off. */
    public TextValue<Boolean> synic() {
        return here.child("synic").only("state", Form.ON_OFF);
    }

    /** Synthetic timers. */
    public Stimer stimer() {
        return new Stimer(here.child("stimer"));
    }

    /** {@code <reset state>}, on or off. */
    public TextValue<Boolean> reset() {
        return here.child("reset").only("state", Form.ON_OFF);
    }

    /** As whom the hypervisor shows itself. */
    public VendorId vendorId() {
        return new VendorId(here.child("vendor_id"));
    }

    /** {@code <frequencies state>}, on or off. */
    public TextValue<Boolean> frequencies() {
        return here.child("frequencies").only("state", Form.ON_OFF);
    }

    /** {@code <reenlightenment state>}, on or off. */
    public TextValue<Boolean> reenlightenment() {
        return here.child("reenlightenment").only("state", Form.ON_OFF);
    }

    /** {@code <tlbflush state>}, on or off. */
    public TextValue<Boolean> tlbflush() {
        return here.child("tlbflush").only("state", Form.ON_OFF);
    }

    /** {@code <ipi state>}, on or off. */
    public TextValue<Boolean> ipi() {
        return here.child("ipi").only("state", Form.ON_OFF);
    }

    /** {@code <evmcs state>}, on or off. */
    public TextValue<Boolean> evmcs() {
        return here.child("evmcs").only("state", Form.ON_OFF);
    }

    /** {@code <avic state>}, on or off. */
    public TextValue<Boolean> avic() {
        return here.child("avic").only("state", Form.ON_OFF);
    }

    /** Notifications of spinlocks. */
    public static final class Spinlocks extends Element {

        Spinlocks(Place here) {
            super(here);
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }

        /** {@code retries}, 0 to 4,294,967,295. */
        public NumberValue retries() {
            return here.number("retries", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** Synthetic timers. */
    public static final class Stimer extends Element {

        Stimer(Place here) {
            super(here);
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }

        /** {@code <direct state>}, on or off. */
        public TextValue<Boolean> direct() {
            return here.child("direct").only("state", Form.ON_OFF);
        }
    }
    /** As whom the hypervisor shows itself. */
    public static final class VendorId extends Element {

        VendorId(Place here) {
            super(here);
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }

        /** {@code value}. */
        public TextValue<String> value() {
            return here.attribute("value", Form.TEXT);
        }
    }
}
