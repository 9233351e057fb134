package io.hv.mem.mutant;

/** What a mutant does wrong: stands around every call to a handle of the host. Safe for any thread. */
@FunctionalInterface
interface Bug {

    /** Does the call, or something else. */
    Object around(Invocation call) throws Throwable;

    /** No bug: the wrapped host must keep every contract. */
    static Bug none() {
        return Invocation::proceed;
    }
}
