package io.hv.kvm.boot;

import static io.hv.kvm.boot.Faults.assertFault;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hv.guests.SmallGuests;
import io.hv.image.codec.Codec;
import io.hv.kvm.memory.GuestMemory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnpackingTest {

    private static final int MIB = 1 << 20;
    private static final long ZERO_PAGE = 0x7000;

    private final GuestMemory memory = GuestMemory.onHeap(4L * MIB);

    private BootPlan load(byte[] kernel) {
        return LinuxLoader.load(
                new GuestLayout(memory),
                BootFile.of("vmlinuz", kernel),
                BootFile.of("disk", new byte[5000]),
                "quiet",
                Unpacking.ALWAYS);
    }

    /** hello-elf64, linked to 1 MiB and 1.25 MiB, with what Linux's build appends: relocations, here noise. */
    private static byte[] vmlinux() {
        byte[] elf = SmallGuests.helloElf64().bytes();
        byte[] noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        byte[] all = Arrays.copyOf(elf, elf.length + noise.length);
        System.arraycopy(noise, 0, all, elf.length, noise.length);
        return all;
    }

    private static byte[] vmlinux(Consumer<ByteBuffer> change) {
        byte[] vmlinux = vmlinux();
        change.accept(ByteBuffer.wrap(vmlinux).order(ByteOrder.LITTLE_ENDIAN));
        return vmlinux;
    }

    @ParameterizedTest
    @EnumSource
    void theKernelLiesWhereItWasLinkedTo(Codec codec) {
        BootPlan plan = load(PackedKernel.of(codec, vmlinux()));
        assertEquals(EntryMode.LONG, plan.entry().mode());
        assertEquals(0x100000, plan.entry().rip());
        assertEquals(ZERO_PAGE, plan.entry().rsi());
        assertEquals(
                List.of(
                        "GDT",
                        "zero page",
                        "page tables",
                        "command line",
                        "vmlinuz unpacked segment 0",
                        "vmlinuz unpacked segment 1",
                        "initrd disk"),
                plan.placements().stream().map(Placement::name).toList());
        GuestMemory expected = GuestMemory.onHeap(4L * MIB);
        ElfLoader.load(
                new GuestLayout(expected),
                BootFile.of("elf", SmallGuests.helloElf64().bytes()));
        assertArrayEquals(expected.read(MIB, MIB), memory.read(MIB, MIB));
    }

    @ParameterizedTest
    @EnumSource
    void byItselfOnlyWhereNothingIsLostAndItIsFast(Codec codec) {
        boolean fast = codec != Codec.XZ;
        assertEquals(fast, unpacksByItself(codec, "quiet nokaslr"));
        assertEquals(fast, unpacksByItself(codec, "nokaslr console=ttyS0"));
        assertFalse(unpacksByItself(codec, "quiet"));
        assertFalse(unpacksByItself(codec, "notnokaslr nokaslr=1"));
    }

    private boolean unpacksByItself(Codec codec, String line) {
        Consumer<ByteBuffer> low = b -> b.putLong(0x258, MIB).putInt(0x260, MIB);
        BootFile kernel = BootFile.of("vmlinuz", PackedKernel.of(codec, vmlinux(), low));
        BootPlan plan = LinuxLoader.load(new GuestLayout(memory), kernel, null, line, Unpacking.AUTO);
        return plan.placements().stream().anyMatch(p -> p.name().contains("unpacked"));
    }

    /** A kernel that the monitor cannot unpack unpacks itself. */
    @Test
    void byItselfIsNoError() {
        Consumer<ByteBuffer> low = b -> b.putLong(0x258, MIB).putInt(0x260, MIB).put(PackedKernel.AT, (byte) 'B');
        BootFile kernel = BootFile.of("vmlinuz", PackedKernel.of(Codec.GZIP, vmlinux(), low));
        BootPlan plan = LinuxLoader.load(new GuestLayout(memory), kernel, null, "nokaslr", Unpacking.AUTO);
        assertEquals(2L * MIB + 0x200, plan.entry().rip());
    }

    @Test
    void theZeroPageHasTheHeaderOfTheFile() {
        load(PackedKernel.of(Codec.GZIP, vmlinux()));
        assertEquals(0x53726448, memory.getInt(ZERO_PAGE + 0x202));
        assertEquals(0x020f, memory.getShort(ZERO_PAGE + 0x206));
        assertEquals(0, memory.getByte(ZERO_PAGE + 0x211) & 2, "no KASLR has been");
        assertEquals(0x100000, memory.getInt(ZERO_PAGE + 0x214));
        assertEquals(5000, memory.getInt(ZERO_PAGE + 0x21c));
    }

    @Test
    void segmentsMayBeInAnyOrderOfAddresses() {
        byte[] swapped = vmlinux(b -> {
            byte[] first = new byte[56];
            byte[] second = new byte[56];
            b.get(64, first).get(120, second).put(64, second).put(120, first);
        });
        assertEquals(
                0x100000,
                load(PackedKernel.of(Codec.LZ4_LEGACY, swapped)).entry().rip());
    }

    @Test
    void segmentsThatShareBytesOfTheFileAreAFault() {
        byte[] shared = vmlinux(b -> b.putLong(64 + 8, 0x3000).putLong(120 + 8, 0x3001));
        assertFault("vmlinuz", "ascending order", () -> load(PackedKernel.of(Codec.LZ4_LEGACY, shared)));
    }

    @ParameterizedTest
    @EnumSource
    void damageIsAFault(Codec codec) {
        byte[] good = PackedKernel.of(codec, vmlinux());
        int end = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(0x24c);
        byte[] cut = PackedKernel.of(codec, vmlinux(), b -> b.putInt(0x24c, end - 100));
        assertFault("vmlinuz", "", () -> load(cut));
        // The size at the end, less by one and many times larger.
        int size = PackedKernel.AT + end - 4;
        byte[] less = PackedKernel.of(codec, vmlinux(), b -> b.putInt(size, b.getInt(size) - 1));
        assertFault("vmlinuz", "it cannot be unpacked: " + codec.displayName(), () -> load(less));
        byte[] more = PackedKernel.of(codec, vmlinux(), b -> b.putInt(size, -1));
        assertFault("vmlinuz", "unpacks to 4294967295 bytes, and the domain has", () -> load(more));
    }

    @Test
    void aPayloadThatIsNotThere() {
        Consumer<ByteBuffer> far = b -> b.putInt(0x248, 1 << 30);
        assertFault("vmlinuz", "not all in", () -> load(PackedKernel.of(Codec.GZIP, vmlinux(), far)));
        Consumer<ByteBuffer> longer = b -> b.putInt(0x24c, -1);
        assertFault("vmlinuz", "not all in", () -> load(PackedKernel.of(Codec.GZIP, vmlinux(), longer)));
        String unknown = "none of the ways that can be unpacked";
        assertFault("vmlinuz", unknown, () -> load(FakeKernel.plain()));
        assertFault(
                "vmlinuz",
                unknown,
                () -> load(PackedKernel.of(Codec.GZIP, vmlinux(), b -> b.put(PackedKernel.AT, (byte) 'B'))));
        assertFault("vmlinuz", unknown, () -> load(PackedKernel.of(Codec.GZIP, vmlinux(), b -> b.putInt(0x248, 0))));
    }

    @Test
    void whatIsInsideMustBeA64BitKernel() {
        assertFault("vmlinuz unpacked", "magic is missing", () -> load(PackedKernel.of(Codec.GZIP, new byte[100_000])));
        assertFault(
                "vmlinuz unpacked",
                "32-bit ELF",
                () -> load(PackedKernel.of(Codec.GZIP, SmallGuests.helloElf32().bytes())));
    }
}
