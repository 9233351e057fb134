package io.hv.kvm.ioctl;

import io.hv.nativeaccess.NativeMemory;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * struct kvm_irq_routing: a count, flags, entries of 48 bytes.
 *
 * <pre>
 *   0  nr                  an entry:  0 gsi   4 type   8 flags
 *   8  entries             a pin:    16 irqchip        20 pin
 *                          an MSI:   16 address_lo     20 address_hi   24 data
 * </pre>
 */
final class RoutingLayout {

    static final int ENTRIES = 8;
    static final int ENTRY_SIZE = 48;
    static final int TYPE = 4;
    static final int CHIP = 16;
    static final int PIN = 20;
    static final int ADDRESS_LOW = 16;
    static final int ADDRESS_HIGH = 20;
    static final int DATA = 24;
    static final int TYPE_IRQCHIP = 1;
    static final int TYPE_MSI = 2;

    private RoutingLayout() {}

    static NativeMemory write(List<GsiRoute> routes) {
        NativeMemory memory = NativeMemory.allocate(ENTRIES + routes.size() * ENTRY_SIZE);
        ByteBuffer to = memory.buffer().putInt(0, routes.size());
        int at = ENTRIES;
        for (GsiRoute route : routes) {
            to.putInt(at, route.gsi());
            if (route instanceof GsiRoute.Pin pin) {
                to.putInt(at + TYPE, TYPE_IRQCHIP)
                        .putInt(at + CHIP, pin.chip().number())
                        .putInt(at + PIN, pin.pin());
            } else if (route instanceof GsiRoute.Msi msi) {
                to.putInt(at + TYPE, TYPE_MSI)
                        .putInt(at + ADDRESS_LOW, (int) msi.address())
                        .putInt(at + ADDRESS_HIGH, (int) (msi.address() >>> Integer.SIZE))
                        .putInt(at + DATA, msi.data());
            }
            at += ENTRY_SIZE;
        }
        return memory;
    }
}
