package io.hv.image;

import io.hv.image.FaultyImage.Access;
import io.hv.image.FaultyImage.Operation;
import io.hv.image.file.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file in whose operations a {@link FaultPlan} has a say. */
final class FaultyStorage implements Storage {

    private final Path path;
    private final Storage storage;
    private final FaultPlan plan;

    FaultyStorage(Path path, Storage storage, FaultPlan plan) {
        this.path = path;
        this.storage = storage;
        this.plan = plan;
    }

    private FaultPlan.Fate before(Operation operation, long offset, long length) throws IOException {
        return plan.before(new Access(path, operation, offset, length));
    }

    @Override
    public int read(long offset, ByteBuffer into) throws IOException {
        FaultPlan.Fate unused = before(Operation.READ, offset, into.remaining());
        return storage.read(offset, into);
    }

    @Override
    public void write(long offset, ByteBuffer from) throws IOException {
        FaultPlan.Fate unused = before(Operation.WRITE, offset, from.remaining());
        int torn = plan.tornAfter(from.remaining());
        if (torn >= 0) {
            storage.write(offset, from.slice(from.position(), torn));
            throw new IOException("injected: the write is torn after " + torn + " bytes");
        }
        storage.write(offset, from);
    }

    @Override
    public long size() throws IOException {
        return storage.size();
    }

    @Override
    public void resize(long size) throws IOException {
        FaultPlan.Fate unused = before(Operation.RESIZE, size, 0);
        storage.resize(size);
    }

    @Override
    public void force() throws IOException {
        if (before(Operation.FLUSH, 0, 0) == FaultPlan.Fate.GOOD) {
            storage.force();
        }
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
