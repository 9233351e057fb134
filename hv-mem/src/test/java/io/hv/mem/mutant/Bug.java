package io.hv.mem.mutant;

import io.hv.InvalidStateException;

/** What a mutant does wrong: stands around every call to a handle of the host. Safe for any thread. */
@FunctionalInterface
interface Bug {

    /** Does the call, or something else. */
    Object around(Invocation call) throws Throwable;

    /** No bug: the wrapped host must keep every contract. */
    static Bug none() {
        return Invocation::proceed;
    }

    /** A method is silent where the state of its handle forbids it. */
    static Bug accepted(Class<?> type, String method) {
        return call -> {
            try {
                return call.proceed();
            } catch (InvalidStateException e) {
                if (call.is(type, method) && e.getClass() == InvalidStateException.class) {
                    return null;
                }
                throw e;
            }
        };
    }
}
