package io.hv.image;

import io.hv.InterruptedOperationException;
import io.hv.OperationCancelledException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Copies a disk piece by piece, by several threads that take the next piece each. The target is new: it is all zeros. */
final class Conversion {

    private static final int PIECE = 2 << 20;
    /** What is looked at for zeros at once. */
    private static final int UNIT = 4096;
    /** So much is copied before the disk begins with it, while more is copied: else the last flush has all of it to do. */
    private static final int MUCH = 8 << 20;

    private final Image source;
    private final Image target;
    private final ConvertOptions how;
    private final long size;
    private final AtomicLong next = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Object telling = new Object();
    // Under telling's monitor.
    private long done;
    private long unsettled;
    private int copying;

    Conversion(Image source, Image target, ConvertOptions how) {
        this.source = source;
        this.target = target;
        this.how = how;
        size = source.capacity();
    }

    /** All of it into a new image, of which nothing is left where that fails. */
    static void run(Image source, Path target, ConvertOptions how) {
        if (how.isOverlay()) {
            throw new ImageException(
                    target,
                    "backing_file",
                    -1,
                    "what is zeros in " + source + " would be what the backing file has there",
                    "convert it into an image that stands alone, and rebase() that",
                    null);
        }
        Image image = Image.create(target, how.target(source), how.backing(), how.layer());
        try {
            new Conversion(source, image, how).run();
            // Its last flush may fail, too.
            image.close();
        } catch (RuntimeException | Error e) {
            abandon(image, e);
            Creation.delete(target, e);
            how.dataFile().ifPresent(name -> Creation.delete(target.resolveSibling(name), e));
            throw e;
        }
    }

    /** A second failure of the same cause must not hide the first. */
    private static void abandon(Image image, Throwable because) {
        try {
            image.close();
        } catch (RuntimeException | Error e) {
            if (e != because) {
                because.addSuppressed(e);
            }
        }
    }

    private void run() {
        // As everything that waits, it does not begin in a thread that was interrupted before.
        if (Thread.interrupted()) {
            throw interrupted();
        }
        int threads = target.isSequential() ? 1 : how.threads();
        ExecutorService pool = Executors.newFixedThreadPool(threads + 1, work -> {
            Thread thread = new Thread(work, "hv/convert");
            thread.setDaemon(true);
            return thread;
        });
        try {
            synchronized (telling) {
                copying = threads;
            }
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(pool.submit(this::copyPieces));
            }
            all.add(pool.submit(this::settle));
            awaitAll(all);
        } finally {
            stopped.set(true);
            pool.shutdown();
        }
        if (how.cancelled().getAsBoolean() && done < size) {
            throw new OperationCancelledException("the conversion of " + source + " was cancelled", "");
        }
        target.flush();
    }

    /** Also after a failure: nobody works on the files any more when this ends. */
    private void awaitAll(List<Future<?>> all) {
        boolean interrupted = false;
        RuntimeException failure = null;
        for (Future<?> each : all) {
            boolean ended = false;
            while (!ended) {
                try {
                    Object unused = each.get();
                    ended = true;
                } catch (InterruptedException e) {
                    interrupted = true;
                    stopped.set(true);
                } catch (ExecutionException e) {
                    stopped.set(true);
                    ended = true;
                    if (failure == null) {
                        failure = e.getCause() instanceof RuntimeException cause
                                ? cause
                                : new IllegalStateException(e.getCause());
                    }
                }
            }
        }
        if (interrupted) {
            throw interrupted();
        }
        if (failure != null) {
            throw failure;
        }
    }

    private InterruptedOperationException interrupted() {
        return new InterruptedOperationException("the conversion of " + source);
    }

    private void copyPieces() {
        try {
            // What is not on the heap goes to and from files without a copy.
            ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
            while (!stopped.get() && !how.cancelled().getAsBoolean()) {
                long at = next.getAndAdd(PIECE);
                if (at >= size) {
                    return;
                }
                int length = (int) Math.min(PIECE, size - at);
                tell(length, copy(at, length, buffer));
            }
        } finally {
            synchronized (telling) {
                copying--;
                telling.notifyAll();
            }
        }
    }

    private void tell(long more, long copied) {
        synchronized (telling) {
            unsettled += copied;
            if (unsettled >= MUCH) {
                telling.notifyAll();
            }
            done += more;
            how.progress().accept((double) done / size);
        }
    }

    /** Brings what was copied to the disk, until all is copied. */
    private @Nullable Void settle() throws InterruptedException {
        boolean ended = false;
        try {
            while (awaitMuch()) {
                target.settle();
            }
            ended = true;
        } finally {
            if (!ended) {
                // What cannot be kept is not copied on.
                stopped.set(true);
            }
        }
        return null;
    }

    private boolean awaitMuch() throws InterruptedException {
        synchronized (telling) {
            while (unsettled < MUCH && copying > 0) {
                telling.wait();
            }
            unsettled = 0;
            return copying > 0;
        }
    }

    /** Returns how much was there to be copied. */
    private int copy(long at, int length, ByteBuffer buffer) {
        boolean zeros = source.map(at, length).allMatch(extent -> extent.kind().readsAsZeros());
        if (zeros) {
            return 0;
        }
        source.read(at, buffer.clear().limit(length));
        int filled = target.isSequential() ? fill(at, length, buffer) : length;
        if (how.isCompressed()) {
            compress(at, filled, buffer);
        } else {
            write(at, filled, buffer);
        }
        return filled;
    }

    /** A stream takes whole clusters alone: zeros follow a source that ends in one. Returns the length with them. */
    private int fill(long at, int length, ByteBuffer buffer) {
        int step = target.clusterSize();
        int end = (int) Math.min(((long) length + step - 1) / step * step, target.capacity() - at);
        buffer.clear().put(length, new byte[end - length]);
        return end;
    }

    private void compress(long at, int length, ByteBuffer buffer) {
        int step = target.clusterSize();
        for (int start = 0; start < length; start += step) {
            int end = Math.min(length, start + step);
            if (!Zeros.are(buffer.clear(), start, end)) {
                target.writeCompressed(at + start, buffer.clear().limit(end).position(start));
            }
        }
    }

    /** Runs of units that are not zeros; cut at the target's clusters, a part of which costs as much as the whole. */
    private void write(long at, int length, ByteBuffer buffer) {
        int unit = Math.max(UNIT, Math.min(target.clusterSize(), PIECE));
        int start = -1;
        for (int here = 0; here < length; here += unit) {
            boolean zeros = Zeros.are(buffer.clear(), here, Math.min(length, here + unit));
            if (!zeros && start < 0) {
                start = here;
            }
            if (zeros && start >= 0) {
                target.write(at + start, buffer.clear().limit(here).position(start));
                start = -1;
            }
        }
        if (start >= 0) {
            target.write(at + start, buffer.clear().limit(length).position(start));
        }
    }
}
