package io.hv.bench;

import io.hv.kvm.bus.ByteSink;
import io.hv.kvm.machine.MachineCrash;
import io.hv.kvm.machine.MachineObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** When a guest writes a byte to its serial port for the first time, by the thread of its vCPU. */
final class FirstByte implements ByteSink, MachineObserver {

    private final CompletableFuture<Long> time = new CompletableFuture<>();

    /**
     * Waits for it.
     *
     * @throws java.util.concurrent.CompletionException if the guest ended before, or there was none for a minute
     */
    long await() {
        return time.orTimeout(1, TimeUnit.MINUTES).join();
    }

    @Override
    public void accept(int value) {
        boolean unused = !time.isDone() && time.complete(System.nanoTime());
    }

    @Override
    public void poweredOff() {
        fail("power off");
    }

    @Override
    public void crashed(MachineCrash crash) {
        fail(crash.message());
    }

    @Override
    public void guestFault(String device, String rule) {
        fail(device + ": " + rule);
    }

    private void fail(String why) {
        boolean unused = time.completeExceptionally(new IllegalStateException("the guest stopped: " + why));
    }
}
