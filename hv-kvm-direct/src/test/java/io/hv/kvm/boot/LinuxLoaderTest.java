package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinuxLoaderTest {

    private static final long MIB = 1 << 20;
    private static final long ZERO_PAGE = 0x7000;

    private final GuestMemory memory =
            GuestMemory.onHeap(new Region(0, 32 * MIB, 0), new Region(1L << 32, MIB, 32 * MIB));
    private final GuestLayout layout = new GuestLayout(memory);

    private BootPlan load(byte[] kernel, byte @Nullable [] initrd, String line) {
        return LinuxLoader.load(
                layout,
                BootFile.of("vmlinuz", kernel),
                initrd == null ? null : BootFile.of("initrd.img", initrd),
                line);
    }

    private BootPlan load(Consumer<ByteBuffer> change) {
        return LinuxLoader.load(
                new GuestLayout(memory), BootFile.of("vmlinuz", FakeKernel.with(change)), null, "quiet");
    }

    @Test
    void everythingIsInItsPlace() {
        byte[] kernel = FakeKernel.plain();
        byte[] initrd = new byte[0x1801];
        Arrays.fill(initrd, (byte) 0x5a);
        BootPlan plan = load(kernel, initrd, "console=ttyS0");
        assertEquals(
                List.of(
                        new Placement("GDT", 0x500, 32),
                        new Placement("zero page", ZERO_PAGE, 0x1000),
                        new Placement("page tables", 0x9000, 0x6000),
                        new Placement("command line", 0x20000, 14),
                        new Placement("vmlinuz", FakeKernel.PREFERRED, FakeKernel.NEEDED),
                        new Placement("initrd initrd.img", 32 * MIB - 0x2000, 0x1801)),
                plan.placements());
        assertEquals(EntryMode.LONG, plan.entry().mode());
        assertEquals(FakeKernel.PREFERRED + 0x200, plan.entry().rip());
        assertEquals(ZERO_PAGE, plan.entry().rsi());
        assertArrayEquals(
                Arrays.copyOfRange(
                        kernel, FakeKernel.PAYLOAD_OFFSET, FakeKernel.PAYLOAD_OFFSET + FakeKernel.PAYLOAD_SIZE),
                memory.read(FakeKernel.PREFERRED, FakeKernel.PAYLOAD_SIZE));
        assertEquals(0, memory.getByte(FakeKernel.PREFERRED + FakeKernel.PAYLOAD_SIZE), "what follows is a signature");
        assertArrayEquals(initrd, memory.read(32 * MIB - 0x2000, initrd.length));
        assertArrayEquals(
                "console=ttyS0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII), memory.read(0x20000, 14));
    }

    @Test
    void theZeroPageHasTheHeaderAndWhatTheLoaderAdds() {
        memory.fill(ZERO_PAGE, 0x1000, (byte) 0xff);
        byte[] kernel = FakeKernel.plain();
        load(kernel, new byte[0x1801], "console=ttyS0");
        byte[] page = memory.read(ZERO_PAGE, 0x1000);
        ByteBuffer z = ByteBuffer.wrap(page).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        assertArrayEquals(new byte[0x1e8], Arrays.copyOf(page, 0x1e8));
        assertEquals(6, z.get(0x1e8));
        assertEquals(0x53726448, z.getInt(0x202));
        assertEquals((short) -1, z.getShort(0x1fa));
        assertEquals((byte) 0xff, z.get(0x210));
        assertEquals(1, z.get(0x211));
        assertEquals((int) FakeKernel.PREFERRED, z.getInt(0x214));
        assertEquals((int) (32 * MIB - 0x2000), z.getInt(0x218));
        assertEquals(0x1801, z.getInt(0x21c));
        assertEquals(0x20000, z.getInt(0x228));
        assertEquals(0, z.getLong(0x250));
        assertArrayEquals(
                Arrays.copyOfRange(kernel, 0x258, 0x26c), Arrays.copyOfRange(page, 0x258, 0x26c), "to the end");
        assertArrayEquals(new byte[0x2d0 - 0x26c], Arrays.copyOfRange(page, 0x26c, 0x2d0));
        long[][] map = {
            {0, 0x9fc00, 1},
            {0x9fc00, 0x400, 2},
            {0xe0000, 0x20000, 2},
            {MIB, 31 * MIB, 1},
            {0xfeffc000L, 0x4000, 2},
            {1L << 32, MIB, 1}
        };
        for (int i = 0; i < map.length; i++) {
            int at = 0x2d0 + i * 20;
            assertArrayEquals(map[i], new long[] {z.getLong(at), z.getLong(at + 8), z.getInt(at + 16)});
        }
        assertArrayEquals(new byte[0x1000 - 0x2d0 - 120], Arrays.copyOfRange(page, 0x2d0 + 120, 0x1000));
    }

    @Test
    void theZeroPageSaysWhereAcpiBegins() {
        layout.announceRsdp(0xe0040);
        load(FakeKernel.plain(), null, "");
        assertEquals(0xe0040, memory.getLong(ZERO_PAGE + 0x70));
    }

    @Test
    void withoutAnInitrdItsFieldsAreZero() {
        load(FakeKernel.plain(), null, "");
        assertEquals(0, memory.getLong(ZERO_PAGE + 0x218));
        assertEquals(0, memory.getByte(0x20000));
    }

    @Test
    void aKernelThatCanMoveMakesWay() {
        layout.claim("tables", FakeKernel.PREFERRED, 1);
        assertEquals(
                FakeKernel.PREFERRED + 0x200200,
                load(FakeKernel.plain(), null, "").entry().rip());
        assertEquals((int) FakeKernel.PREFERRED + 0x200000, memory.getInt(ZERO_PAGE + 0x214));
    }

    @Test
    void aKernelThatCannotMoveNamesWhatIsInItsWay() {
        layout.claim("tables", FakeKernel.PREFERRED, 1);
        assertFault("vmlinuz", "overlaps tables", () -> load(FakeKernel.with(b -> b.put(0x234, (byte) 0)), null, ""));
    }

    @Test
    void anInitrdStaysBelowTheKernelsLimit() {
        byte[] kernel = FakeKernel.with(b -> b.putInt(0x22c, (int) (20 * MIB - 1)));
        load(kernel, new byte[0x1000], "");
        assertEquals((int) (20 * MIB - 0x1000), memory.getInt(ZERO_PAGE + 0x218));
    }

    @Test
    void anInitrdGoesBelowTheKernelWhereThereIsNoRoomAbove() {
        load(FakeKernel.plain(), new byte[14 << 20], "");
        assertEquals((int) (2 * MIB), memory.getInt(ZERO_PAGE + 0x218));
    }

    @Test
    void filesThatAreWrong() {
        assertFault("vmlinuz", "only 10 bytes", () -> load(new byte[10], null, ""));
        assertFault("vmlinuz", "boot flag or 'HdrS'", () -> load(b -> b.putShort(0x1fe, (short) 0)));
        assertFault("vmlinuz", "boot flag or 'HdrS'", () -> load(b -> b.putInt(0x202, 0)));
        assertFault("vmlinuz", "protocol 2.11 is older", () -> load(b -> b.putShort(0x206, (short) 0x20b)));
        assertFault("vmlinuz", "no 64-bit entry", () -> load(b -> b.putShort(0x236, (short) 2)));
        assertFault("vmlinuz", "ends at 0x301", () -> load(b -> b.put(0x201, (byte) -1)));
        assertFault("vmlinuz", "ends at 0x202", () -> load(b -> b.put(0x201, (byte) 0)));
        assertFault("vmlinuz", "truncated: the protected-mode part", () -> load(b -> b.putInt(0x1f4, -1)));
        assertFault("vmlinuz", "too few", () -> load(b -> b.putInt(0x1f4, 0x20)));
        assertFault("vmlinuz", "alignment 0x0", () -> load(b -> b.putInt(0x230, 0)));
        assertFault("vmlinuz", "alignment 0x3000", () -> load(b -> b.putInt(0x230, 0x3000)));
        assertFault("vmlinuz", "alignment 0x80000000", () -> load(b -> b.putInt(0x230, 1 << 31)));
        assertFault("vmlinuz", "not below 4 GiB", () -> load(b -> b.putLong(0x258, 1L << 32)));
        assertFault("vmlinuz", "not below 4 GiB", () -> load(b -> b.putLong(0x258, -1)));
        byte[] cut = Arrays.copyOf(FakeKernel.plain(), FakeKernel.PAYLOAD_OFFSET + FakeKernel.PAYLOAD_SIZE - 1);
        assertFault("vmlinuz", "truncated", () -> load(cut, null, ""));
    }

    @Test
    void whatDoesNotFit() {
        assertFault("vmlinuz", "RAM is [[0x0, 0x2000000), ", () -> load(b -> b.putInt(0x260, (int) (17 * MIB))));
        assertFault("vmlinuz", "do not fit", () -> load(b -> b.putLong(0x258, 64 * MIB)));
        assertFault("initrd initrd.img", "do not fit", () -> load(FakeKernel.plain(), new byte[16 << 20], ""));
    }

    @Test
    void linesThatAreWrong() {
        assertFault(
                "command line",
                "2048 bytes, and this kernel takes 2047",
                () -> load(FakeKernel.plain(), null, "x".repeat(2048)));
        assertFault("command line", "zero character", () -> load(FakeKernel.plain(), null, "a\0"));
        assertFault(
                "command line",
                "takes 523263",
                () -> load(FakeKernel.with(b -> b.putInt(0x238, -1)), null, "x".repeat(600_000)));
    }

    @Test
    void noSetupSectorsMeansFour() {
        byte[] kernel = FakeKernel.with(b -> b.put(0x1f1, (byte) 0).putInt(0x1f4, 0x300));
        load(kernel, null, "");
        assertArrayEquals(Arrays.copyOfRange(kernel, 2560, 2560 + 0x3000), memory.read(FakeKernel.PREFERRED, 0x3000));
    }

    @Test
    void anEmptyInitrdIsAFault() {
        assertFault("initrd initrd.img", "empty", () -> load(FakeKernel.plain(), new byte[0], ""));
    }
}
