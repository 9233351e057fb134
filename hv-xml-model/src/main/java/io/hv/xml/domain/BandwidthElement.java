package io.hv.xml.domain;

/** Limits of traffic. Not thread-safe. */
public final class BandwidthElement extends Element {

    BandwidthElement(Place here) {
        super(here);
    }

    /** {@code classID}, 1 or more. */
    public NumberValue classID() {
        return here.number("classID", Numbers.decimal(1, Numbers.ANY));
    }

    /** What comes in, as the guest sees it. In KiB a second; a burst in KiB. */
    public Inbound inbound() {
        return new Inbound(here.child("inbound"));
    }

    /** What goes out, as the guest sees it. In KiB a second; a burst in KiB. */
    public Outbound outbound() {
        return new Outbound(here.child("outbound"));
    }

    /** What comes in, as the guest sees it. In KiB a second; a burst in KiB. */
    public static final class Inbound extends Element {

        Inbound(Place here) {
            super(here);
        }

        /** {@code average}, 1 to 4,294,967,295. */
        public NumberValue average() {
            return here.number("average", Numbers.decimal(1, Numbers.UINT));
        }

        /** {@code peak}, 1 to 4,294,967,295. */
        public NumberValue peak() {
            return here.number("peak", Numbers.decimal(1, Numbers.UINT));
        }

        /** {@code floor}, 1 to 4,294,967,295. */
        public NumberValue floor() {
            return here.number("floor", Numbers.decimal(1, Numbers.UINT));
        }

        /** {@code burst}, 1 to 4,294,967,295. */
        public NumberValue burst() {
            return here.number("burst", Numbers.decimal(1, Numbers.UINT));
        }
    }
    /** What goes out, as the guest sees it. In KiB a second; a burst in KiB. */
    public static final class Outbound extends Element {

        Outbound(Place here) {
            super(here);
        }

        /** {@code average}, 1 to 4,294,967,295. */
        public NumberValue average() {
            return here.number("average", Numbers.decimal(1, Numbers.UINT));
        }

        /** {@code peak}, 1 to 4,294,967,295. */
        public NumberValue peak() {
            return here.number("peak", Numbers.decimal(1, Numbers.UINT));
        }

        /** {@code floor}, 1 to 4,294,967,295. */
        public NumberValue floor() {
            return here.number("floor", Numbers.decimal(1, Numbers.UINT));
        }

        /** {@code burst}, 1 to 4,294,967,295. */
        public NumberValue burst() {
            return here.number("burst", Numbers.decimal(1, Numbers.UINT));
        }
    }
}
