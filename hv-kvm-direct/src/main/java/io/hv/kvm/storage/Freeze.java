package io.hv.kvm.storage;

import io.hv.nativeaccess.IoVector;
import java.io.IOException;
import java.util.List;

/**
 * What a disk becomes by being frozen.
 *
 * @param next its layers from then on; it holds the top one
 * @param frozen what clones are made of
 */
record Freeze(Layers next, FrozenDisk frozen) {

    /** Freezes layers that nobody writes to; the disk's hold on their top stays, and is not needed if the layers are others. */
    static Freeze of(Layers layers, List<FileIdentity> files) throws IOException {
        if (!layers.isDirect() && layers.overlay().isEmpty()) {
            // Nothing was written since the last time: what is below is frozen already.
            return new Freeze(layers, new FrozenDisk(layers.overlay().lower(), false, files, 0));
        }
        if (layers.overlays() < ForkableDisk.MOST_OVERLAYS) {
            return over(layers.top(), files, 0);
        }
        Overlay flat = Overlay.over(layers.base(), layers.keep(), layers.capacity());
        try {
            return over(flat, files, flatten(layers, flat));
        } finally {
            Holders.release(flat);
        }
    }

    private static Freeze over(Layer below, List<FileIdentity> files, long copied) throws IOException {
        Overlay fresh = Overlay.over(below);
        return new Freeze(Layers.from(fresh), new FrozenDisk(below, false, files, copied));
    }

    /** Puts what overlays have into one, and returns how many bytes that were. */
    private static long flatten(Layers layers, Overlay into) throws IOException {
        return new RangeCopy().owned(layers, RangeCopy.Action::run, new RangeCopy.Target() {

            @Override
            public void data(long offset, IoVector from, long length) throws IOException {
                FileIo.all(into.file, from, offset, length, false);
                zeros(offset, length);
            }

            /** What was never written to a file is a hole. */
            @Override
            public void zeros(long offset, long length) {
                into.map.set(offset >>> BlockMap.SHIFT, BlockMap.blocks(offset + length));
            }
        });
    }
}
