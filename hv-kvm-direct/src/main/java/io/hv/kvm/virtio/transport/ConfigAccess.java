package io.hv.kvm.virtio.transport;

import io.hv.kvm.pci.PciBar;
import io.hv.kvm.pci.PciCapability;

/**
 * A window through which configuration space reaches the BAR, for who cannot map it (VIRTIO_PCI_CAP_PCI_CFG; virtio 1.2,
 * 4.1.4.9). The driver writes BAR, offset and length, and reads or writes the data after them.
 */
final class ConfigAccess implements PciCapability {

    static final int SIZE = PciLayout.CAPABILITY + Integer.BYTES;

    private static final int LENGTH_OF_THIS = 2;
    private static final int TYPE = 3;
    private static final int BAR = 4;
    private static final int OFFSET = 8;
    private static final int LENGTH = 12;
    private static final int DATA = 16;

    private final PciBar target;
    private int bar;
    private int offset;
    private int length;

    ConfigAccess(PciBar target) {
        this.target = target;
    }

    ConfigAccessState save() {
        return new ConfigAccessState(bar, offset, length);
    }

    void restore(ConfigAccessState state) {
        bar = state.bar();
        offset = state.offset();
        length = state.length();
    }

    @Override
    public int read(int at, int size) {
        if (at == DATA) {
            return reaches(size) ? (int) target.read(offset, size) : 0;
        }
        int value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << Byte.SIZE) | octet(at + i);
        }
        return value;
    }

    private int octet(int at) {
        return switch (at) {
            case LENGTH_OF_THIS -> SIZE;
            case TYPE -> PciLayout.TYPE_PCI_CFG;
            case BAR -> bar;
            default -> {
                int field = at & ~3;
                int shift = Byte.SIZE * (at & 3);
                yield field == OFFSET ? (offset >>> shift) & 0xff : field == LENGTH ? (length >>> shift) & 0xff : 0;
            }
        };
    }

    @Override
    public void write(int at, int size, int value) {
        if (at == DATA) {
            if (reaches(size)) {
                target.write(offset, size, Integer.toUnsignedLong(value));
            }
        } else {
            for (int i = 0; i < size; i++) {
                put(at + i, (value >>> (Byte.SIZE * i)) & 0xff);
            }
        }
    }

    private void put(int at, int octet) {
        int field = at & ~3;
        int shift = Byte.SIZE * (at & 3);
        int mask = ~(0xff << shift);
        if (at == BAR) {
            bar = octet;
        } else if (field == OFFSET) {
            offset = (offset & mask) | (octet << shift);
        } else if (field == LENGTH) {
            length = (length & mask) | (octet << shift);
        }
    }

    /** The driver must have asked for this width, aligned, within the BAR (4.1.4.9.2); else nothing is reached. */
    private boolean reaches(int size) {
        return bar == PciLayout.BAR
                && size == length
                && offset >= 0
                && offset % size == 0
                && offset < PciLayout.MSIX_TABLE;
    }
}
