package io.hv.image.qcow2;

import io.hv.image.file.MemoryStorage;
import io.hv.image.file.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A file in memory that says what was read and written, and that fails at a write. */
final class WatchedStorage implements Storage {

    final MemoryStorage memory;
    /** Where reads began. */
    final List<Long> reads = new ArrayList<>();
    /** Where writes began, of those that did not fail. */
    final List<Long> writes = new ArrayList<>();

    int forces;
    private int untilFailure;

    WatchedStorage() {
        this(new MemoryStorage());
    }

    WatchedStorage(MemoryStorage memory) {
        this.memory = memory;
    }

    /** The nth write from now on fails, and that one only. */
    void failAt(int write) {
        untilFailure = write;
    }

    @Override
    public int read(long offset, ByteBuffer into) {
        boolean unused = reads.add(offset);
        return memory.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
        if (--untilFailure == 0) {
            throw new IOException("no room");
        }
        boolean unused = writes.add(offset);
        memory.write(offset, from);
    }

    @Override
    public long size() {
        return memory.size();
    }

    @Override
    public void resize(long size) {
        memory.resize(size);
    }

    @Override
    public void force() {
        forces++;
    }

    @Override
    public void close() {}
}
