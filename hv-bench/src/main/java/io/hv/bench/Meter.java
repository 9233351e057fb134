package io.hv.bench;

import io.hv.kvm.bus.MmioDevice;
import io.hv.kvm.bus.PioDevice;
import java.util.function.LongSupplier;

/**
 * The device that guests access: it takes a reading, for example the time, at every so many accesses, on the vCPU's thread
 * and without stopping it. In between it only counts. Armed while the vCPU is paused.
 */
final class Meter implements PioDevice, MmioDevice {

    private long[] readings = new long[0];
    private LongSupplier source = System::nanoTime;
    private Runnable full = () -> {};
    private long step;
    private int taken;
    private long left;

    /**
     * Begins anew.
     *
     * @param lead accesses before the first reading
     * @param every accesses between two readings
     * @param into where readings go; allocated by the caller, so that none is allocated while the guest runs
     * @param reading what is read
     * @param end runs after the last reading
     */
    synchronized void arm(long lead, long every, long[] into, LongSupplier reading, Runnable end) {
        left = lead + 1;
        step = every;
        taken = 0;
        readings = into;
        source = reading;
        full = end;
    }

    private void accessed() {
        if (--left == 0) {
            left = step;
            read();
        }
    }

    private void read() {
        if (taken < readings.length) {
            readings[taken++] = source.getAsLong();
            if (taken == readings.length) {
                full.run();
            }
        }
    }

    @Override
    public String name() {
        return "meter";
    }

    @Override
    public int readPort(int offset, int size) {
        accessed();
        return 0;
    }

    @Override
    public void writePort(int offset, int size, int value) {
        accessed();
    }

    @Override
    public long readMmio(long offset, int size) {
        accessed();
        return 0;
    }

    @Override
    public void writeMmio(long offset, int size, long value) {
        accessed();
    }
}
