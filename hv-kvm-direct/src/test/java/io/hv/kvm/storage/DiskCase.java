package io.hv.kvm.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A disk of noise in an image, and a block to write to it. */
abstract class DiskCase {

    static final int CAPACITY = 1 << 20;
    static final int BLOCK = 4096;

    @TempDir
    Path folder;

    final StorageRig rig = new StorageRig();
    final byte[] before = new byte[CAPACITY];
    final byte[] block = new byte[BLOCK];
    Path image = Path.of("");

    /** Makes the image of {@link #before} in the folder. */
    abstract Path make() throws IOException;

    @BeforeEach
    final void image() throws IOException {
        new Random(3).nextBytes(before);
        Arrays.fill(block, (byte) 0x77);
        image = make();
    }

    @AfterEach
    final void nothingIsLeft() throws IOException {
        rig.close();
        assertEquals(0, StorageRig.open(folder));
    }

    /** A copy with the block at some offsets. */
    final byte[] with(byte[] bytes, int... offsets) {
        byte[] copy = bytes.clone();
        for (int offset : offsets) {
            System.arraycopy(block, 0, copy, offset, BLOCK);
        }
        return copy;
    }
}
