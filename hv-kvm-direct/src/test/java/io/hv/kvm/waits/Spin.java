package io.hv.kvm.waits;

import static org.junit.jupiter.api.Assertions.fail;

import io.hv.testkit.contract.Patience;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another thread does, where nobody tells that it has. */
public final class Spin {

    private Spin() {}

    /**
     * Comes back when that is so.
     *
     * @param instead what is there instead, for the failure if it takes too long, or the thread is interrupted
     */
    public static void until(BooleanSupplier isSo, Supplier<?> instead) {
        long begin = System.nanoTime();
        long patience = Patience.forWhatMustHappen().toNanos();
        while (!isSo.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                fail("interrupted: " + instead.get());
            }
            if (System.nanoTime() - begin > patience) {
                fail("it does not come: " + instead.get());
            }
            Thread.onSpinWait();
        }
    }
}
