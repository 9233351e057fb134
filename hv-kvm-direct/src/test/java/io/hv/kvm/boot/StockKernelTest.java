package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.memory.GuestMemory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's stock kernel, where one is given by the property {@code hv.test.kernel} or the environment HV_TEST_KERNEL. */
class StockKernelTest {

    private static final long MIB = 1 << 20;

    private static Path kernel = Path.of("");

    @BeforeAll
    static void find() {
        Optional<String> given = Optional.ofNullable(System.getProperty("hv.test.kernel"))
                .or(() -> Optional.ofNullable(System.getenv("HV_TEST_KERNEL")));
        assumeTrue(
                given.isPresent(),
                "no stock kernel: name a bzImage by -Dhv.test.kernel=FILE or HV_TEST_KERNEL to run these tests");
        kernel = Path.of(given.get());
    }

    private static BootPlan load(GuestMemory memory) throws IOException {
        try (FileChannel channel = FileChannel.open(kernel)) {
            return LinuxLoader.load(new GuestLayout(memory), BootFile.of("vmlinuz", channel), null, "console=ttyS0");
        }
    }

    @Test
    void itIsPlacedByteForByte() throws IOException {
        GuestMemory memory = GuestMemory.onHeap(128 * MIB);
        BootPlan plan = load(memory);
        byte[] file = Files.readAllBytes(kernel);
        long start = plan.entry().rip() - 0x200;
        int from = (file[0x1f1] + 1) * 512;
        int length = (int) Math.min(file.length - from, placed(plan).length());
        byte[] expected = Arrays.copyOfRange(file, from, from + length);
        int signed = ((file[0x1f4] & 0xff) | (file[0x1f5] & 0xff) << 8 | (file[0x1f6] & 0xff) << 16) << 4;
        assertArrayEquals(Arrays.copyOf(expected, signed), memory.read(start, signed));
        assertEquals(start, placed(plan).address());
        assertEquals(0, start % (2 * MIB));
    }

    /** Its vmlinux, as its own build linked it: the entry is at the start, and bss ends before what the header tells. */
    @Test
    void itsVmlinuxIsUnpacked() throws IOException {
        GuestMemory memory = GuestMemory.onHeap(128 * MIB);
        BootPlan plan;
        try (FileChannel channel = FileChannel.open(kernel)) {
            plan = LinuxLoader.load(
                    new GuestLayout(memory), BootFile.of("vmlinuz", channel), null, "", Unpacking.ALWAYS);
        }
        LinuxHeader header = LinuxHeader.of(BootFile.of("vmlinuz", Files.readAllBytes(kernel)));
        assertEquals(header.preferredAddress(), plan.entry().rip());
        List<Placement> segments = plan.placements().stream()
                .filter(p -> p.name().startsWith("vmlinuz unpacked segment"))
                .toList();
        assertEquals(header.preferredAddress(), segments.get(0).address());
        long end = segments.get(segments.size() - 1).end();
        assertTrue(end <= header.preferredAddress() + header.memoryNeeded(), segments.toString());
    }

    @Test
    void itsVmlinuxHasAPvhEntryInside(@TempDir Path folder) throws IOException {
        Path vmlinux = folder.resolve("vmlinux");
        VmlinuxFile.unpack(kernel, vmlinux);
        GuestMemory memory = GuestMemory.onHeap(128 * MIB);
        try (FileChannel channel = FileChannel.open(vmlinux)) {
            BootPlan plan = LinuxLoader.load(new GuestLayout(memory), BootFile.of("vmlinux", channel), null, "");
            assertEquals(EntryMode.PROTECTED, plan.entry().mode());
            assertEquals(0x336ec578, memory.getInt(plan.entry().rbx()));
        }
    }

    @Test
    void tooLittleMemoryIsSaid() {
        assertFault("vmlinuz", "do not fit", () -> load(GuestMemory.onHeap(16 * MIB)));
    }

    private static Placement placed(BootPlan plan) {
        return plan.placements().stream()
                .filter(p -> p.name().equals("vmlinuz"))
                .findFirst()
                .orElseThrow();
    }
}
