package io.hv.kvm.boot.acpi;

import io.hv.kvm.boot.BootException;
import io.hv.kvm.boot.GuestLayout;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** Places the tables in the BIOS area, where a guest looks for them by itself (ACPI 6.5, 5.2). */
public final class AcpiTables {

    /** The most vCPUs that the tables have room for. */
    public static final int MAX_VCPUS = 2048;

    /** Where the generation id of the virtual machine is: the first bytes of the BIOS area, for every machine. */
    public static final long GENERATION_ID = 0xe0000;

    /** How many bytes it has. */
    public static final int GENERATION_ID_SIZE = 16;

    private static final int TABLE_ALIGNMENT = 16;
    private static final int XSDT_REVISION = 1;

    private static final int RSDP_SIZE = 36;
    private static final int RSDP_SIZE_OF_ACPI_1 = 20;
    private static final byte RSDP_REVISION = 2;

    private static final int FACS_SIZE = 64;
    private static final byte FACS_VERSION = 2;

    /** The last machine's: tests and clones create many of one kind. */
    private static volatile Built last = new Built(AcpiMachine.of(1));

    private AcpiTables() {}

    /** The tables that hold no address of another and take long to build. */
    private static final class Built {

        private final AcpiMachine machine;
        private final byte[] dsdt;
        private final byte[] madt;

        Built(AcpiMachine machine) {
            this.machine = machine;
            this.dsdt = Dsdt.of(machine);
            this.madt = Madt.of(machine.vcpus());
        }
    }

    private static Built built(AcpiMachine machine) {
        Built present = last;
        if (!present.machine.equals(machine)) {
            present = new Built(machine);
            last = present;
        }
        return present;
    }

    /**
     * Places the tables, and lets the layout know, so that a loader can tell its guest.
     *
     * @param machine with 1 to {@link #MAX_VCPUS} vCPUs
     * @return the address of the RSDP; nothing where RAM ends below the BIOS area, as no guest so small asks for ACPI
     * @throws BootException if there are too many vCPUs, or the BIOS area is taken
     */
    public static OptionalLong place(GuestLayout layout, AcpiMachine machine) {
        int vcpus = machine.vcpus();
        if (vcpus < 1 || vcpus > MAX_VCPUS) {
            throw new BootException(
                    "ACPI tables",
                    "they cannot list " + vcpus + " vCPUs, only 1 to " + MAX_VCPUS,
                    "give the domain fewer vCPUs");
        }
        if (!layout.hasFirmwareArea()) {
            return OptionalLong.empty();
        }
        layout.claim("generation id", GENERATION_ID, GENERATION_ID_SIZE);
        long rsdp = layout.claimFirmware("ACPI RSDP", RSDP_SIZE, TABLE_ALIGNMENT);
        long facs = put(layout, "FACS", facs(), FACS_SIZE);
        Built built = built(machine);
        long dsdt = put(layout, "DSDT", built.dsdt, TABLE_ALIGNMENT);
        long fadt = put(layout, "FADT", Fadt.of((int) facs, (int) dsdt), TABLE_ALIGNMENT);
        long madt = put(layout, "MADT", built.madt, TABLE_ALIGNMENT);
        long[] tables = machine.ecam()
                .map(ecam -> new long[] {fadt, madt, put(layout, "MCFG", Mcfg.of(ecam), TABLE_ALIGNMENT)})
                .orElseGet(() -> new long[] {fadt, madt});
        long xsdt = put(layout, "XSDT", xsdt(tables), TABLE_ALIGNMENT);
        layout.memory().write(rsdp, rsdp(xsdt));
        layout.announceRsdp(rsdp);
        return OptionalLong.of(rsdp);
    }

    private static long put(GuestLayout layout, String name, byte[] table, int alignment) {
        long at = layout.claimFirmware("ACPI " + name, table.length, alignment);
        layout.memory().write(at, table);
        return at;
    }

    /** The root system description pointer (ACPI 6.5, 5.2.5.3), without the table of 32-bit addresses. */
    private static byte[] rsdp(long xsdt) {
        byte[] bytes = new byte[RSDP_SIZE];
        ByteBuffer rsdp = Table.over(bytes);
        rsdp.put(Table.ascii("RSD PTR ", 8))
                .put((byte) 0)
                .put(Table.ascii("HV", 6))
                .put(RSDP_REVISION);
        rsdp.putInt(0).putInt(RSDP_SIZE).putLong(xsdt);
        rsdp.put(8, Table.checksum(bytes, RSDP_SIZE_OF_ACPI_1)).put(32, Table.checksum(bytes, RSDP_SIZE));
        return bytes;
    }

    /** The extended system description table (ACPI 6.5, 5.2.8): where the others are. */
    private static byte[] xsdt(long... tables) {
        byte[] bytes = new byte[tables.length * Long.BYTES];
        ByteBuffer body = Table.over(bytes);
        for (long table : tables) {
            body.putLong(table);
        }
        return Table.of("XSDT", XSDT_REVISION, bytes);
    }

    /** The firmware ACPI control structure (ACPI 6.5, 5.2.10): only the global lock, which is free. */
    private static byte[] facs() {
        byte[] bytes = new byte[FACS_SIZE];
        Table.over(bytes).put(Table.ascii("FACS", 4)).putInt(FACS_SIZE).put(32, FACS_VERSION);
        return bytes;
    }
}
