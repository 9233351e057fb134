package io.hv.image.qcow2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.image.CheckReport;
import io.hv.image.CreateOptions;
import io.hv.image.ImageException;
import io.hv.image.ImageFormat;
import io.hv.image.Mutants;
import io.hv.image.SnapshotInfo;
import io.hv.image.spi.Disk;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The damaged fields of {@code HostileTest}, in memory, where what the image names is of no account. */
class DamageTest {

    private static final int CAPACITY = 1 << 20;

    private final MemoryImage image = new MemoryImage(CreateOptions.of(ImageFormat.QCOW2, CAPACITY), CAPACITY);

    static List<Mutants.Mutant> mutants() {
        return Mutants.all().stream()
                .filter(each ->
                        !each.field().equals("backing_file") || each.name().endsWith("UTF-8"))
                .toList();
    }

    private void damage(Mutants.Mutant mutant) {
        byte[] bytes = new byte[200_000];
        new Random(5).nextBytes(bytes);
        try (Disk disk = image.open()) {
            disk.write(0, ByteBuffer.wrap(bytes));
            SnapshotInfo unused = disk.createSnapshot("one");
            disk.write(0, ByteBuffer.wrap(bytes));
            byte[] even = new byte[1 << 16];
            System.arraycopy(bytes, 0, even, 0, even.length / 2);
            disk.writeCompressed(3 << 16, ByteBuffer.wrap(even));
            disk.flush();
        }
        byte[] bad = image.file.bytes();
        mutant.damage().accept(ByteBuffer.wrap(bad));
        image.file.write(0, ByteBuffer.wrap(bad));
    }

    private void use(Mutants.Stage stage) {
        try (Disk disk = image.open()) {
            switch (stage) {
                case READ -> disk.read(0, ByteBuffer.allocate(CAPACITY));
                case WRITE -> disk.write(0, ByteBuffer.allocate(10));
                case ALLOCATE -> disk.write(CAPACITY - 10, ByteBuffer.allocate(10));
                case OPEN -> {
                    // That was it.
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isRefusedByName(Mutants.Mutant mutant) {
        damage(mutant);
        byte[] bad = image.file.bytes();
        ImageException e = assertThrows(ImageException.class, () -> use(mutant.stage()));
        assertTrue(e.field().startsWith(mutant.field()), e.toString());
        assertEquals(MemoryImage.NAME, e.file());
        assertArrayEquals(bad, image.file.bytes());
        if (mutant.stage() == Mutants.Stage.OPEN) {
            return;
        }
        try (Disk disk = image.open(false)) {
            CheckReport report = disk.check(false, false);
            boolean isTold = !report.isClean() || e.field().equals("incompatible_features");
            // What is in a compressed cluster is not looked at.
            assertTrue(isTold || e.field().equals("compressed cluster"), report.toString());
        }
    }
}
