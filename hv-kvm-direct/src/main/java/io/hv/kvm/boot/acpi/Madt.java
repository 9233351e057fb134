package io.hv.kvm.boot.acpi;

import io.hv.kvm.memory.MemoryMap;
import java.nio.ByteBuffer;

/**
 * The multiple APIC description table (ACPI 6.5, 5.2.12). vCPU n has APIC id n and processor UID n; the first comes first,
 * as it boots.
 *
 * <p>KVM gives ISA interrupts the IO-APIC's pins of their own numbers, the timer's 0 too, which is what a guest assumes
 * where nothing overrides it. Only the SCI differs from ISA, being a level.
 */
final class Madt {

    private static final int REVISION = 6;

    private static final int LOCAL_APIC = 0;
    private static final int LOCAL_APIC_SIZE = 8;
    private static final int IO_APIC = 1;
    private static final int IO_APIC_SIZE = 12;
    private static final int OVERRIDE = 2;
    private static final int OVERRIDE_SIZE = 10;
    private static final int LOCAL_X2APIC = 9;
    private static final int LOCAL_X2APIC_SIZE = 16;

    /** The first id that the eight bits of a local APIC's entry do not hold; 255 means all. */
    private static final int FIRST_X2APIC = 255;

    private static final int ENABLED = 1;
    private static final int HAS_8259 = 1;
    private static final int ACTIVE_HIGH = 1;
    private static final int LEVEL = 3 << 2;

    private Madt() {}

    static byte[] of(int vcpus) {
        int small = Math.min(vcpus, FIRST_X2APIC);
        byte[] bytes = new byte
                [2 * Integer.BYTES
                        + small * LOCAL_APIC_SIZE
                        + (vcpus - small) * LOCAL_X2APIC_SIZE
                        + IO_APIC_SIZE
                        + OVERRIDE_SIZE];
        ByteBuffer body = Table.over(bytes);
        body.putInt((int) MemoryMap.LOCAL_APIC.address()).putInt(HAS_8259);
        for (int id = 0; id < small; id++) {
            entry(body, LOCAL_APIC, LOCAL_APIC_SIZE)
                    .put((byte) id)
                    .put((byte) id)
                    .putInt(ENABLED);
        }
        for (int id = small; id < vcpus; id++) {
            entry(body, LOCAL_X2APIC, LOCAL_X2APIC_SIZE).putShort((short) 0);
            body.putInt(id).putInt(ENABLED).putInt(id);
        }
        entry(body, IO_APIC, IO_APIC_SIZE).put((byte) 0).put((byte) 0);
        body.putInt((int) MemoryMap.IO_APIC.address()).putInt(0);
        entry(body, OVERRIDE, OVERRIDE_SIZE).put((byte) 0).put((byte) Hardware.SCI);
        body.putInt(Hardware.SCI).putShort((short) (ACTIVE_HIGH | LEVEL));
        return Table.of("APIC", REVISION, bytes);
    }

    private static ByteBuffer entry(ByteBuffer body, int type, int size) {
        return body.put((byte) type).put((byte) size);
    }
}
