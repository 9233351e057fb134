package io.hv.image;

import io.hv.image.file.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that nobody waits for: for tests in which no power is lost. */
record Unforced(Storage file) implements Storage {

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        return file.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
        file.write(offset, from);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void resize(long size) throws IOException {
        file.resize(size);
    }

    @Override
    public boolean punch(long offset, long length) throws IOException {
        return file.punch(offset, length);
    }

    @Override
    public boolean zero(long offset, long length) throws IOException {
        return file.zero(offset, length);
    }

    @Override
    public long nextData(long offset) {
        return file.nextData(offset);
    }

    @Override
    public long nextHole(long offset) {
        return file.nextHole(offset);
    }

    @Override
    public void force() {}

    @Override
    public void close() throws IOException {
        file.close();
    }
}
