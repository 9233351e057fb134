package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.SpecFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What of a domain's disks is to be written into files, see {@link LibvirtBlocks#backup}. Immutable; each method that sets
 * something returns a new value.
 */
public final class BackupSpec {

    private final Map<String, HostPath> files;
    private final DiskFormat format;
    private final Optional<String> since;
    private final Optional<CheckpointSpec> checkpoint;
    private final Optional<ByteSize> bandwidth;

    private BackupSpec(
            Map<String, HostPath> files,
            DiskFormat format,
            Optional<String> since,
            Optional<CheckpointSpec> checkpoint,
            Optional<ByteSize> bandwidth) {
        this.files = files;
        this.format = format;
        this.since = since;
        this.checkpoint = checkpoint;
        this.bandwidth = bandwidth;
        if (since.isPresent() && !format.equals(DiskFormat.QCOW2)) {
            throw new InvalidSpecException(
                    toString(),
                    List.of(SpecFault.of(
                            "format",
                            format.id(),
                            "a file of it cannot tell what has changed from what has not",
                            "take qcow2, or a full backup")));
        }
    }

    /**
     * All of one disk, as qcow2.
     *
     * @param target for example {@code vda}
     * @param file a new one
     */
    public static BackupSpec of(String target, HostPath file) {
        return new BackupSpec(
                Map.of(target, file), DiskFormat.QCOW2, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Of one disk more, at the same moment.
     *
     * @throws IllegalArgumentException if another has that file
     */
    public BackupSpec disk(String target, HostPath file) {
        return new BackupSpec(DiskSnapshotSpec.with(files, target, file), format, since, checkpoint, bandwidth);
    }

    /**
     * Files of that format.
     *
     * @param newFormat raw or qcow2
     * @throws InvalidSpecException if it is of what has changed only, and not qcow2
     */
    public BackupSpec format(DiskFormat newFormat) {
        return new BackupSpec(files, newFormat, since, checkpoint, bandwidth);
    }

    /**
     * Only what has changed since a checkpoint. To be read, a file has to be put on that of the backup before: {@code
     * qemu-img rebase -u}, or {@code Image}.
     *
     * @param name the checkpoint's
     * @throws InvalidSpecException if the format is not qcow2
     */
    public BackupSpec since(String name) {
        return new BackupSpec(files, format, Optional.of(name), checkpoint, bandwidth);
    }

    /** At the same moment a checkpoint is created, from which the next backup can go on. */
    public BackupSpec checkpoint(CheckpointSpec spec) {
        return new BackupSpec(files, format, since, Optional.of(spec), bandwidth);
    }

    /**
     * No faster than that, each disk; libvirt is told when the backup has begun, so what QEMU has on its way by then, tens of
     * MiB or more, is not limited.
     *
     * @throws IllegalArgumentException if it is 0
     */
    public BackupSpec bandwidth(ByteSize perSecond) {
        return new BackupSpec(files, format, since, checkpoint, Bandwidth.of(perSecond));
    }

    /** The files, by the disks' targets. */
    public Map<String, HostPath> files() {
        return files;
    }

    /** The files' format. */
    public DiskFormat format() {
        return format;
    }

    /** See {@link #since(String)}. */
    public Optional<String> since() {
        return since;
    }

    /** See {@link #checkpoint(CheckpointSpec)}. */
    public Optional<CheckpointSpec> checkpoint() {
        return checkpoint;
    }

    /** See {@link #bandwidth(ByteSize)}. */
    public Optional<ByteSize> bandwidth() {
        return bandwidth;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BackupSpec that
                && files.equals(that.files)
                && format.equals(that.format)
                && since.equals(that.since)
                && checkpoint.equals(that.checkpoint)
                && bandwidth.equals(that.bandwidth);
    }

    @Override
    public int hashCode() {
        return Objects.hash(files, format, since, checkpoint, bandwidth);
    }

    @Override
    public String toString() {
        return "backup to " + format + " " + files
                + since.map(name -> " since '" + name + "'").orElse("")
                + checkpoint.map(spec -> " with " + spec).orElse("")
                + Bandwidth.words(bandwidth);
    }
}
