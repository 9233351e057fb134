package io.hv.kvm.pci;

import io.hv.kvm.bus.MmioDevice;
import java.util.OptionalLong;

/**
 * A base address register of a function (PCI Local Bus 3.0, 6.2.5.1), and the range of addresses it stands for: the bus
 * knows each BAR as a device of its own, so that it can be taken back alone.
 */
final class Bar implements MmioDevice {

    /** No address: a BAR's lowest bits are never set. */
    static final long NOWHERE = -1;

    private static final int TYPE_BITS = 0xf;

    private final PciFunction function;
    private final BarShape shape;

    /** Where the guest wants it while it decodes. */
    private long wanted = NOWHERE;

    private boolean reachable;

    /** Whether it was restored as unreachable: another has its place by right, and may be restored only later. */
    private boolean yields;

    Bar(PciFunction function, BarShape shape) {
        this.function = function;
        this.shape = shape;
    }

    @Override
    public String name() {
        return function.name() + "-bar" + shape.index();
    }

    BarShape shape() {
        return shape;
    }

    PciFunction function() {
        return function;
    }

    /** Whether the guest wants it somewhere where it cannot be. */
    boolean unreachable() {
        return wanted != NOWHERE && !reachable;
    }

    /** Where the registers put it. */
    long address(ConfigSpace config) {
        long low = Integer.toUnsignedLong(config.read(shape.register(), Integer.BYTES) & ~TYPE_BITS);
        long high = shape.wide() ? config.read(shape.register() + Integer.BYTES, Integer.BYTES) : 0;
        return high << Integer.SIZE | low;
    }

    /**
     * Goes to an address, or nowhere.
     *
     * @param mayClaim false where it is known to be taken
     * @return whether addresses have become free
     */
    boolean follow(long address, BarClaims claims, boolean mayClaim) {
        if (address == wanted) {
            return false;
        }
        boolean was = reachable;
        if (was) {
            claims.release(this);
        }
        wanted = address;
        yields = !mayClaim;
        reachable = address != NOWHERE && mayClaim && claims.claim(this, address, true);
        if (was || reachable) {
            tell();
        }
        return was;
    }

    /**
     * Something has become free: it may be what this one waits for.
     *
     * @param restoring not a guest has made it free, but a restored state, of which more may follow
     */
    void retry(BarClaims claims, boolean restoring) {
        if (unreachable() && !(yields && restoring) && claims.claim(this, wanted, false)) {
            reachable = true;
            tell();
        }
    }

    private void tell() {
        try {
            shape.target().moved(reachable ? OptionalLong.of(wanted) : OptionalLong.empty());
        } catch (RuntimeException e) {
            function.report(e);
        }
    }

    @Override
    public long readMmio(long offset, int size) {
        return function.readBar(shape, offset, size);
    }

    @Override
    public void writeMmio(long offset, int size, long value) {
        function.writeBar(shape, offset, size, value);
    }
}
