package io.hv.kvm.machine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has been set up so far, and how to take each back: last in, first out. One failure does not keep the rest. */
final class Releases {

    private final Deque<Runnable> actions = new ArrayDeque<>();

    void push(Runnable action) {
        actions.push(action);
    }

    /** Takes everything back, then throws the first failure, with the others suppressed in it. */
    void run() {
        RuntimeException first = null;
        for (Runnable action = actions.poll(); action != null; action = actions.poll()) {
            try {
                action.run();
            } catch (RuntimeException e) {
                first = join(first, e);
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Takes everything back because something failed, which keeps what fails now as suppressed. */
    void runAfter(Throwable failure) {
        try {
            run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static RuntimeException join(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
