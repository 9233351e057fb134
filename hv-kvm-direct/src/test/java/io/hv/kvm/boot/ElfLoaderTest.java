package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.guests.SmallGuests;
import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfLoaderTest {

    private static final int RAM = 2 << 20;

    private final GuestMemory memory = GuestMemory.onHeap(RAM);

    private BootPlan load(byte[] elf) {
        return ElfLoader.load(new GuestLayout(memory), BootFile.of("elf", elf));
    }

    /** hello-elf64 after a change. */
    private byte[] changed(Consumer<ByteBuffer> change) {
        byte[] elf = SmallGuests.helloElf64().bytes();
        change.accept(ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN));
        return elf;
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void segmentsAreWhereTheLinkerWantedThem(int bits) {
        byte[] elf = (bits == 64 ? SmallGuests.helloElf64() : SmallGuests.helloElf32()).bytes();
        memory.fill(0x100000, 0x100000, (byte) 0xcc);
        BootPlan plan = load(elf);
        assertEquals(0x100000, plan.entry().rip());
        assertEquals(
                bits == 64 ? EntryMode.LONG : EntryMode.PROTECTED, plan.entry().mode());
        ByteBuffer file = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN);
        int[] table = bits == 64 ? new int[] {64, 56, 8, 32, 40} : new int[] {52, 32, 4, 16, 20};
        for (int i = 0; i < 2; i++) {
            int at = table[0] + i * table[1];
            int offset = file.getInt(at + table[2]);
            int fileSize = file.getInt(at + table[3]);
            int memorySize = file.getInt(at + table[4]);
            Placement placed = plan.placements().stream()
                    .filter(p -> p.name().startsWith("elf segment"))
                    .toList()
                    .get(i);
            assertEquals(i == 0 ? 0x100000 : 0x140000, placed.address());
            assertEquals(memorySize, placed.length());
            assertArrayEquals(
                    Arrays.copyOfRange(elf, offset, offset + fileSize), memory.read(placed.address(), fileSize));
            assertArrayEquals(
                    new byte[memorySize - fileSize], memory.read(placed.address() + fileSize, memorySize - fileSize));
            assertEquals((byte) 0xcc, memory.getByte(placed.end()));
        }
        assertEquals(bits == 64 ? 4 : 3, plan.placements().size());
    }

    @Test
    void anEntryMayBeVirtual() {
        byte[] elf = changed(b -> {
            b.putLong(24, 0xffffffff80100004L);
            b.putLong(64 + 16, 0xffffffff80100000L);
        });
        assertEquals(0x100004, load(elf).entry().rip());
    }

    @Test
    void headersThatAreWrong() {
        assertFault("elf", "magic is missing", () -> load(changed(b -> b.put(0, (byte) 0))));
        assertFault("elf", "magic is missing", () -> load(new byte[0]));
        assertFault("elf", "another kind of machine", () -> load(changed(b -> b.put(5, (byte) 2))));
        assertFault("elf", "another kind of machine", () -> load(changed(b -> b.put(4, (byte) 3))));
        assertFault("elf", "machine 183", () -> load(changed(b -> b.putShort(18, (short) 183))));
        assertFault("elf", "type is 3", () -> load(changed(b -> b.putShort(16, (short) 3))));
        assertFault("elf", "0 program headers", () -> load(changed(b -> b.putShort(56, (short) 0))));
        assertFault("elf", "65535 program headers", () -> load(changed(b -> b.putShort(56, (short) -1))));
        assertFault("elf", "program headers have 57 bytes", () -> load(changed(b -> b.putShort(54, (short) 57))));
        assertFault("elf", "truncated", () -> load(changed(b -> b.putLong(32, 1L << 63))));
        assertFault("elf", "truncated: the ELF header", () -> load(Arrays.copyOf(changed(b -> {}), 60)));
        assertFault(
                "elf",
                "no segment to load",
                () -> load(changed(b -> b.putInt(64, 4).putInt(120, 4))));
        assertFault("elf", "entry 0x90000 is in none", () -> load(changed(b -> b.putLong(24, 0x90000))));
    }

    @Test
    void segmentsThatAreWrong() {
        assertFault("elf", "only 0x1 in memory", () -> load(changed(b -> b.putLong(64 + 40, 1))));
        assertFault("elf", "truncated: segment 0", () -> load(changed(b -> b.putLong(64 + 8, 1 << 20))));
        assertFault("elf segment 0", "not all RAM", () -> load(changed(b -> b.putLong(64 + 24, RAM - 16))));
        assertFault("elf segment 1", "not all RAM", () -> load(changed(b -> b.putLong(120 + 40, -1))));
        assertFault("elf segment 1", "overlaps elf segment 0", () -> load(changed(b -> b.putLong(120 + 24, 0x100000))));
        assertFault("elf segment 0", "legacy video memory", () -> load(changed(b -> b.putLong(64 + 24, 0xb8000))));
        assertFault("page tables", "overlaps elf segment 1", () -> load(changed(b -> b.putLong(120 + 24, 0x9000))));
    }

    @Test
    void aFaultInTheSegmentsWritesNothing() {
        assertFault("elf segment 1", "not all RAM", () -> load(changed(b -> b.putLong(120 + 24, 1L << 40))));
        assertArrayEquals(new byte[64], memory.read(0x100000, 64));
    }

    @Test
    void placementsAreInOrder() {
        List<Long> addresses = load(changed(b -> {})).placements().stream()
                .map(Placement::address)
                .toList();
        assertEquals(addresses.stream().sorted().toList(), addresses);
    }
}
