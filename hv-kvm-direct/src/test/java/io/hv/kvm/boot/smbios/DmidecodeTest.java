package io.hv.kvm.boot.smbios;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.boot.GuestLayout;
import io.hv.kvm.boot.Tool;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dmidecode reads the tables, and has nothing to say against them. */
class DmidecodeTest {

    /** In a dump the table follows the entry point at a fixed offset. */
    private static final int TABLE = 32;

    @TempDir
    private Path folder;

    private final Optional<Path> tool = Tool.find("dmidecode");

    @Test
    void itReadsEveryStructure() throws Exception {
        assumeTrue(tool.isPresent(), "no dmidecode on the PATH: install dmidecode to run this test");
        GuestMemory memory = GuestMemory.onHeap(new Region(0, 4 << 20, 0), new Region(1L << 32, 1 << 20, 4 << 20));
        UUID uuid = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
        SmbiosTables.place(new GuestLayout(memory), new MachineIdentity("web-1", uuid, 3));
        GuestSmbios found = GuestSmbios.find(memory);
        String text = dmidecode(dump(found));
        assertTrue(text.contains("SMBIOS 3.1.0 present"), text);
        assertTrue(text.contains("UUID: " + uuid), text);
        assertTrue(text.contains("Serial Number: web-1"), text);
        assertTrue(text.contains("System is a virtual machine"), text);
        assertTrue(text.contains("Core Count: 3"), text);
        assertTrue(text.contains("Range Size: 4 MB"), text);
        assertTrue(text.contains("Range Size: 1 MB"), text);
        assertTrue(text.contains("Status: No errors detected"), text);
        assertTrue(text.contains("End Of Table"), text);
        for (String complaint : new String[] {"BAD INDEX", "OUT OF SPEC", "Wrong", "Invalid", "broken", "TRUNCATED"}) {
            assertFalse(text.contains(complaint), text);
        }
    }

    private Path dump(GuestSmbios found) throws IOException {
        byte[] entry = found.entry();
        ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN).putLong(16, TABLE);
        entry[5] = 0;
        byte sum = 0;
        for (byte each : entry) {
            sum += each;
        }
        entry[5] = (byte) -sum;
        byte[] dump = new byte[TABLE + found.table().length];
        System.arraycopy(entry, 0, dump, 0, entry.length);
        System.arraycopy(found.table(), 0, dump, TABLE, found.table().length);
        return Files.write(folder.resolve("dump"), dump);
    }

    private String dmidecode(Path dump) throws IOException, InterruptedException {
        return Tool.run(folder, tool.orElseThrow().toString(), "--from-dump", dump.toString());
    }
}
