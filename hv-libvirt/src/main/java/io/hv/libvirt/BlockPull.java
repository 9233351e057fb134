package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.HostPath;
import java.util.Objects;
import java.util.Optional;

/**
 * How what a disk's file stands on is copied into it, see {@link LibvirtBlocks#blockPull}. Immutable; each method that sets
 * something returns a new value.
 */
public final class BlockPull {

    private final Optional<HostPath> base;
    private final Optional<ByteSize> bandwidth;

    private BlockPull(Optional<HostPath> base, Optional<ByteSize> bandwidth) {
        this.base = base;
        this.bandwidth = bandwidth;
    }

    /** All of it: the file stands on none afterwards. As fast as can be. */
    public static BlockPull whole() {
        return new BlockPull(Optional.empty(), Optional.empty());
    }

    /**
     * Only what is above a file, on which it stands then.
     *
     * @param file one of {@link LibvirtBlocks#chain}, in the same words
     */
    public BlockPull base(HostPath file) {
        return new BlockPull(Optional.of(file), bandwidth);
    }

    /**
     * No faster than that.
     *
     * @throws IllegalArgumentException if it is 0
     */
    public BlockPull bandwidth(ByteSize perSecond) {
        return new BlockPull(base, Bandwidth.of(perSecond));
    }

    /** See {@link #base(HostPath)}. */
    public Optional<HostPath> base() {
        return base;
    }

    /** See {@link #bandwidth(ByteSize)}. */
    public Optional<ByteSize> bandwidth() {
        return bandwidth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockPull that && base.equals(that.base) && bandwidth.equals(that.bandwidth);
    }

    @Override
    public int hashCode() {
        return Objects.hash(base, bandwidth);
    }

    @Override
    public String toString() {
        return "pull" + base.map(file -> " of what is above " + file).orElse("") + Bandwidth.words(bandwidth);
    }
}
