package io.hv.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.Feature;
import io.hv.HostFailureException;
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.Pool;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of volumes, from and to files of this process. */
@Contract
public class VolumeTransferContract {

    private static final int SIZE = 6 << 20;

    @TempDir
    Path folder;

    /** For JUnit, which creates it. */
    public VolumeTransferContract() {}

    private static Pool pool(Bench bench) {
        bench.needs(Feature.POOLS, Feature.VOLUME_TRANSFER);
        Pool pool = bench.define(bench.pool());
        pool.start();
        return pool;
    }

    private static Volume raw(Pool pool, String name) {
        return pool.create(VolumeSpec.of(name, ByteSize.bytes(SIZE)).build());
    }

    /** Bytes, zeros, bytes, zeros: more than what goes at once of each. */
    private static byte[] content(long seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        Arrays.fill(bytes, 1 << 20, 3 << 20, (byte) 0);
        Arrays.fill(bytes, 5 << 20, SIZE, (byte) 0);
        return bytes;
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private byte[] read(Bench bench, Volume volume, String name) throws IOException {
        Path local = folder.resolve(name);
        ByteSize size = volume.download(local).await(bench.patience());
        byte[] bytes = Files.readAllBytes(local);
        assertEquals(size.bytes(), bytes.length);
        return bytes;
    }

    /** What was sent is what comes back. */
    @Test
    public void thereAndBack(Bench bench) throws IOException {
        Volume volume = raw(pool(bench), "one");
        byte[] bytes = content(1);
        Job<ByteSize> job = volume.upload(file("local", bytes));
        assertEquals(ByteSize.bytes(SIZE), job.await(bench.patience()));
        assertEquals(1, job.progress().orElseThrow());
        assertEquals(ByteSize.bytes(SIZE), volume.capacity());
        assertArrayEquals(bytes, read(bench, volume, "back"));
    }

    /** Sent again, it is as sent the second time: zeros where bytes were. */
    @Test
    public void twice(Bench bench) throws IOException {
        Volume volume = raw(pool(bench), "one");
        byte[] first = new byte[SIZE];
        new Random(2).nextBytes(first);
        ByteSize unused = volume.upload(file("first", first)).await(bench.patience());
        byte[] second = content(3);
        ByteSize unusedToo = volume.upload(file("second", second)).await(bench.patience());
        assertArrayEquals(second, read(bench, volume, "back"));
    }

    /** A shorter file is the beginning, and the rest stays. */
    @Test
    public void theBeginning(Bench bench) throws IOException {
        Volume volume = raw(pool(bench), "one");
        byte[] all = new byte[SIZE];
        new Random(4).nextBytes(all);
        ByteSize unused = volume.upload(file("all", all)).await(bench.patience());
        byte[] part = Arrays.copyOf(content(5), 2 << 20);
        ByteSize unusedToo = volume.upload(file("part", part)).await(bench.patience());
        System.arraycopy(part, 0, all, 0, part.length);
        assertEquals(ByteSize.bytes(SIZE), volume.capacity());
        assertArrayEquals(all, read(bench, volume, "back"));
    }

    /** A volume that is an image is sent as the file that it is. */
    @Test
    public void images(Bench bench) throws IOException {
        Pool pool = pool(bench);
        Volume image = pool.create(VolumeSpec.of("image", ByteSize.mib(64))
                .format(DiskFormat.QCOW2)
                .build());
        byte[] bytes = read(bench, image, "image");
        assertTrue(bytes.length < ByteSize.mib(64).bytes());
        Volume other = pool.create(
                VolumeSpec.of("other", ByteSize.mib(1)).format(DiskFormat.QCOW2).build());
        ByteSize unused = other.upload(folder.resolve("image")).await(bench.patience());
        pool.refresh();
        assertEquals(ByteSize.mib(64), other.capacity());
        assertEquals(DiskFormat.QCOW2, other.spec().format());
    }

    /** What does not fit is refused before anything is written. */
    @Test
    public void tooLarge(Bench bench) throws IOException {
        Volume volume = raw(pool(bench), "one");
        byte[] bytes = content(6);
        ByteSize unused = volume.upload(file("local", bytes)).await(bench.patience());
        Path large = file("large", new byte[SIZE + 1]);
        assertThrows(InvalidSpecException.class, () -> volume.upload(large).await(bench.patience()));
        assertArrayEquals(bytes, read(bench, volume, "back"));
    }

    /** Nothing is written over, and what is not there is said not to be. */
    @Test
    public void localFiles(Bench bench) throws IOException {
        Volume volume = raw(pool(bench), "one");
        Path there = file("there", new byte[] {1});
        assertThrows(AlreadyExistsException.class, () -> volume.download(there).await(bench.patience()));
        assertArrayEquals(new byte[] {1}, Files.readAllBytes(there));
        assertThrows(
                HostFailureException.class,
                () -> volume.upload(folder.resolve("absent")).await(bench.patience()));
        assertThrows(
                HostFailureException.class,
                () -> volume.download(folder.resolve("no/such/folder/file")).await(bench.patience()));
    }

    /** A volume that is gone has no bytes, and leaves no file. */
    @Test
    public void gone(Bench bench) {
        Volume volume = raw(pool(bench), "one");
        volume.delete();
        Path local = folder.resolve("local");
        assertThrows(NotFoundException.class, () -> volume.download(local).await(bench.patience()));
        assertFalse(Files.exists(local));
    }

    /** One that is cancelled ends: with the whole file, or with none. */
    @Test
    public void cancelled(Bench bench) {
        Volume volume =
                pool(bench).create(VolumeSpec.of("large", ByteSize.gib(1)).build());
        Path local = folder.resolve("local");
        Job<ByteSize> job = volume.download(local);
        boolean unused = job.cancel();
        boolean isThere;
        try {
            isThere = job.await(bench.patience()).equals(ByteSize.gib(1));
        } catch (OperationCancelledException e) {
            isThere = false;
        }
        assertEquals(isThere, Files.exists(local));
        assertEquals(ByteSize.gib(1), volume.capacity(), "it is as it was");
    }
}
