package io.hv.xml.domain;

/** Users and groups of a container. Not thread-safe. */
public final class IdMapElement extends Element {

    IdMapElement(Place here) {
        super(here);
    }

    /** All {@code <uid>}, in their order. */
    public Elements<Uid> uids() {
        return here.all("uid", Uid::new);
    }

    /** All {@code <gid>}, in their order. */
    public Elements<Gid> gids() {
        return here.all("gid", Gid::new);
    }

    /** A range of users. */
    public static final class Uid extends Element {

        Uid(Place here) {
            super(here);
        }

        /** The first one in the container. */
        public NumberValue start() {
            return here.number("start", Numbers.decimal(0, Numbers.UINT));
        }

        /** The first one on the host. */
        public NumberValue target() {
            return here.number("target", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code count}, 0 to 4,294,967,295. */
        public NumberValue count() {
            return here.number("count", Numbers.decimal(0, Numbers.UINT));
        }
    }
    /** A range of groups. */
    public static final class Gid extends Element {

        Gid(Place here) {
            super(here);
        }

        /** The first one in the container. */
        public NumberValue start() {
            return here.number("start", Numbers.decimal(0, Numbers.UINT));
        }

        /** The first one on the host. */
        public NumberValue target() {
            return here.number("target", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code count}, 0 to 4,294,967,295. */
        public NumberValue count() {
            return here.number("count", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
