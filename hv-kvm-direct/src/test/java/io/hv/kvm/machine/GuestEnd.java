package io.hv.kvm.machine;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * How the guest of a test ends, and with what printed: well if it switches itself off, badly in every other way.
 *
 * @param printed tells what it has printed
 * @param end is completed
 */
record GuestEnd(Supplier<String> printed, CompletableFuture<String> end) implements MachineObserver {

    @Override
    public void poweredOff() {
        end.complete(printed.get());
    }

    @Override
    public void crashed(MachineCrash crash) {
        end.completeExceptionally(new AssertionError(crash + " after " + printed.get()));
    }

    @Override
    public void guestFault(String name, String rule) {
        end.completeExceptionally(new AssertionError(name + ": " + rule));
    }
}
