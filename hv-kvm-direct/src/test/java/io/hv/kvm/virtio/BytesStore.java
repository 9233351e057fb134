package io.hv.kvm.virtio;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.block.BlockIo;
import io.hv.kvm.virtio.block.BlockStore;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A disk's bytes on the heap, which can be told to fail. */
final class BytesStore implements BlockStore, BlockIo {

    private byte[] bytes;
    private final boolean readOnly;
    int flushes;

    @Nullable
    IOException failure;

    /** Runs in the middle of each write. */
    Runnable onWrite = () -> {};

    BytesStore(int size, boolean readOnly) {
        this.bytes = new byte[size];
        this.readOnly = readOnly;
    }

    byte[] bytes() {
        return bytes;
    }

    private void mayFail() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public long capacity() {
        return bytes.length;
    }

    @Override
    public boolean readOnly() {
        return readOnly;
    }

    @Override
    public boolean discards() {
        return !readOnly;
    }

    @Override
    public BlockIo io(int pieces) {
        return this;
    }

    @Override
    public void read(GuestMemory memory, Pieces to, long offset) throws IOException {
        mayFail();
        int at = (int) offset;
        for (int i = 0; i < to.count(); i++) {
            memory.write(to.address(i), bytes, at, (int) to.length(i));
            at += (int) to.length(i);
        }
    }

    @Override
    public void write(GuestMemory memory, Pieces from, long offset) throws IOException {
        mayFail();
        onWrite.run();
        int at = (int) offset;
        for (int i = 0; i < from.count(); i++) {
            memory.read(from.address(i), bytes, at, (int) from.length(i));
            at += (int) from.length(i);
        }
    }

    @Override
    public void flush() throws IOException {
        mayFail();
        flushes++;
    }

    @Override
    public void discard(long offset, long length) throws IOException {
        zero(offset, length, true);
    }

    @Override
    public void zero(long offset, long length, boolean unmap) throws IOException {
        mayFail();
        Arrays.fill(bytes, (int) offset, (int) (offset + length), (byte) 0);
    }

    @Override
    public void resize(long capacity) {
        bytes = Arrays.copyOf(bytes, (int) capacity);
    }

    @Override
    public void close() {
        // It holds nothing of the host's.
    }
}
