package io.hv.kvm.boot.acpi;

import java.nio.ByteBuffer;

/**
 * The table of memory-mapped PCI configuration spaces (PCI Firmware 3.3, 4.1.2). Linux heeds it only where the DSDT reserves
 * the same memory.
 */
final class Mcfg {

    private static final int REVISION = 1;
    private static final int RESERVED = 8;
    private static final int ALLOCATION = 16;

    private Mcfg() {}

    static byte[] of(AcpiMachine.Ecam ecam) {
        byte[] bytes = new byte[RESERVED + ALLOCATION];
        ByteBuffer body = Table.over(bytes);
        body.putLong(0).putLong(ecam.address()).putShort((short) 0);
        body.put((byte) 0).put((byte) (ecam.buses() - 1));
        return Table.of("MCFG", REVISION, bytes);
    }
}
