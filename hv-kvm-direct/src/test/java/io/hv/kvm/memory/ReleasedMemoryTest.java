package io.hv.kvm.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.FileStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** RAM that a guest has given up: the host has it again, and nobody else loses anything. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64", disabledReason = "memfd and mmap")
class ReleasedMemoryTest {

    private static final String NAME = "hv-released-test";
    private static final int PAGE = 4096;
    private static final long RAM = 32L << 20;
    private static final long MIB = 1 << 20;
    private static final MemoryMap MAP = MemoryMap.of(RAM, 40);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertEquals(new HostUse(0, 0), HostUse.of(NAME));
    }

    private <T extends AutoCloseable> T open(T thing) {
        opened.add(thing);
        return thing;
    }

    private GuestMemory memory() {
        return open(GuestMemory.map(MAP, NAME));
    }

    private static void fill(GuestMemory memory, long from, long length, int value) {
        for (long at = from; at < from + length; at += PAGE) {
            memory.putInt(at, value);
        }
    }

    /** What the only file of this test takes of the host. */
    private static long taken() {
        List<Path> files = HostUse.fds(NAME);
        assertEquals(1, files.size());
        return FileStatus.of(files.get(0)).allocated();
    }

    @Test
    void theHostHasItAgain() {
        GuestMemory memory = memory();
        fill(memory, 0, 16 * MIB, 1);
        assertEquals(16 * MIB, taken());
        assertEquals(8 * MIB, memory.release(4 * MIB, 8 * MIB));
        assertEquals(8 * MIB, taken());
        assertEquals(1, memory.getInt(4 * MIB - PAGE));
        assertEquals(1, memory.getInt(12 * MIB));
        assertEquals(12 * MIB, memory.nextData(MAP.ram().get(0), 4 * MIB));
        assertEquals(0, memory.getInt(4 * MIB));
        assertEquals(0, memory.getInt(12 * MIB - PAGE));
        memory.putInt(5 * MIB, 2);
        assertEquals(2, memory.getInt(5 * MIB));
    }

    @Test
    void onlyWholePages() {
        GuestMemory memory = memory();
        fill(memory, 0, 4 * PAGE, 1);
        memory.putByte(PAGE - 1, (byte) 7);
        memory.putByte(3 * PAGE, (byte) 8);
        assertEquals(0, memory.release(0, PAGE - 1));
        assertEquals(0, memory.release(1, PAGE));
        assertEquals(0, memory.release(PAGE, 0));
        assertEquals(0, memory.release(RAM, 0));
        assertEquals(4 * PAGE, taken());
        assertEquals(2 * PAGE, memory.release(PAGE - 1, 2 * PAGE + 2));
        assertEquals(2 * PAGE, taken());
        assertEquals(7, memory.getByte(PAGE - 1));
        assertEquals(8, memory.getByte(3 * PAGE));
    }

    @Test
    void itCountsAsWritten() {
        GuestMemory memory = memory();
        fill(memory, 0, 4 * PAGE, 1);
        long[] unused = memory.dirty().take();
        memory.release(PAGE - 1, 2 * PAGE + 2);
        assertEquals(0b0110, memory.dirty().take()[0]);
        memory.release(0, PAGE - 1);
        assertEquals(0, memory.dirty().count());
    }

    @Test
    void whatIsNoRamIsRefused() {
        GuestMemory memory = memory();
        memory.putInt(RAM - PAGE, 1);
        for (long[] run : new long[][] {{RAM, PAGE}, {RAM - PAGE, 2 * PAGE}, {-PAGE, PAGE}, {0, -PAGE}, {0, RAM + 1}}) {
            assertThrows(GuestAddressException.class, () -> memory.release(run[0], run[1]));
        }
        assertEquals(1, memory.getInt(RAM - PAGE));
        memory.close();
        assertThrows(IllegalStateException.class, () -> memory.release(0, PAGE));
    }

    @Test
    void frozenRamIsLeftAlone() {
        GuestMemory parent = memory();
        fill(parent, 0, 8 * MIB, 1);
        FrozenMemory frozen = open(parent.freeze());
        GuestMemory child = open(GuestMemory.of(MAP, frozen, NAME));
        fill(parent, 0, 4 * MIB, 2);
        fill(child, 2 * MIB, 4 * MIB, 3);
        assertEquals(8 * MIB, taken());
        assertEquals(4 * MIB / PAGE, parent.ownPages());
        parent.release(0, 6 * MIB);
        child.release(0, 6 * MIB);
        assertEquals(0, parent.ownPages(), "what was its own is the host's again");
        assertEquals(0, child.ownPages());
        assertEquals(8 * MIB, taken(), "the others' file is whole");
        for (long at = 0; at < 8 * MIB; at += PAGE) {
            assertEquals(1, parent.getInt(at));
            assertEquals(1, child.getInt(at));
        }
        assertEquals(1, open(GuestMemory.of(MAP, frozen, NAME)).getInt(0));
    }

    /** A freeze afterwards has what the machine sees, whatever was frozen before. */
    @Test
    void aLaterFreezeAgreesWithWhatIsSeen() {
        GuestMemory parent = memory();
        parent.putInt(0, 1);
        FrozenMemory first = open(parent.freeze());
        fill(parent, 0, 3L * PAGE, 2);
        FrozenMemory second = open(parent.freeze());
        parent.release(0, 2 * PAGE);
        FrozenMemory third = open(parent.freeze());
        assertEquals(1, third.pagesToCopy());
        GuestMemory child = open(GuestMemory.of(MAP, third, NAME));
        assertEquals(List.of(1, 0, 2), List.of(child.getInt(0), child.getInt(PAGE), child.getInt(2 * PAGE)));
        assertEquals(List.of(1, 0, 2), List.of(parent.getInt(0), parent.getInt(PAGE), parent.getInt(2 * PAGE)));
        assertEquals(List.of(0L), zeros(third, second), "page 1 has become zeros");
        assertEquals(List.of(0L, 1L), changed(third, second));
        assertEquals(List.of(2L), changed(third, first));
    }

    private static List<Long> zeros(FrozenMemory now, FrozenMemory before) {
        List<Long> pages = new ArrayList<>();
        try (FrozenDifference difference = now.since(before)) {
            difference.tell((offset, length) -> {}, (offset, length) -> pages.add(length / PAGE - 1), at -> {});
        }
        return pages;
    }

    private static List<Long> changed(FrozenMemory now, FrozenMemory before) {
        List<Long> pages = new ArrayList<>();
        FrozenView.Runs note = (offset, length) -> {
            for (long at = offset; at < offset + length; at += PAGE) {
                pages.add(at / PAGE);
            }
        };
        try (FrozenDifference difference = now.since(before)) {
            difference.tell(note, note, at -> {});
        }
        return pages.stream().sorted().toList();
    }

    @Test
    void aFileThatRamBeganFromIsNeverAltered() throws IOException {
        byte[] bytes = new byte[(int) RAM];
        for (int at = 0; at < bytes.length; at += PAGE) {
            bytes[at] = 1;
        }
        Path file = Files.write(folder.resolve("ram"), bytes);
        FrozenMemory saved = open(FrozenMemory.of(MAP.ram(), Fd.openReadOnly(file), 0));
        GuestMemory memory = open(GuestMemory.of(MAP, saved, NAME));
        fill(memory, 0, 4 * MIB, 2);
        assertEquals(4 * MIB, memory.release(0, 4 * MIB));
        assertEquals(8 * MIB, memory.release(8 * MIB, 8 * MIB));
        assertEquals(0, memory.ownPages());
        assertEquals(1, memory.getInt(0), "what the file has");
        assertEquals(1, memory.getInt(9 * MIB));
        assertEquals(-1, ByteBuffer.wrap(Files.readAllBytes(file)).mismatch(ByteBuffer.wrap(bytes)));
        assertTrue(FileStatus.of(file).allocated() >= RAM - MIB, "it has no holes");
    }

    @Test
    void onTheHeapItIsZeros() {
        GuestMemory memory = GuestMemory.onHeap(new Region(0, 4 * PAGE, 0), new Region(MIB, 4 * PAGE, 4 * PAGE));
        memory.fill(0, 4 * PAGE, (byte) 1);
        memory.fill(MIB, 4 * PAGE, (byte) 1);
        assertEquals(2 * PAGE, memory.release(MIB + 1, 3 * PAGE));
        byte[] read = memory.read(MIB, 4 * PAGE);
        ByteBuffer expected = ByteBuffer.allocate(4 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 4 * PAGE; i++) {
            ByteBuffer unused = expected.put(i, (byte) (i >= PAGE && i < 3 * PAGE ? 0 : 1));
        }
        assertEquals(expected, ByteBuffer.wrap(read));
        assertEquals(1, memory.getByte(3 * PAGE));
    }
}
