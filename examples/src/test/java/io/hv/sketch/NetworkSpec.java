package io.hv.sketch;

/** What a network is to be. Immutable. */
public interface NetworkSpec {

    /** A network that leads nowhere else. */
    static NetworkSpec isolated(String name) {
        return Later.value();
    }

    /** What decides its faults: with the same seed the same frames are lost. */
    NetworkSpec seed(long seed);
}
