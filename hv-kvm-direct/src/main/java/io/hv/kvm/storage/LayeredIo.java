package io.hv.kvm.storage;

import io.hv.kvm.memory.ExtentCursor;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.storage.Layers.Run;
import io.hv.kvm.virtio.Pieces;
import io.hv.nativeaccess.Fd;
import io.hv.nativeaccess.IoVector;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;

/**
 * Reads layers, and writes to their top overlay; bytes go to and from where they lie. For one thread at a time; allocates
 * nothing, a write to 128 MiB that were never written aside. The layers have an overlay.
 */
final class LayeredIo {

    private final BaseIo base;
    private final IoVector vector;
    private final Run run = new Run();
    private final ExtentCursor cursor = new ExtentCursor();

    private final NativeMemory block = NativeMemory.allocate(BlockMap.BLOCK);
    private final IoVector blockVector = new IoVector(1);
    private final ExtentCursor blockCursor = new ExtentCursor();

    private final NativeMemory zeros = NativeMemory.allocate(BlockMap.BLOCK);
    private final ExtentCursor zerosCursor = new ExtentCursor();

    /** For layers on a base, which is read by this way. */
    LayeredIo(BaseIo base, int pieces) {
        this.base = base;
        this.vector = new IoVector(Math.min(pieces, IoVector.MOST));
    }

    /** Says which guest memory the next {@link #read} or {@link #write} is for, and whether that is going to be written. */
    void begin(GuestMemory memory, Pieces pieces, boolean written) {
        cursor.begin(memory, pieces, written);
    }

    /** Says which memory of this process it is for, which the caller keeps reachable. */
    void begin(long address, long length) {
        cursor.begin(address, length);
    }

    void read(Layers layers, long offset, long length) throws IOException {
        read(layers, false, offset, length, cursor, vector);
    }

    private void read(Layers layers, boolean beneath, long offset, long length, ExtentCursor into, IoVector through)
            throws IOException {
        long end = offset + length;
        for (long at = offset; at < end; at = run.end()) {
            layers.find(at, end, beneath, run);
            if (layers.isBase(run)) {
                readBase(at, run.end(), into, through);
                continue;
            }
            Fd file = layers.file(run);
            if (run.owner() != Run.ZEROS) {
                move(file, at, run.end(), into, through, true);
                continue;
            }
            for (long zero = at; zero < run.end(); ) {
                long step = into.next(through, Math.min(run.end() - zero, Overlay.ZEROS));
                FileIo.all(file, through, layers.overlay().zeros(), step, true);
                zero += step;
            }
        }
    }

    private void readBase(long offset, long end, ExtentCursor into, IoVector through) throws IOException {
        for (long at = offset; at < end; ) {
            long step = into.next(through, end - at);
            base.move(through, step, at, true);
            at += step;
        }
    }

    private static void move(Fd file, long offset, long end, ExtentCursor cursor, IoVector vector, boolean read)
            throws IOException {
        for (long at = offset; at < end; ) {
            long step = cursor.next(vector, end - at);
            FileIo.all(file, vector, at, step, read);
            at += step;
        }
    }

    void write(Layers layers, long offset, long length) throws IOException {
        write(layers, offset, offset + length, cursor);
    }

    private void write(Layers layers, long offset, long end, ExtentCursor from) throws IOException {
        Overlay top = layers.overlay();
        for (long at = offset; at < end; ) {
            long stop = Math.min(end, region(at) + (1L << Overlay.REGION_SHIFT));
            long first = at >>> BlockMap.SHIFT;
            long last = BlockMap.blocks(stop);
            if (top.map.nextClear(first, last) == last) {
                move(top.file, at, stop, from, vector, false);
            } else {
                synchronized (top.lock(at)) {
                    bringUp(layers, top, at, stop);
                    move(top.file, at, stop, from, vector, false);
                    top.map.set(first, last);
                }
            }
            at = stop;
        }
    }

    private static long region(long offset) {
        return offset & -(1L << Overlay.REGION_SHIFT);
    }

    private static long down(long offset) {
        return offset & -BlockMap.BLOCK;
    }

    /** Copies what surrounds a write in its first and its last block. */
    private void bringUp(Layers layers, Overlay top, long offset, long end) throws IOException {
        if (offset > down(offset) && !top.map.get(offset >>> BlockMap.SHIFT)) {
            bringUp(layers, down(offset), offset);
        }
        if (end > down(end) && !top.map.get(end >>> BlockMap.SHIFT)) {
            bringUp(layers, end, Math.min(top.capacity(), down(end) + BlockMap.BLOCK));
        }
    }

    private void bringUp(Layers layers, long from, long to) throws IOException {
        int length = (int) (to - from);
        if (length == 0) {
            return;
        }
        try {
            blockCursor.begin(block.address(), length);
            read(layers, true, from, length, blockCursor, blockVector);
            blockCursor.begin(block.address(), length);
            move(layers.overlay().file, from, to, blockCursor, blockVector, false);
        } finally {
            Reference.reachabilityFence(block);
        }
    }

    /** Makes a range read as zeros; gives back its space in the overlay, and hides what is below. */
    void zero(Layers layers, long offset, long length) throws IOException {
        long end = offset + length;
        long capacity = layers.capacity();
        for (long at = offset; at < end; ) {
            long stop = Math.min(end, down(at) + BlockMap.BLOCK);
            if (at == down(at) && (stop == at + BlockMap.BLOCK || stop == capacity)) {
                stop = Math.min(end == capacity ? end : down(end), region(at) + (1L << Overlay.REGION_SHIFT));
                hole(layers, at, stop);
            } else {
                writeZeros(layers, at, stop);
            }
            at = stop;
        }
    }

    private void hole(Layers layers, long offset, long end) throws IOException {
        Overlay top = layers.overlay();
        long first = offset >>> BlockMap.SHIFT;
        long last = BlockMap.blocks(end);
        synchronized (top.lock(offset)) {
            if (top.punch(offset, (last - first) << BlockMap.SHIFT)) {
                top.map.set(first, last);
                return;
            }
            for (long at = offset; at < end; at += BlockMap.BLOCK) {
                writeZeros(layers, at, Math.min(end, at + BlockMap.BLOCK));
            }
        }
    }

    private void writeZeros(Layers layers, long offset, long end) throws IOException {
        try {
            zerosCursor.begin(zeros.address(), end - offset);
            write(layers, offset, end, zerosCursor);
        } finally {
            Reference.reachabilityFence(zeros);
        }
    }
}
