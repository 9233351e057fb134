package io.hv.xml.domain;

/** The main loop's own thread pool. Not thread-safe. */
public final class DefaultIothreadElement extends Element {

    DefaultIothreadElement(Place here) {
        super(here);
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
