package io.hv.kvm.storage;

import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;

/** Copies what overlays have to where it is at the same place. For one thread. */
final class RangeCopy {

    private static final int STEP = 1 << 20;

    private final NativeMemory buffer = NativeMemory.allocate(STEP);
    private final IoVector vector = new IoVector(1);

    /** Where bytes or zeros go, piece by piece. */
    interface Step {

        /** Has the given action done, or throws to end it all. */
        void run(Action action) throws IOException;
    }

    /** What is done in one step. */
    interface Action {

        /** Does it. */
        void run() throws IOException;
    }

    /** Where it goes. Ranges are whole blocks, or up to the end. */
    interface Target {

        /** A range has bytes, which are in memory now. */
        void data(long offset, IoVector from, long length) throws IOException;

        /** A range is zeros. */
        void zeros(long offset, long length) throws IOException;
    }

    /**
     * Copies all that the overlays own.
     *
     * @return how many bytes were copied
     */
    long owned(Layers layers, Step step, Target target) throws IOException {
        Walk walk = new Walk(layers, target);
        while (!walk.over) {
            step.run(walk::piece);
        }
        return walk.bytes;
    }

    /** Looks and copies in one step: who ends it all may close the overlays. */
    private final class Walk {

        private final Layers layers;
        private final Target target;
        private final Extents extents;
        private Extent extent = new Extent(0, 0, true);
        private long at;
        private long bytes;
        private boolean over;

        Walk(Layers layers, Target target) {
            this.layers = layers;
            this.target = target;
            this.extents = new Extents(layers, false);
        }

        void piece() throws IOException {
            if (at == extent.end()) {
                Extent next = extents.next();
                if (next == null) {
                    over = true;
                    return;
                }
                extent = next;
                at = next.offset();
            }
            int length = (int) Math.min(STEP, extent.end() - at);
            if (extent.zeros()) {
                target.zeros(at, length);
            } else {
                copy(layers.file(extents.run()), at, length, target);
                bytes += length;
            }
            at += length;
        }
    }

    private void copy(Fd source, long offset, int length, Target target) throws IOException {
        try {
            FileIo.all(source, whole(length), offset, length, true);
            target.data(offset, whole(length), length);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    private IoVector whole(int length) {
        vector.clear();
        boolean unused = vector.add(buffer.address(), length);
        return vector;
    }
}
