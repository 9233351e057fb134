package io.hv.sketch;

/** {@link io.hv.testkit.junit.Readiness}, with what agents and networks add. */
public interface Readiness extends io.hv.testkit.junit.Readiness {

    /** When its agent answers. */
    static Readiness agent() {
        return Later.value();
    }

    /** When it accepts a connection at this TCP port. */
    static Readiness port(int tcp) {
        return Later.value();
    }
}
