package io.hv.kvm.storage;

import io.hv.nativeaccess.Fd;

/**
 * A disk's layers at one time: overlays from the top down, and the file. The lists do not change; a disk that gets other
 * layers gets another object. Safe for any thread.
 */
final class Layers {

    private final Overlay[] overlays;
    private final Base base;
    private final Gate gate;

    /** Who may come in. */
    enum Gate {
        /** Everybody. */
        OPEN,
        /** Who reads; who writes waits. */
        READERS,
        /** Nobody; all wait. */
        SHUT
    }

    private Layers(Overlay[] overlays, Base base, Gate gate) {
        this.overlays = overlays;
        this.base = base;
        this.gate = gate;
    }

    /** A layer, and all below. */
    static Layers from(Layer top) {
        int count = 0;
        for (Layer layer = top; layer instanceof Overlay overlay; layer = overlay.lower()) {
            count++;
        }
        Overlay[] overlays = new Overlay[count];
        Layer layer = top;
        for (int i = 0; i < count; i++) {
            overlays[i] = (Overlay) layer;
            layer = overlays[i].lower();
        }
        return new Layers(overlays, top.base(), Gate.OPEN);
    }

    /** The same, for those only whom a gate lets in. */
    Layers with(Gate newGate) {
        return new Layers(overlays, base, newGate);
    }

    boolean lets(boolean writes) {
        return gate == Gate.OPEN || (gate == Gate.READERS && !writes);
    }

    /** Whether there is no overlay. */
    boolean isDirect() {
        return overlays.length == 0;
    }

    int overlays() {
        return overlays.length;
    }

    Base base() {
        return base;
    }

    Layer top() {
        return isDirect() ? base : overlays[0];
    }

    /** The overlay that is written to. */
    Overlay overlay() {
        return overlays[0];
    }

    long capacity() {
        return top().capacity();
    }

    /** How much of the file is seen at most, through all overlays. */
    long keep() {
        long keep = base.capacity();
        for (Overlay overlay : overlays) {
            keep = Math.min(keep, overlay.keep());
        }
        return keep;
    }

    /** Blocks of the overlays, which may count one twice. */
    long blocks() {
        long blocks = 0;
        for (Overlay overlay : overlays) {
            blocks += overlay.map.count();
        }
        return blocks;
    }

    /**
     * Whose the bytes are that begin at an offset.
     *
     * @param end where to look no further
     * @param beneath whether the top overlay's own blocks do not count
     */
    void find(long offset, long end, boolean beneath, Run run) {
        long block = offset >>> BlockMap.SHIFT;
        long stop = end;
        for (int i = 0; i < overlays.length; i++) {
            Overlay overlay = overlays[i];
            if (i > 0 || !beneath) {
                long last = BlockMap.blocks(stop);
                if (overlay.map.get(block)) {
                    run.set(i, Math.min(stop, overlay.map.nextClear(block, last) << BlockMap.SHIFT));
                    return;
                }
                stop = Math.min(stop, overlay.map.nextSet(block + 1, last) << BlockMap.SHIFT);
            }
            long keep = overlay.keep();
            if (offset >= keep) {
                run.set(Run.ZEROS, stop);
                return;
            }
            stop = Math.min(stop, keep);
        }
        run.set(overlays.length, stop);
    }

    /** Whether a run is the file's. */
    boolean isBase(Run run) {
        return run.owner() == overlays.length;
    }

    /** The file that a run is read from, if it is not the base's. */
    Fd file(Run run) {
        return overlays[Math.max(run.owner(), 0)].file;
    }

    /** Who has some bytes. For one thread at a time; used again and again. */
    static final class Run {

        /** Nobody: they read as zeros. */
        static final int ZEROS = -1;

        private int owner;
        private long end;

        void set(int newOwner, long newEnd) {
            owner = newOwner;
            end = newEnd;
        }

        int owner() {
            return owner;
        }

        /** Where they end. */
        long end() {
            return end;
        }
    }
}
