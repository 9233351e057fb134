package io.hv.kvm.storage;

import io.hv.kvm.storage.Layers.Gate;
import io.hv.nativeaccess.IoVector;
import java.io.IOException;
import java.util.concurrent.locks.Lock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a disk's overlays to its file, when nobody else stands on either. A disk in use is not stopped for it: it gets a
 * new overlay, the ones below are copied, which hides what becomes of the file; and so on with what was written meanwhile,
 * until little is left. That is copied while the disk is only read. Then the file is synced, and used directly.
 */
final class Commit implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    /** Who writes faster than this copies waits in the end. */
    private static final int MOST_ROUNDS = 8;

    /** Blocks that are copied while writers wait: 4 MiB, a few milliseconds. */
    private static final long FEW = 1024;

    private final ForkableDisk disk;
    private boolean cancelled;

    Commit(ForkableDisk disk) {
        this.disk = disk;
    }

    /** The disk has forked again: the file must stay as it is. */
    private static final class Cancelled extends IOException {

        private static final long serialVersionUID = 1;

        Cancelled() {
            super("cancelled");
        }
    }

    /** Nothing is written to the file any more when this returns. What was written was not seen by anybody. */
    synchronized void cancel() {
        cancelled = true;
    }

    private synchronized void step(RangeCopy.Action action) throws IOException {
        if (cancelled) {
            throw new Cancelled();
        }
        action.run();
    }

    /** In a thread of its own. */
    @Override
    public void run() {
        if (!disk.begins(this)) {
            return;
        }
        Base base = disk.layers().base();
        try {
            rounds();
        } catch (Cancelled e) {
            LOG.debug("{} was cloned again before all was written to it", base.path);
        } catch (IOException e) {
            LOG.warn(
                    "what was written to {} while clones shared it stays beside it until it is closed: {}",
                    base.path,
                    String.valueOf(e.getMessage()));
        } finally {
            Holders.endCommit(base);
            disk.ends(this);
        }
    }

    /** Whether a fork came between, so that another attempt may be possible by now. */
    synchronized boolean isCancelled() {
        return cancelled;
    }

    private void rounds() throws IOException {
        for (int round = 0; round < MOST_ROUNDS && disk.layers().blocks() > FEW; round++) {
            long unused = write(push(), this::step);
            settle();
        }
        finish();
    }

    /** Gives the disk a new overlay, and returns what is below. */
    private Layers push() throws IOException {
        Lock changing = disk.changing();
        changing.lock();
        try {
            step(() -> {});
            Layers before = disk.layers();
            Layers next = before;
            // A write that is under way must not be hidden by a later one to another part of its block.
            disk.gateway().replace(before.with(Gate.READERS));
            try {
                next = Layers.from(Overlay.over(before.top()));
            } finally {
                disk.gateway().replace(next);
            }
            Holders.release(before.top());
            return before;
        } finally {
            changing.unlock();
        }
    }

    /** Drops what is in the file now. */
    private void settle() throws IOException {
        Lock changing = disk.changing();
        changing.lock();
        try {
            step(() -> {});
            Overlay top = disk.layers().overlay();
            Layer before = Holders.settle(top);
            disk.gateway().replace(Layers.from(top));
            Holders.release(before);
        } finally {
            changing.unlock();
        }
    }

    private void finish() throws IOException {
        Lock changing = disk.changing();
        changing.lock();
        try {
            step(() -> {});
            Layers layers = disk.layers();
            Layers next = layers;
            disk.gateway().replace(layers.with(Gate.READERS));
            try {
                long unused = write(layers, this::step);
                Holders.hold(layers.base());
                next = Layers.from(layers.base());
            } finally {
                disk.gateway().replace(next);
            }
            Holders.release(layers.top());
        } finally {
            changing.unlock();
        }
    }

    /**
     * Writes to the file what was left by a disk that is closed, and lets go of it.
     *
     * @throws CommitFailedException if that failed
     */
    static void last(Layers layers) {
        Base base = layers.base();
        CommitFailedException failure = null;
        try {
            long bytes = write(layers, RangeCopy.Action::run);
            LOG.debug("{} bytes that were written while clones shared {} are in it now", bytes, base.path);
        } catch (IOException e) {
            LOG.error("what was written to {} while clones shared it is lost", base.path, e);
            failure = new CommitFailedException(base.path, "since it was cloned", e);
        }
        try {
            Holders.release(layers.top());
        } catch (CommitFailedException e) {
            if (failure == null) {
                throw e;
            }
            failure.addSuppressed(e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static long write(Layers layers, RangeCopy.Step step) throws IOException {
        BaseStore store = layers.base().store;
        long keep = layers.keep();
        long capacity = layers.capacity();
        step.run(() -> {
            if (keep < store.capacity()) {
                store.resize(keep);
            }
            if (capacity != store.capacity()) {
                store.resize(capacity);
            }
        });
        long bytes = new RangeCopy().owned(layers, step, new IntoBase(store.io(1)));
        store.flush();
        return bytes;
    }

    /** A hole in an overlay becomes one in the file. */
    private record IntoBase(BaseIo io) implements RangeCopy.Target {

        @Override
        public void data(long offset, IoVector from, long length) throws IOException {
            io.move(from, length, offset, false);
        }

        @Override
        public void zeros(long offset, long length) throws IOException {
            io.zero(offset, length, true);
        }
    }
}
