package io.hv.kvm.storage;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.Holes;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;

/** A raw image's bytes, to and from guest memory. For one thread at a time. */
final class RawFileIo extends StepwiseIo {

    private static final int ZEROS = 1 << 16;

    private final Fd file;
    private final Holes holes;

    RawFileIo(Fd file, Holes holes, int pieces) {
        super(pieces);
        this.file = file;
        this.holes = holes;
    }

    @Override
    public void move(IoVector through, long bytes, long offset, boolean read) throws IOException {
        FileIo.all(file, through, offset, bytes, read);
    }

    @Override
    public void zero(long offset, long length, boolean unmap) throws IOException {
        boolean done = (unmap && holes.punch(offset, length)) || holes.zero(offset, length);
        if (!done) {
            // What the file system cannot do at once is written.
            writeZeros(offset, length);
        }
    }

    private void writeZeros(long offset, long length) throws IOException {
        NativeMemory zeros = NativeMemory.allocate((int) Math.min(ZEROS, length));
        try {
            for (long done = 0; done < length; ) {
                long step = Math.min(zeros.size(), length - done);
                vector().clear();
                boolean unused = vector().add(zeros.address(), step);
                FileIo.all(file, vector(), offset + done, step, false);
                done += step;
            }
        } finally {
            Reference.reachabilityFence(zeros);
        }
    }
}
