package io.hv.kvm.virtio.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where the parts of a virtio device lie in its one BAR, and the capabilities that say so (virtio 1.2, 4.1.4).
 *
 * <pre>
 * 0000 common configuration   1000 interrupt status   2000 device's configuration
 * 3000 notifications, 4 bytes for each queue          4000 MSI-X table   4800 pending bits
 * </pre>
 */
final class PciLayout {

    static final int BAR = 0;
    static final int SIZE = 0x8000;

    static final int COMMON = 0x0000;
    static final int COMMON_SIZE = 0x40;
    static final int ISR = 0x1000;
    static final int DEVICE = 0x2000;
    static final int DEVICE_SIZE = 0x1000;
    static final int NOTIFY = 0x3000;
    static final int NOTIFY_SIZE = 0x1000;
    static final int NOTIFY_END = NOTIFY + NOTIFY_SIZE;
    static final int NOTIFY_MULTIPLIER = 4;
    static final int MSIX_TABLE = 0x4000;
    static final int MSIX_PENDING = 0x4800;

    /** As many vectors as fit before the pending bits. */
    static final int MOST_VECTORS = 128;

    /** PCI's id of vendor-specific capabilities. */
    static final int VENDOR_SPECIFIC = 9;

    private static final int TYPE_COMMON = 1;
    private static final int TYPE_NOTIFY = 2;
    private static final int TYPE_ISR = 3;
    private static final int TYPE_DEVICE = 4;
    static final int TYPE_PCI_CFG = 5;

    /** Bytes of struct virtio_pci_cap. */
    static final int CAPABILITY = 16;

    /** Id and next pointer, which PCI adds. */
    private static final int HEAD = 2;

    private PciLayout() {}

    static byte[] common() {
        return capability(TYPE_COMMON, COMMON, COMMON_SIZE, CAPABILITY);
    }

    static byte[] notifications() {
        byte[] body = capability(TYPE_NOTIFY, NOTIFY, NOTIFY_SIZE, CAPABILITY + Integer.BYTES);
        over(body).putInt(CAPABILITY - HEAD, NOTIFY_MULTIPLIER);
        return body;
    }

    static byte[] interruptStatus() {
        return capability(TYPE_ISR, ISR, 1, CAPABILITY);
    }

    static byte[] device() {
        return capability(TYPE_DEVICE, DEVICE, DEVICE_SIZE, CAPABILITY);
    }

    /** Length 2, type 3, BAR 4, id 5, padding 6, offset 8, length 12, counted from the capability's start. */
    private static byte[] capability(int type, int offset, int length, int size) {
        byte[] body = new byte[size - HEAD];
        ByteBuffer fields = over(body);
        fields.put(0, (byte) size).put(1, (byte) type).put(2, (byte) BAR);
        fields.putInt(8 - HEAD, offset).putInt(12 - HEAD, length);
        return body;
    }

    private static ByteBuffer over(byte[] body) {
        return ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    }
}
