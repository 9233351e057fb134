package io.hv.kvm.storage;

import java.io.IOException;

/**
 * What a disk becomes by being frozen.
 *
 * @param next its layers from then on; it holds the top one
 * @param frozen what clones are made of
 */
record Freeze(Layers next, FrozenDisk frozen) {

    /** Freezes layers that nobody writes to; the disk's hold on their top stays, and is not needed if the layers are others. */
    static Freeze of(Layers layers, FileIdentity image) throws IOException {
        if (!layers.isDirect() && layers.overlay().isEmpty()) {
            // Nothing was written since the last time: what is below is frozen already.
            return new Freeze(layers, new FrozenDisk(layers.overlay().lower(), false, image, 0));
        }
        if (layers.overlays() < ForkableDisk.MOST_OVERLAYS) {
            return over(layers.top(), image, 0);
        }
        Overlay flat = Overlay.over(layers.base(), layers.keep(), layers.capacity());
        try {
            return over(flat, image, flatten(layers, flat));
        } finally {
            Holders.release(flat);
        }
    }

    private static Freeze over(Layer below, FileIdentity image, long copied) throws IOException {
        Overlay fresh = Overlay.over(below);
        return new Freeze(Layers.from(fresh), new FrozenDisk(below, false, image, copied));
    }

    /** Puts what overlays have into one, and returns how many bytes that were. */
    private static long flatten(Layers layers, Overlay into) throws IOException {
        return new RangeCopy(into.file).owned(layers, RangeCopy.Action::run, new RangeCopy.Target() {

            @Override
            public void zeros(long offset, long length) {
                copied(offset, length);
            }

            @Override
            public void copied(long offset, long length) {
                into.map.set(offset >>> BlockMap.SHIFT, BlockMap.blocks(offset + length));
            }
        });
    }
}
