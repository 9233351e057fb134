package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.guests.SmallGuests;
import io.hv.kvm.memory.GuestMemory;
import org.junit.jupiter.api.Test;

/** A vmlinux without a PVH entry is entered in 64 bits, with a zero page that the loader makes up. */
class VmlinuxTest {

    private static final long ZERO_PAGE = 0x7000;

    private final GuestMemory memory = GuestMemory.onHeap(4 << 20);

    private BootPlan load(byte[] kernel) {
        return LinuxLoader.load(
                new GuestLayout(memory), BootFile.of("vmlinux", kernel), BootFile.of("disk", new byte[5000]), "quiet");
    }

    @Test
    void theZeroPageIsThere() {
        memory.fill(ZERO_PAGE, 0x1000, (byte) 0xff);
        EntryState s = load(SmallGuests.helloElf64().bytes()).entry();
        assertEquals(EntryMode.LONG, s.mode());
        assertEquals(0x100000, s.rip());
        assertEquals(ZERO_PAGE, s.rsi());
        assertEquals((short) 0xaa55, memory.getShort(ZERO_PAGE + 0x1fe));
        assertEquals(0x53726448, memory.getInt(ZERO_PAGE + 0x202));
        assertEquals(0x020c, memory.getShort(ZERO_PAGE + 0x206));
        assertEquals((byte) 0xff, memory.getByte(ZERO_PAGE + 0x210));
        assertEquals(1, memory.getByte(ZERO_PAGE + 0x211));
        assertEquals(0x400000 - 0x2000, memory.getInt(ZERO_PAGE + 0x218));
        assertEquals(5000, memory.getInt(ZERO_PAGE + 0x21c));
        assertEquals(0x20000, memory.getInt(ZERO_PAGE + 0x228));
        assertEquals(5, memory.getByte(ZERO_PAGE + 0x1e8));
        assertArrayEquals("quiet\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII), memory.read(0x20000, 6));
    }

    @Test
    void thirtyTwoBitsWantPvh() {
        assertFault(
                "vmlinux",
                "32-bit ELF without a PVH entry",
                () -> load(SmallGuests.helloElf32().bytes()));
    }
}
