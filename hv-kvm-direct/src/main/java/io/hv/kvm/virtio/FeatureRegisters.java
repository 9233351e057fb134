package io.hv.kvm.virtio;

import io.hv.kvm.device.VirtioDevice;

/** What a device offers and what its driver has accepted, half by half (virtio 1.2, 2.2). Safe for any thread. */
public final class FeatureRegisters {

    private static final int HALF = 32;
    private static final long HALF_MASK = 0xffff_ffffL;

    private final long offered;
    private long accepted;
    private int deviceSelect;
    private int driverSelect;

    /**
     * None of them accepted.
     *
     * @throws IllegalArgumentException if the device offers what is not its own
     */
    FeatureRegisters(VirtioDevice device) {
        if ((device.features() & ~Features.OF_DEVICE) != 0) {
            throw new IllegalArgumentException(device.name() + " offers feature bits that are not a device's own");
        }
        this.offered = device.features() | Features.COMMON;
    }

    long offered() {
        return offered;
    }

    synchronized long accepted() {
        return accepted;
    }

    /** Which half of the offered bits {@link #offeredHalf()} shows. */
    public synchronized int deviceSelect() {
        return deviceSelect;
    }

    /** Selects it. */
    public synchronized void deviceSelect(int half) {
        deviceSelect = half;
    }

    /** Which half of the accepted bits {@link #acceptedHalf()} shows, and the driver writes. */
    public synchronized int driverSelect() {
        return driverSelect;
    }

    /** Selects it. */
    public synchronized void driverSelect(int half) {
        driverSelect = half;
    }

    /** The selected half of what is offered. */
    public synchronized int offeredHalf() {
        return half(offered, deviceSelect);
    }

    /** The selected half of what is accepted. */
    public synchronized int acceptedHalf() {
        return half(accepted, driverSelect);
    }

    /** The driver accepts the selected half. */
    synchronized void accept(int bits) {
        if (isHalf(driverSelect)) {
            int shift = HALF * driverSelect;
            accepted = (accepted & ~(HALF_MASK << shift)) | ((bits & HALF_MASK) << shift);
        } else if (bits != 0) {
            // There are no such bits to be accepted; FEATURES_OK will be refused.
            accepted |= ~offered;
        }
    }

    private static int half(long bits, int select) {
        return isHalf(select) ? (int) (bits >>> (HALF * select)) : 0;
    }

    private static boolean isHalf(int select) {
        return select == 0 || select == 1;
    }

    /** Whether both sides can go on with what is accepted. */
    synchronized boolean agreed() {
        return (accepted & ~offered) == 0 && (accepted & Features.VERSION_1) != 0;
    }

    synchronized boolean packed() {
        return Features.packed(accepted);
    }

    void reset() {
        restore(0, 0, 0);
    }

    synchronized void restore(long newAccepted, int newDeviceSelect, int newDriverSelect) {
        accepted = newAccepted;
        deviceSelect = newDeviceSelect;
        driverSelect = newDriverSelect;
    }
}
