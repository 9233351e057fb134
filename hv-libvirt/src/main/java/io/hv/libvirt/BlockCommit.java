package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.HostPath;
import java.util.Objects;
import java.util.Optional;

/**
 * How a file of a disk's is merged into one that it stands on, see {@link LibvirtBlocks#blockCommit}. Immutable; each method
 * that sets something returns a new value.
 */
public final class BlockCommit {

    private final Optional<HostPath> top;
    private final Optional<HostPath> base;
    private final boolean keepsOverlay;
    private final boolean deletes;
    private final Optional<ByteSize> bandwidth;

    private BlockCommit(
            Optional<HostPath> top,
            Optional<HostPath> base,
            boolean keepsOverlay,
            boolean deletes,
            Optional<ByteSize> bandwidth) {
        this.top = top;
        this.base = base;
        this.keepsOverlay = keepsOverlay;
        this.deletes = deletes;
        this.bandwidth = bandwidth;
    }

    /** The file that is written now, with all that it stands on, into the last of them, which is written then. */
    public static BlockCommit active() {
        return new BlockCommit(Optional.empty(), Optional.empty(), false, false, Optional.empty());
    }

    /**
     * A file further down, and what it stands on, into the last of them.
     *
     * @param top one of {@link LibvirtBlocks#chain}, in the same words
     */
    public static BlockCommit of(HostPath top) {
        return new BlockCommit(Optional.of(top), Optional.empty(), false, false, Optional.empty());
    }

    /**
     * Into that file, and not the last.
     *
     * @param base one of {@link LibvirtBlocks#chain} below the other, in the same words
     */
    public BlockCommit into(HostPath base) {
        return new BlockCommit(top, Optional.of(base), keepsOverlay, deletes, bandwidth);
    }

    /**
     * The disk goes on writing the file that it writes now; the other has what the disk had at the end of the job. Only of
     * {@link #active()}.
     */
    public BlockCommit keepingOverlay() {
        return new BlockCommit(top, base, true, deletes, bandwidth);
    }

    /** libvirt deletes the files that are merged, when they are of no use any more. */
    public BlockCommit deleting() {
        return new BlockCommit(top, base, keepsOverlay, true, bandwidth);
    }

    /**
     * No faster than that.
     *
     * @throws IllegalArgumentException if it is 0
     */
    public BlockCommit bandwidth(ByteSize perSecond) {
        return new BlockCommit(top, base, keepsOverlay, deletes, Bandwidth.of(perSecond));
    }

    /** The file that is merged; nothing for the one that is written. */
    public Optional<HostPath> top() {
        return top;
    }

    /** See {@link #into}. */
    public Optional<HostPath> base() {
        return base;
    }

    /** See {@link #keepingOverlay()}. */
    public boolean keepsOverlay() {
        return keepsOverlay;
    }

    /** See {@link #deleting()}. */
    public boolean deletes() {
        return deletes;
    }

    /** See {@link #bandwidth(ByteSize)}. */
    public Optional<ByteSize> bandwidth() {
        return bandwidth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockCommit that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(toString());
    }

    @Override
    public String toString() {
        return "commit of " + top.map(HostPath::path).orElse("what is written")
                + base.map(file -> " into " + file).orElse("")
                + (keepsOverlay ? " keeping the overlay" : "")
                + (deletes ? " deleting" : "")
                + Bandwidth.words(bandwidth);
    }
}
