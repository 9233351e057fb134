package io.hv.kvm.boot.acpi;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The tables as a guest finds them: from the root pointer in the BIOS area on. */
public final class GuestTables {

    private final Map<String, byte[]> tables = new TreeMap<>();

    private GuestTables() {}

    /** Those of a machine with 4 MiB of RAM. */
    public static GuestTables of(int vcpus) {
        return of(AcpiMachine.of(vcpus));
    }

    /** Those of a machine with 4 MiB of RAM. */
    public static GuestTables of(AcpiMachine machine) {
        GuestMemory memory = GuestMemory.onHeap(4 << 20);
        memory.fill(0, 4 << 20, (byte) 0xa5);
        AcpiTables.place(new GuestLayout(memory), machine);
        return find(memory);
    }

    static GuestTables find(GuestMemory memory) {
        GuestTables found = new GuestTables();
        long at = 0xe0000;
        while (!ascii(memory.read(at, 8)).equals("RSD PTR ")) {
            at += 16;
        }
        byte[] rsdp = memory.read(at, 36);
        found.put("RSDP", rsdp);
        byte[] xsdt = found.follow(memory, little(rsdp).getLong(24));
        for (int i = 36; i < xsdt.length; i += 8) {
            found.follow(memory, little(xsdt).getLong(i));
        }
        ByteBuffer fadt = found.table("FACP");
        found.follow(memory, fadt.getLong(140));
        found.follow(memory, Integer.toUnsignedLong(fadt.getInt(36)));
        return found;
    }

    private byte[] follow(GuestMemory memory, long address) {
        byte[] table = memory.read(address, memory.getInt(address + 4));
        put(ascii(memory.read(address, 4)), table);
        return table;
    }

    private void put(String signature, byte[] table) {
        assertNull(tables.put(signature, table), signature);
    }

    /** Each by its signature; the root pointer as RSDP. */
    Map<String, byte[]> all() {
        return tables;
    }

    /** One by its signature, little-endian. */
    public ByteBuffer table(String signature) {
        return little(bytes(signature));
    }

    /** The bytes of one. */
    public byte[] bytes(String signature) {
        assertTrue(tables.containsKey(signature), () -> signature + " is not among " + tables.keySet());
        return tables.getOrDefault(signature, new byte[0]);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
