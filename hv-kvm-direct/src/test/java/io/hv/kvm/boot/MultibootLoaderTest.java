package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.guests.SmallGuests;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultibootLoaderTest {

    private static final long MIB = 1 << 20;
    private static final byte[] ONE = "first module".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TWO = new byte[0x1001];

    private final GuestMemory memory =
            GuestMemory.onHeap(new Region(0, 4 * MIB, 0), new Region(1L << 32, MIB, 4 * MIB));

    private BootPlan load(byte[] kernel, String line, MultibootModule... modules) {
        return MultibootLoader.load(new GuestLayout(memory), BootFile.of("kernel", kernel), line, List.of(modules));
    }

    /** The flat kernel after a change; its header is at 0. */
    private static byte[] changed(Consumer<ByteBuffer> change) {
        byte[] bytes = SmallGuests.multibootFlat().bytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theKernelIsToldOfItsLineItsModulesAndMemory(boolean elf) {
        byte[] kernel = (elf ? SmallGuests.multibootElf() : SmallGuests.multibootFlat()).bytes();
        BootPlan plan = load(
                kernel,
                "kernel a=b",
                new MultibootModule(BootFile.of("one", ONE), "one x"),
                new MultibootModule(BootFile.of("two", TWO), "zwölf"));
        EntryState s = plan.entry();
        assertEquals(EntryMode.PROTECTED, s.mode());
        assertEquals(0x2badb002L, s.rax());
        long info = s.rbx();
        assertEquals(0x24d, memory.getInt(info));
        assertEquals(639, memory.getInt(info + 4));
        assertEquals(3 * 1024, memory.getInt(info + 8));
        assertEquals("kernel a=b", text(memory.getInt(info + 16)));
        assertEquals("hv", text(memory.getInt(info + 64)));
        assertEquals(2, memory.getInt(info + 20));
        long list = memory.getInt(info + 24);
        assertModule(list, ONE, "one x");
        assertModule(list + 16, TWO, "zwölf");
        assertMap(memory.getInt(info + 48), memory.getInt(info + 44));
        long kernelEnd = plan.placements().stream()
                .filter(p -> p.name().startsWith("kernel"))
                .mapToLong(Placement::end)
                .max()
                .orElseThrow();
        plan.placements().stream()
                .filter(p -> p.name().startsWith("module "))
                .forEach(p -> assertTrue(p.address() >= kernelEnd && p.address() % 0x1000 == 0, p.toString()));
    }

    private void assertModule(long entry, byte[] bytes, String string) {
        int start = memory.getInt(entry);
        assertEquals(start + bytes.length, memory.getInt(entry + 4));
        assertArrayEquals(bytes, memory.read(start, bytes.length));
        assertEquals(string, text(memory.getInt(entry + 8)));
    }

    private void assertMap(long address, int length) {
        long[][] expected = {
            {0, 0x9fc00, 1},
            {0x9fc00, 0x400, 2},
            {0xe0000, 0x20000, 2},
            {MIB, 3 * MIB, 1},
            {0xfeffc000L, 0x4000, 2},
            {1L << 32, MIB, 1}
        };
        assertEquals(expected.length * 24, length);
        for (int i = 0; i < expected.length; i++) {
            long at = address + i * 24L;
            assertEquals(20, memory.getInt(at));
            assertArrayEquals(
                    expected[i], new long[] {memory.getLong(at + 4), memory.getLong(at + 12), memory.getInt(at + 20)});
        }
    }

    private String text(long address) {
        int length = 0;
        while (memory.getByte(address + length) != 0) {
            length++;
        }
        return new String(memory.read(address, length), StandardCharsets.UTF_8);
    }

    @Test
    void bssByAddressesIsCleared() {
        byte[] kernel = SmallGuests.multibootFlat().bytes();
        ByteBuffer b = ByteBuffer.wrap(kernel).order(ByteOrder.LITTLE_ENDIAN);
        int loadEnd = b.getInt(20);
        int bssEnd = b.getInt(24);
        memory.fill(0x100000, 0x100000, (byte) 0xcc);
        load(kernel, "");
        assertArrayEquals(new byte[bssEnd - loadEnd], memory.read(loadEnd, bssEnd - loadEnd));
        assertEquals((byte) 0xcc, memory.getByte(bssEnd));
    }

    @Test
    void zeroMeansToTheEndOfTheFileAndNoBss() {
        byte[] kernel = changed(b -> b.putInt(20, 0).putInt(24, 0));
        BootPlan plan = load(kernel, "");
        Placement placed = plan.placements().stream()
                .filter(p -> p.name().equals("kernel"))
                .findFirst()
                .orElseThrow();
        assertEquals(new Placement("kernel", 0x100000, kernel.length), placed);
        assertEquals(0, memory.getInt(plan.entry().rbx() + 20));
    }

    @Test
    void headersThatAreWrong() {
        assertFault("kernel", "no Multiboot 1 header", () -> load(changed(b -> b.putInt(8, 0)), ""));
        assertFault("kernel", "no Multiboot 1 header", () -> load(new byte[3], ""));
        assertFault("kernel", "video mode", () -> load(flags(0x10007), ""));
        assertFault("kernel", "flags 0x8", () -> load(flags(0x1000b), ""));
        assertFault("kernel", "not an ELF", () -> load(flags(3), ""));
        assertFault("kernel", "bytes behind its first", () -> load(changed(b -> b.putInt(12, 0xfffff)), ""));
        assertFault("kernel", "bytes behind its first", () -> load(changed(b -> b.putInt(12, 0x100001)), ""));
        assertFault("kernel", "end before they start", () -> load(changed(b -> b.putInt(20, 0xfffff)), ""));
        assertFault("kernel", "truncated", () -> load(changed(b -> b.putInt(20, 0x180000)), ""));
        assertFault("kernel", "bss ends before", () -> load(changed(b -> b.putInt(24, 0x100001)), ""));
        assertFault("kernel", "not all RAM", () -> load(changed(b -> b.putInt(24, -1)), ""));
        assertFault("kernel", "entry 0x0", () -> load(changed(b -> b.putInt(28, 0)), ""));
        byte[] cut = java.util.Arrays.copyOf(SmallGuests.multibootFlat().bytes(), 20);
        assertFault("kernel", "truncated: the Multiboot header", () -> load(cut, ""));
    }

    private static byte[] flags(int flags) {
        return changed(b -> b.putInt(4, flags).putInt(8, -(0x1badb002 + flags)));
    }

    @Test
    void whatDoesNotFit() {
        byte[] kernel = SmallGuests.multibootFlat().bytes();
        MultibootModule big = new MultibootModule(BootFile.of("big", new byte[4 << 20]), "");
        assertFault("module big", "do not fit", () -> load(kernel, "", big));
        assertFault("command line", "takes 65536", () -> load(kernel, "x".repeat(65537)));
        assertFault("command line", "zero character", () -> load(kernel, "a\0b"));
    }

    @Test
    void anEmptyModuleHasAPlaceOfItsOwn() {
        MultibootModule empty = new MultibootModule(BootFile.of("none", new byte[0]), "e");
        long info = load(SmallGuests.multibootFlat().bytes(), "", empty, empty)
                .entry()
                .rbx();
        long list = memory.getInt(info + 24);
        assertEquals(memory.getInt(list), memory.getInt(list + 4));
        assertTrue(memory.getInt(list) != memory.getInt(list + 16));
    }
}
