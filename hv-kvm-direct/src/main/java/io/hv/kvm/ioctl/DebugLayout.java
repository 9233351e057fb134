package io.hv.kvm.ioctl;

import java.nio.ByteBuffer;

/**
 * What debugging asks the kernel with.
 *
 * <pre>
 * kvm_guest_debug    0 control            8 arch.debugreg, 8 of 8 bytes
 * kvm_translation    0 linear_address     8 physical_address     16 valid
 * </pre>
 */
final class DebugLayout {

    static final int SIZE = 72;
    static final int CONTROL = 0;
    static final int REGISTERS = 8;

    static final int TRANSLATION_SIZE = 24;
    static final int TRANSLATION_LINEAR = 0;
    static final int TRANSLATION_PHYSICAL = 8;
    static final int TRANSLATION_VALID = 16;

    private static final int DR7 = REGISTERS + 7 * Long.BYTES;

    private DebugLayout() {}

    static void write(GuestDebug debug, ByteBuffer to) {
        to.putInt(CONTROL, debug.control());
        for (int i = 0; i < debug.addresses().size(); i++) {
            to.putLong(REGISTERS + i * Long.BYTES, debug.addresses().get(i));
        }
        to.putLong(DR7, debug.dr7());
    }
}
