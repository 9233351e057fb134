package io.hv.kvm.boot.smbios;

import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.GuestLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Places the tables where a guest looks for them by itself (DSP0134 3.6, 5.2.2: the 64-bit entry point). */
public final class SmbiosTables {

    private static final int ENTRY_SIZE = 24;
    private static final int ALIGNMENT = 16;
    private static final int CHECKSUM = 5;
    private static final int MAJOR = 3;
    private static final int MINOR = 1;

    private SmbiosTables() {}

    /**
     * Places the tables. Does nothing where RAM ends below the BIOS area, as no guest so small asks for them.
     *
     * @throws BootException if the BIOS area is taken
     */
    public static void place(GuestLayout layout, MachineIdentity machine) {
        if (!layout.hasFirmwareArea()) {
            return;
        }
        byte[] table = Structures.of(machine, layout.memory().regions());
        long entry = layout.claimAnchor("SMBIOS entry point", ENTRY_SIZE, ALIGNMENT);
        long address = layout.claimAnchor("SMBIOS structures", table.length, ALIGNMENT);
        layout.memory().write(address, table);
        layout.memory().write(entry, entryPoint(address, table.length));
    }

    private static byte[] entryPoint(long address, int size) {
        byte[] bytes = new byte[ENTRY_SIZE];
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("_SM3_".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .put((byte) ENTRY_SIZE)
                .put((byte) MAJOR)
                .put((byte) MINOR)
                .put((byte) 0)
                // The revision of the entry point itself.
                .put((byte) 1)
                .put((byte) 0)
                .putInt(size)
                .putLong(address);
        byte sum = 0;
        for (byte each : bytes) {
            sum += each;
        }
        bytes[CHECKSUM] = (byte) -sum;
        return bytes;
    }
}
