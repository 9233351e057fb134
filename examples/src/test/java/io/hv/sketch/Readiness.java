package io.hv.sketch;

/** When a guest is of use. A value: two of the same kind and text are equal, so a template can be found again by it. */
public interface Readiness {

    /** When its console has printed this text. */
    static Readiness console(String text) {
        return Later.value();
    }

    /** When its agent answers. */
    static Readiness agent() {
        return Later.value();
    }

    /** When it accepts a connection at this TCP port. */
    static Readiness port(int tcp) {
        return Later.value();
    }
}
