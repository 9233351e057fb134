package io.hv.shell;

import org.jspecify.annotations.Nullable;

/** Steps that are all taken, whatever becomes of each. The first failure is kept, with the later ones beneath it. For one thread. */
public final class Steps {

    private @Nullable RuntimeException failure;

    /** Nothing has failed yet. */
    public Steps() {}

    /** Takes a step. */
    public void take(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** A step that the caller has taken has failed. */
    public void failed(RuntimeException e) {
        if (failure == null) {
            failure = e;
        } else if (failure != e) {
            failure.addSuppressed(e);
        }
    }

    /** Whether one has failed. */
    public boolean haveFailed() {
        return failure != null;
    }

    /** Throws the first failure, if there is one. */
    public void end() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Puts the first failure, if there is one, beneath the reason for these steps. */
    public void endBeneath(Throwable reason) {
        if (failure != null && failure != reason) {
            reason.addSuppressed(failure);
        }
    }
}
