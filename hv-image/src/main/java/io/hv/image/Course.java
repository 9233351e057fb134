package io.hv.image;

import io.hv.InterruptedOperationException;
import io.hv.OperationCancelledException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * Who is told how far some work is, and may end it between two pieces.
 *
 * @param progress is told how much is done, 0 to 1, rising
 * @param cancelled whether it is to end
 */
record Course(DoubleConsumer progress, BooleanSupplier cancelled) {

    /** Where nobody asks it to end. */
    static Course told(DoubleConsumer progress) {
        return new Course(progress, () -> false);
    }

    /**
     * Before a piece.
     *
     * @param work what it is, for messages
     * @throws OperationCancelledException if it is to end
     * @throws InterruptedOperationException if this thread was interrupted
     */
    void check(String work) {
        if (cancelled.getAsBoolean()) {
            throw new OperationCancelledException("the " + work + " was cancelled", "start it again");
        }
        if (Thread.interrupted()) {
            throw new InterruptedOperationException("the " + work);
        }
    }

    /** After a piece. */
    void done(long part, long all) {
        progress.accept((double) part / all);
    }
}
