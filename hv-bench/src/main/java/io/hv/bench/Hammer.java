package io.hv.bench;

import io.hv.kvm.bus.IoBus;
import io.hv.kvm.ioctl.KvmVcpu;
import io.hv.kvm.vcpu.VcpuThread;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** hv's side: a vCPU on hv's own thread, run loop and bus, that does nothing but access a {@link Meter}. */
abstract class Hammer implements Side {

    private static final long PATIENCE_SECONDS = 300;

    private final Meter meter = new Meter();
    private final IoBus bus = new IoBus((device, fault) -> fail(String.valueOf(fault)));
    private volatile CompletableFuture<Boolean> done = new CompletableFuture<>();

    Hammer(Access access) {
        access.claim(bus, meter);
    }

    /** The thread that runs the vCPU, paused. */
    final VcpuThread thread(KvmVcpu kernel) {
        return new VcpuThread("bench/vcpu0", kernel, bus, (who, stop) -> fail(stop.reason()));
    }

    abstract VcpuThread vcpu();

    /** The vCPU is about to run. */
    abstract void begin();

    /** On the vCPU's thread: the last reading has been taken. */
    abstract void enough();

    private void fail(String why) {
        done.completeExceptionally(new IllegalStateException("the guest stopped: " + why));
    }

    /**
     * Lets the guest run and takes readings on the vCPU's thread.
     *
     * @param lead accesses before the first reading
     * @param step accesses between two readings
     * @param count how many readings
     */
    final long[] read(long lead, long step, int count, LongSupplier reading) {
        long[] readings = new long[count];
        CompletableFuture<Boolean> full = new CompletableFuture<>();
        done = full;
        meter.arm(lead, step, readings, reading, () -> {
            enough();
            full.complete(true);
        });
        begin();
        vcpu().resume();
        boolean unused = full.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        vcpu().pause();
        return readings;
    }

    @Override
    public final long[] run(long lead, long step, int count) {
        return differences(read(lead, step, count + 1, System::nanoTime));
    }

    static long[] differences(long[] readings) {
        long[] differences = new long[readings.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = readings[i + 1] - readings[i];
        }
        return differences;
    }
}
