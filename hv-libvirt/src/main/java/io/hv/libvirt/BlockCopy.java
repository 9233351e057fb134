package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.HostPath;
import java.util.Objects;
import java.util.Optional;

/**
 * How a disk is copied while it is written, see {@link LibvirtBlocks#blockCopy}. Immutable; each method that sets something
 * returns a new value.
 */
public final class BlockCopy {

    private final HostPath file;
    private final DiskFormat format;
    private final boolean pivots;
    private final boolean shallow;
    private final boolean reusing;
    private final Optional<ByteSize> bandwidth;

    private BlockCopy(
            HostPath file,
            DiskFormat format,
            boolean pivots,
            boolean shallow,
            boolean reusing,
            Optional<ByteSize> bandwidth) {
        this.file = file;
        this.format = format;
        this.pivots = pivots;
        this.shallow = shallow;
        this.reusing = reusing;
        this.bandwidth = bandwidth;
    }

    /** Into a new file, qcow2, which has at the end what the disk has then, and stands on none; the disk stays where it is. */
    public static BlockCopy to(HostPath file) {
        return new BlockCopy(file, DiskFormat.QCOW2, false, false, false, Optional.empty());
    }

    /** Into a file of that format. */
    public BlockCopy format(DiskFormat newFormat) {
        return new BlockCopy(file, newFormat, pivots, shallow, reusing, bandwidth);
    }

    /** The disk writes the copy in the end, and the old file no more. */
    public BlockCopy pivot() {
        return new BlockCopy(file, format, true, shallow, reusing, bandwidth);
    }

    /** Only of the file that is written: the copy stands on what that stands on. */
    public BlockCopy shallow() {
        return new BlockCopy(file, format, pivots, true, reusing, bandwidth);
    }

    /** The file is there already, of the disk's size; what is in it is lost, and it is not deleted by a cancel. */
    public BlockCopy reusing() {
        return new BlockCopy(file, format, pivots, shallow, true, bandwidth);
    }

    /**
     * No faster than that.
     *
     * @throws IllegalArgumentException if it is 0
     */
    public BlockCopy bandwidth(ByteSize perSecond) {
        return new BlockCopy(file, format, pivots, shallow, reusing, Bandwidth.of(perSecond));
    }

    /** Where it is copied to. */
    public HostPath file() {
        return file;
    }

    /** The copy's format. */
    public DiskFormat format() {
        return format;
    }

    /** See {@link #pivot()}. */
    public boolean pivots() {
        return pivots;
    }

    /** See {@link #shallow()}. */
    public boolean isShallow() {
        return shallow;
    }

    /** See {@link #reusing()}. */
    public boolean isReusing() {
        return reusing;
    }

    /** See {@link #bandwidth(ByteSize)}. */
    public Optional<ByteSize> bandwidth() {
        return bandwidth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockCopy that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(toString());
    }

    @Override
    public String toString() {
        return (shallow ? "shallow " : "") + "copy to " + format + " " + file
                + (reusing ? " reusing" : "")
                + (pivots ? ", written then" : "")
                + Bandwidth.words(bandwidth);
    }
}
