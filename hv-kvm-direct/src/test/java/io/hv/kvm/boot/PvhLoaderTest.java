package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.guests.SmallGuests;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PvhLoaderTest {

    private static final long MIB = 1 << 20;
    /** Where the second program header, the notes, is; and the notes themselves. */
    private static final int NOTE_HEADER = 52 + 32;

    private static final int NOTES = 0x1000;

    private final GuestMemory memory =
            GuestMemory.onHeap(new Region(0, 4 * MIB, 0), new Region(1L << 32, MIB, 4 * MIB));
    private final GuestLayout layout = new GuestLayout(memory);

    private BootPlan load(byte[] kernel, byte @Nullable [] initrd, String line) {
        memory.fill(0, 0xa0000, (byte) 0xcc);
        return LinuxLoader.load(
                layout, BootFile.of("vmlinux", kernel), initrd == null ? null : BootFile.of("disk", initrd), line);
    }

    private BootPlan load(Consumer<ByteBuffer> change) {
        return LinuxLoader.load(new GuestLayout(memory), BootFile.of("vmlinux", changed(change)), null, "");
    }

    private static byte[] changed(Consumer<ByteBuffer> change) {
        byte[] bytes = SmallGuests.pvh().bytes();
        change.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        return bytes;
    }

    @Test
    void theKernelIsToldOfAllThatIsThere() {
        layout.announceRsdp(0xe0040);
        byte[] disk = {1, 2, 3};
        EntryState s = load(SmallGuests.pvh().bytes(), disk, "a b=ö").entry();
        assertEquals(EntryMode.PROTECTED, s.mode());
        assertEquals(0x11, s.cr0());
        assertEquals(0x100014, s.rip());
        long info = s.rbx();
        assertEquals(0x336ec578, memory.getInt(info));
        assertEquals(1, memory.getInt(info + 4));
        assertEquals(0, memory.getInt(info + 8));
        assertEquals(1, memory.getInt(info + 12));
        long module = memory.getLong(info + 16);
        assertEquals(4 * MIB - 0x1000, memory.getLong(module));
        assertEquals(3, memory.getLong(module + 8));
        assertArrayEquals(new byte[16], memory.read(module + 16, 16));
        assertArrayEquals(disk, memory.read(4 * MIB - 0x1000, 3));
        assertArrayEquals("a b=ö\0".getBytes(StandardCharsets.UTF_8), memory.read(memory.getLong(info + 24), 7));
        assertEquals(0xe0040, memory.getLong(info + 32));
        long[][] map = {
            {0, 0x9fc00, 1},
            {0x9fc00, 0x400, 2},
            {0xe0000, 0x20000, 2},
            {MIB, 3 * MIB, 1},
            {0xfeffc000L, 0x4000, 2},
            {1L << 32, MIB, 1}
        };
        assertEquals(map.length, memory.getInt(info + 48));
        assertEquals(0, memory.getInt(info + 52));
        for (int i = 0; i < map.length; i++) {
            long at = memory.getLong(info + 40) + i * 24L;
            assertArrayEquals(map[i], new long[] {memory.getLong(at), memory.getLong(at + 8), memory.getLong(at + 16)});
        }
    }

    @Test
    void withoutAnInitrdThereIsNoModule() {
        long info = load(SmallGuests.pvh().bytes(), null, "").entry().rbx();
        assertEquals(0, memory.getInt(info + 12));
        assertEquals(0, memory.getLong(info + 16));
        assertEquals(0, memory.getLong(info + 32));
    }

    /** What Linux has before it: other notes of Xen's, and of others with the same type. */
    @Test
    void theNoteIsFoundAmongOthers() {
        ByteBuffer notes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        note(notes, "Linux\0", 18, new byte[5]);
        note(notes, "Xen\0", 6, "linux\0".getBytes(StandardCharsets.US_ASCII));
        note(notes, "Xen\0", 18, new byte[] {0x78, 0x56, 0x34, 0x12, 0, 0, 0, 0});
        assertEquals(0x12345678, ElfNotes.pvhEntry(notes.flip(), 4).orElseThrow());
    }

    private static void note(ByteBuffer to, String name, int type, byte[] description) {
        to.putInt(name.length()).putInt(description.length).putInt(type);
        to.put(name.getBytes(StandardCharsets.US_ASCII));
        to.position((to.position() + 3) & -4);
        to.put(description);
        to.position((to.position() + 3) & -4);
    }

    @Test
    void notesThatAreWrongAreNoEntry() {
        String reason = "32-bit ELF without a PVH entry";
        assertFault("vmlinux", reason, () -> load(b -> b.putInt(NOTES, -1)));
        assertFault("vmlinux", reason, () -> load(b -> b.putInt(NOTES + 4, -1)));
        assertFault("vmlinux", reason, () -> load(b -> b.putInt(NOTES + 4, 2)));
        assertFault("vmlinux", reason, () -> load(b -> b.put(NOTES + 12, (byte) 'x')));
        assertFault("vmlinux", reason, () -> load(b -> b.putInt(NOTE_HEADER + 16, 19)));
        assertFault("vmlinux", "truncated: the notes", () -> load(b -> b.putInt(NOTE_HEADER + 4, -1)));
    }

    @Test
    void anEntryThatIsNowhereIsAFault() {
        assertFault("vmlinux", "PVH entry 0xff000 is in none", () -> load(b -> b.putInt(NOTES + 16, 0xff000)));
    }

    @Test
    void aLineThatIsTooLong() {
        assertFault("command line", "takes 2047", () -> load(SmallGuests.pvh().bytes(), null, "x".repeat(2048)));
    }
}
