package io.hv.xml.domain;

/** What a guest sees of KVM. Not thread-safe. */
public final class KvmElement extends Element {

    KvmElement(Place here) {
        super(here);
    }

    /** Whether KVM does not show itself, on or off. */
    public TextValue<Boolean> hidden() {
        return here.child("hidden").only("state", Form.ON_OFF);
    }

    /** {@code <hint-dedicated state>}, on or off. */
    public TextValue<Boolean> hintDedicated() {
        return here.child("hint-dedicated").only("state", Form.ON_OFF);
    }

    /** {@code <poll-control state>}, on or off. */
    public TextValue<Boolean> pollControl() {
        return here.child("poll-control").only("state", Form.ON_OFF);
    }

    /** {@code <pv-ipi state>}, on or off. */
    public TextValue<Boolean> pvIpi() {
        return here.child("pv-ipi").only("state", Form.ON_OFF);
    }

    /** A ring of written pages. */
    public DirtyRing dirtyRing() {
        return new DirtyRing(here.child("dirty-ring"));
    }

    /** A ring of written pages. */
    public static final class DirtyRing extends Element {

        DirtyRing(Place here) {
            super(here);
        }

        /** {@code state}, on or off. */
        public TextValue<Boolean> state() {
            return here.attribute("state", Form.ON_OFF);
        }

        /** {@code size}, 0 to 4,294,967,295. */
        public NumberValue size() {
            return here.number("size", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
