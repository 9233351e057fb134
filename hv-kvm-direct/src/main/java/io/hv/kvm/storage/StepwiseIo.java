package io.hv.kvm.storage;

import io.hv.kvm.memory.ExtentCursor;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.virtio.Pieces;
import io.hv.nativeaccess.IoVector;
import java.io.IOException;

/** Reads into guest memory and writes from it in steps, as many pieces at a time as one call takes. For one thread at a time. */
abstract class StepwiseIo implements BaseIo {

    /** Of a step, and free between calls. */
    private final IoVector vector;

    private final ExtentCursor cursor = new ExtentCursor();

    /**
     * For requests of so many pieces.
     *
     * @param pieces 1 or more
     */
    StepwiseIo(int pieces) {
        this.vector = new IoVector(Math.min(pieces, IoVector.MOST));
    }

    /** For whoever is in no step. */
    final IoVector vector() {
        return vector;
    }

    @Override
    public final void read(GuestMemory memory, Pieces to, long offset) throws IOException {
        transfer(memory, to, offset, true);
    }

    @Override
    public final void write(GuestMemory memory, Pieces from, long offset) throws IOException {
        transfer(memory, from, offset, false);
    }

    private void transfer(GuestMemory memory, Pieces pieces, long offset, boolean read) throws IOException {
        long total = pieces.total();
        cursor.begin(memory, pieces, read);
        for (long done = 0; done < total; ) {
            long step = cursor.next(vector, total - done);
            move(vector, step, offset + done, read);
            done += step;
        }
    }
}
