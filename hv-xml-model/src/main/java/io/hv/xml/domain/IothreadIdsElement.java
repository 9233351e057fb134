package io.hv.xml.domain;

/** I/O threads one by one. Not thread-safe. */
public final class IothreadIdsElement extends Element {

    IothreadIdsElement(Place here) {
        super(here);
    }

    /** One element each. */
    public Elements<Iothread> iothreads() {
        return here.all("iothread", Iothread::new);
    }

    /** An I/O thread. */
    public static final class Iothread extends Element {

        Iothread(Place here) {
            super(here);
        }

        /** {@code id}, 0 to 4,294,967,295. */
        public NumberValue id() {
            return here.number("id", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code thread_pool_min}, 0 to 4,294,967,295. */
        public NumberValue threadPoolMin() {
            return here.number("thread_pool_min", Numbers.decimal(0, Numbers.UINT));
        }

        /** {@code thread_pool_max}, 0 to 4,294,967,295. */
        public NumberValue threadPoolMax() {
            return here.number("thread_pool_max", Numbers.decimal(0, Numbers.UINT));
        }
    }
}
