package io.hv.backend;

import org.jspecify.annotations.Nullable;

/**
 * Steps that all run, whatever becomes of each: what is being given back must not stay because something else could not
 * be. The first failure is kept, with the later ones beneath it. For one thread.
 */
public final class Release {

    private @Nullable Throwable failure;

    /** Nothing has failed yet. */
    public Release() {}

    /** Runs a step. */
    public void step(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void failed(Throwable e) {
        if (failure == null) {
            failure = e;
        } else if (failure != e) {
            failure.addSuppressed(e);
        }
    }

    /** Throws what failed, if something did. */
    public void end() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Puts what failed, if something did, beneath the reason for the release. */
    public void endBeneath(Throwable reason) {
        if (failure != null && failure != reason) {
            reason.addSuppressed(failure);
        }
    }
}
