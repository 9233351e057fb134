package io.hv.kvm.storage;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.MemoryMap;
import io.hv.kvm.virtio.Pieces;
import io.hv.kvm.virtio.TestPieces;
import io.hv.kvm.virtio.block.BlockIo;
import io.hv.kvm.virtio.block.BlockStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Guest memory through which one thread reads and writes disks, and a look at what this process has open. */
final class StorageRig implements AutoCloseable {

    static final int ROOM = 4 << 20;

    private final GuestMemory memory = GuestMemory.map(MemoryMap.of(ROOM, 36), "hv-storage-test");

    /** Several pieces, in another order than they lie in memory; the first has an odd length. */
    private static Pieces pieces(int length) {
        int first = first(length);
        return TestPieces.of(ROOM / 2, first, 0, 0, 512, length - first);
    }

    private static int first(int length) {
        return Math.min(length, 777);
    }

    GuestMemory memory() {
        return memory;
    }

    byte[] read(BlockIo io, long offset, int length) throws IOException {
        memory.fill(512, length, (byte) 0x5a);
        memory.fill(ROOM / 2, first(length), (byte) 0x5a);
        io.read(memory, pieces(length), offset);
        byte[] bytes = new byte[length];
        int first = first(length);
        memory.read(ROOM / 2, bytes, 0, first);
        memory.read(512, bytes, first, length - first);
        return bytes;
    }

    void write(BlockIo io, long offset, byte[] bytes) throws IOException {
        int first = first(bytes.length);
        memory.write(ROOM / 2, bytes, 0, first);
        memory.write(512, bytes, first, bytes.length - first);
        io.write(memory, pieces(bytes.length), offset);
    }

    byte[] all(BlockStore disk) throws IOException {
        return read(disk.io(4), 0, (int) disk.capacity());
    }

    /** Files of a folder, named or not, that this process has open. */
    static long open(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.filter(link -> isIn(folder, link)).count();
        }
    }

    private static boolean isIn(Path folder, Path link) {
        try {
            return Files.readSymbolicLink(link).startsWith(folder);
        } catch (IOException e) {
            // It was closed meanwhile: the one of this very listing is.
            return false;
        }
    }

    static long names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Override
    public void close() {
        memory.close();
    }
}
