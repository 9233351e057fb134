package io.hv.kvm.bus;

/**
 * Takes a vCPU's access to ports and to addresses that are not RAM to the device that claimed them, under that device's
 * monitor. What nobody claimed reads as all ones and swallows writes. An access that is only partly inside a claim is
 * done byte by byte, as on a bus that narrow. A device that throws is reported, never heard of by the vCPU.
 *
 * <p>Safe for any thread; an access allocates nothing. A claim is seen by accesses that begin after it.
 */
public final class IoBus {

    private static final long ALL_ONES = -1;
    private static final int PORTS = 0x10000;

    private final GuestFaults faults;
    private volatile Claims<PioDevice> ports = Claims.none();
    private volatile Claims<MmioDevice> addresses = Claims.none();

    /** A bus without devices. */
    public IoBus(GuestFaults faults) {
        this.faults = faults;
    }

    /**
     * Gives a device a range of ports.
     *
     * @throws IllegalArgumentException if there are no such ports, or another device has one of them
     */
    public synchronized void claimPorts(PioDevice device, int first, int count) {
        if (first < 0 || count <= 0 || count > PORTS - first) {
            throw new IllegalArgumentException(device.name() + " claims " + count + " ports at " + first);
        }
        ports = ports.with(first, first + (long) count, device);
    }

    /**
     * Gives a device a range of guest physical addresses.
     *
     * @throws IllegalArgumentException if the range is empty or wraps, or another device has a part of it
     */
    public synchronized void claimMmio(MmioDevice device, long address, long size) {
        if (address < 0 || size <= 0 || address + size < 0) {
            throw new IllegalArgumentException(
                    device.name() + " claims " + size + " bytes at 0x" + Long.toHexString(address));
        }
        addresses = addresses.with(address, address + size, device);
    }

    /** Takes everything back that a device has claimed. An access under way may still reach it. */
    public synchronized void release(Device device) {
        ports = ports.without(device);
        addresses = addresses.without(device);
    }

    /**
     * The guest reads a port.
     *
     * @param size 1, 2 or 4
     * @return the value, zero-extended
     */
    public int readPort(int port, int size) {
        Claim<PioDevice> claim = ports.find(port);
        if (size == 1 || (claim != null && claim.holds(port, size))) {
            return claim == null ? mask(ALL_ONES, size) : read(claim, port, size);
        }
        int value = 0;
        for (int i = 0; i < size; i++) {
            value |= readPort((port + i) & (PORTS - 1), 1) << (i * Byte.SIZE);
        }
        return value;
    }

    /** The guest writes a port; {@code value} is zero-extended. */
    public void writePort(int port, int size, int value) {
        Claim<PioDevice> claim = ports.find(port);
        if (size == 1 || (claim != null && claim.holds(port, size))) {
            if (claim != null) {
                write(claim, port, size, value);
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            writePort((port + i) & (PORTS - 1), 1, (value >>> (i * Byte.SIZE)) & 0xff);
        }
    }

    /**
     * The guest loads.
     *
     * @param size 1 to 8
     * @return the value, zero-extended
     */
    public long readMmio(long address, int size) {
        Claim<MmioDevice> claim = addresses.find(address);
        if (size == 1 || (claim != null && claim.holds(address, size))) {
            return claim == null ? maskLong(ALL_ONES, size) : read(claim, address, size);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= readMmio(address + i, 1) << (i * Byte.SIZE);
        }
        return value;
    }

    /** The guest stores; {@code value} is zero-extended. */
    public void writeMmio(long address, int size, long value) {
        Claim<MmioDevice> claim = addresses.find(address);
        if (size == 1 || (claim != null && claim.holds(address, size))) {
            if (claim != null) {
                write(claim, address, size, value);
            }
            return;
        }
        for (int i = 0; i < size; i++) {
            writeMmio(address + i, 1, (value >>> (i * Byte.SIZE)) & 0xff);
        }
    }

    private int read(Claim<PioDevice> claim, int port, int size) {
        PioDevice device = claim.device();
        try {
            synchronized (device) {
                return mask(device.readPort((int) (port - claim.start()), size), size);
            }
        } catch (RuntimeException | StackOverflowError e) {
            faults.report(device, e);
            return mask(ALL_ONES, size);
        }
    }

    private void write(Claim<PioDevice> claim, int port, int size, int value) {
        PioDevice device = claim.device();
        try {
            synchronized (device) {
                device.writePort((int) (port - claim.start()), size, value);
            }
        } catch (RuntimeException | StackOverflowError e) {
            faults.report(device, e);
        }
    }

    private long read(Claim<MmioDevice> claim, long address, int size) {
        MmioDevice device = claim.device();
        try {
            synchronized (device) {
                return maskLong(device.readMmio(address - claim.start(), size), size);
            }
        } catch (RuntimeException | StackOverflowError e) {
            faults.report(device, e);
            return maskLong(ALL_ONES, size);
        }
    }

    private void write(Claim<MmioDevice> claim, long address, int size, long value) {
        MmioDevice device = claim.device();
        try {
            synchronized (device) {
                device.writeMmio(address - claim.start(), size, value);
            }
        } catch (RuntimeException | StackOverflowError e) {
            faults.report(device, e);
        }
    }

    private static int mask(long value, int size) {
        return (int) maskLong(value, size);
    }

    private static long maskLong(long value, int size) {
        return size >= Long.BYTES ? value : value & ((1L << (size * Byte.SIZE)) - 1);
    }
}
