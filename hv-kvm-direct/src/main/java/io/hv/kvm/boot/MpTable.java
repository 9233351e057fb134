package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The tables by which a guest without ACPI finds its processors and its I/O APIC (Intel MultiProcessor Specification 1.4,
 * chapter 4). Interrupt lines 0 to 15 of the ISA bus go to the pins of the same numbers, as KVM routes them by itself;
 * line 2 is the cascade of the 8259A and goes nowhere.
 */
public final class MpTable {

    /** The most vCPUs it can list: APIC ids have eight bits, one is the I/O APIC's and one means all. */
    public static final int MAX_VCPUS = 254;

    private static final long ADDRESS = E820.BIOS_START;
    private static final int POINTER_SIZE = 16;
    private static final int HEADER_SIZE = 44;
    private static final int PROCESSOR_SIZE = 20;
    private static final int ENTRY_SIZE = 8;
    private static final int ISA_LINES = 16;
    private static final int CASCADE = 2;
    private static final int LOCAL_APIC = 0xfee00000;
    private static final int IO_APIC = 0xfec00000;
    private static final byte REVISION_1_4 = 4;

    private static final byte PROCESSOR = 0;
    private static final byte BUS = 1;
    private static final byte IO_APIC_ENTRY = 2;
    private static final byte IO_INTERRUPT = 3;
    private static final byte LOCAL_INTERRUPT = 4;

    private static final byte VECTORED = 0;
    private static final byte NMI = 1;
    private static final byte EXTERNAL = 3;
    private static final byte ALL = (byte) 0xff;

    private static final byte LOCAL_APIC_VERSION = 0x14;
    private static final byte IO_APIC_VERSION = 0x11;
    private static final byte ENABLED = 1;
    private static final byte BOOT_PROCESSOR = 2;
    /** Family 6; on-chip FPU and local APIC. */
    private static final int SIGNATURE = 0x600;

    private static final int FEATURES = 0x201;

    private MpTable() {}

    /**
     * Writes the tables; vCPU n has APIC id n, the I/O APIC the id after the last.
     *
     * @param vcpus 1 to {@link #MAX_VCPUS}
     * @throws BootException if there are more, or the place is taken
     */
    public static void place(GuestLayout layout, int vcpus) {
        if (vcpus < 1 || vcpus > MAX_VCPUS) {
            throw new BootException(
                    "MP table",
                    "it cannot list " + vcpus + " vCPUs, only 1 to " + MAX_VCPUS,
                    "give the domain fewer vCPUs, or a firmware with ACPI");
        }
        int entries = vcpus + 2 + (ISA_LINES - 1) + 2;
        int length = HEADER_SIZE + vcpus * PROCESSOR_SIZE + (entries - vcpus) * ENTRY_SIZE;
        layout.claim("MP table", ADDRESS, (long) POINTER_SIZE + length);
        ByteBuffer table = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        header(table, entries);
        for (int i = 0; i < vcpus; i++) {
            processor(table, i);
        }
        byte ioApicId = (byte) vcpus;
        table.put(BUS).put((byte) 0).put(ascii("ISA", 6));
        table.put(IO_APIC_ENTRY).put(ioApicId).put(IO_APIC_VERSION).put(ENABLED).putInt(IO_APIC);
        for (int line = 0; line < ISA_LINES; line++) {
            if (line != CASCADE) {
                interrupt(table, IO_INTERRUPT, VECTORED, line, ioApicId, line);
            }
        }
        interrupt(table, LOCAL_INTERRUPT, EXTERNAL, 0, ALL, 0);
        interrupt(table, LOCAL_INTERRUPT, NMI, 0, ALL, 1);
        table.put(7, checksum(table.array()));

        GuestMemory memory = layout.memory();
        memory.write(ADDRESS, pointer());
        memory.write(ADDRESS + POINTER_SIZE, table.array());
    }

    private static byte[] pointer() {
        ByteBuffer pointer = ByteBuffer.allocate(POINTER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        pointer.put(ascii("_MP_", 4)).putInt((int) ADDRESS + POINTER_SIZE);
        pointer.put((byte) (POINTER_SIZE / 16)).put(REVISION_1_4);
        return pointer.put(10, checksum(pointer.array())).array();
    }

    private static void header(ByteBuffer table, int entries) {
        table.put(ascii("PCMP", 4)).putShort((short) table.capacity()).put(REVISION_1_4);
        table.put((byte) 0).put(ascii("HV", 8)).put(ascii("HV", 12));
        table.putInt(0)
                .putShort((short) 0)
                .putShort((short) entries)
                .putInt(LOCAL_APIC)
                .putInt(0);
    }

    private static void processor(ByteBuffer table, int id) {
        byte flags = id == 0 ? ENABLED | BOOT_PROCESSOR : ENABLED;
        table.put(PROCESSOR).put((byte) id).put(LOCAL_APIC_VERSION).put(flags);
        table.putInt(SIGNATURE).putInt(FEATURES).putLong(0);
    }

    /** Polarity and trigger are as the bus has them. */
    private static void interrupt(ByteBuffer table, byte entry, byte type, int line, byte apic, int pin) {
        table.put(entry).put(type).putShort((short) 0).put((byte) 0).put((byte) line);
        table.put(apic).put((byte) pin);
    }

    /** What makes all bytes sum to 0. */
    private static byte checksum(byte[] bytes) {
        byte sum = 0;
        for (byte b : bytes) {
            sum += b;
        }
        return (byte) -sum;
    }

    /** Padded by spaces. */
    private static byte[] ascii(String text, int length) {
        return (text + " ".repeat(length - text.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
