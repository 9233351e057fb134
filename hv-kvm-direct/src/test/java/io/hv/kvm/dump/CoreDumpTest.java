package io.hv.kvm.dump;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RAM with holes and gaps, written and read back by the program headers. */
class CoreDumpTest {

    private static final int PAGE = 4096;
    private static final Region LOW = new Region(0, 100 * PAGE, 0);
    private static final Region HIGH = new Region(1L << 32, 33 * PAGE, 100 * PAGE);

    private final GuestMemory memory = GuestMemory.onHeap(LOW, HIGH);

    @TempDir
    Path folder;

    private final CoreDump.Ram ram = new CoreDump.Ram() {
        @Override
        public List<Region> regions() {
            return memory.regions();
        }

        @Override
        public long nextData(Region region, long address) {
            // As if nothing had ever been written to the first ten pages.
            return region.equals(LOW) ? Math.max(10 * PAGE, address) : address;
        }

        @Override
        public void read(long address, byte[] into, int length) {
            memory.read(address, into, 0, length);
        }
    };

    private void fill() {
        Random random = new Random(3);
        for (Region region : memory.regions()) {
            for (long page = region.address(); page < region.end(); page += PAGE) {
                if (page >= 10 * PAGE && random.nextInt(3) == 0) {
                    memory.putByte(page + random.nextInt(PAGE), (byte) (1 + random.nextInt(255)));
                }
            }
        }
    }

    @Test
    void everyByteIsWhereTheHeadersSay() throws IOException {
        fill();
        Path core = folder.resolve("core");
        List<Double> progress = new ArrayList<>();
        CoreDump.write(core, ram, List.of(), progress::add);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(core)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(3, file.getShort(56));
        int program = 64 + 56;
        for (Region region : memory.regions()) {
            assertEquals(1, file.getInt(program));
            assertEquals(region.address(), file.getLong(program + 24));
            assertEquals(region.size(), file.getLong(program + 32));
            int offset = Math.toIntExact(file.getLong(program + 8));
            assertArrayEquals(
                    memory.read(region.address(), (int) region.size()),
                    Arrays.copyOfRange(file.array(), offset, offset + (int) region.size()));
            program += 56;
        }
        assertEquals(1.0, progress.get(progress.size() - 1));
        assertEquals(progress.stream().sorted().toList(), progress);
    }

    @Test
    void onlyWholeDumpsHaveTheName() throws IOException {
        Path core = folder.resolve("core");
        Files.writeString(core, "an older one");
        assertThrows(
                CancellationException.class,
                () -> CoreDump.write(core, ram, List.of(), done -> {
                    throw new CancellationException();
                }));
        assertEquals("an older one", Files.readString(core));
        CoreDump.write(core, ram, List.of(), done -> {});
        assertEquals(
                0x464c457f,
                ByteBuffer.wrap(Files.readAllBytes(core))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt());
        try (Stream<Path> all = Files.list(folder)) {
            assertEquals(List.of(core), all.toList());
        }
    }
}
