package io.hv.kvm.net.ether;

/** What is due later. Of what is due at one time, what was asked for first comes first. Safe for any thread. */
interface LinkTimer extends AutoCloseable {

    /** The present, in nanoseconds. */
    long now();

    /** Has an action run at a time, soon where that has passed. After the end nothing runs. */
    void at(long time, Runnable action);

    /** Forgets all that is due, and waits for what is under way. */
    @Override
    void close();
}
