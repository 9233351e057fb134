package io.hv.libvirt;

import io.hv.HostPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Which disks of a domain are to write new files from a moment on, see
 * {@link LibvirtBlocks#takeDiskSnapshot(DiskSnapshotSpec)}. Immutable; each method that sets something returns a new value.
 */
public final class DiskSnapshotSpec {

    private final Map<String, HostPath> files;
    private final boolean reusing;
    private final boolean quiesced;

    private DiskSnapshotSpec(Map<String, HostPath> files, boolean reusing, boolean quiesced) {
        this.files = files;
        this.reusing = reusing;
        this.quiesced = quiesced;
    }

    /**
     * Of one disk.
     *
     * @param target for example {@code vda}
     * @param file what it writes then: qcow2, standing on what it writes now
     */
    public static DiskSnapshotSpec of(String target, HostPath file) {
        return new DiskSnapshotSpec(Map.of(target, file), false, false);
    }

    /**
     * Of one disk more.
     *
     * @throws IllegalArgumentException if another has that file
     */
    public DiskSnapshotSpec disk(String target, HostPath file) {
        return new DiskSnapshotSpec(with(files, target, file), reusing, quiesced);
    }

    static Map<String, HostPath> with(Map<String, HostPath> files, String target, HostPath file) {
        Map<String, HostPath> more = new LinkedHashMap<>(files);
        more.remove(target);
        if (more.containsValue(file)) {
            throw new IllegalArgumentException("two disks cannot be in one file: " + file);
        }
        more.put(target, file);
        return Collections.unmodifiableMap(more);
    }

    /** The files are there already, and stand on what the disks write now. */
    public DiskSnapshotSpec reusing() {
        return new DiskSnapshotSpec(files, true, quiesced);
    }

    /** The guest writes out its file systems first, by its agent; without one that answers it fails. */
    public DiskSnapshotSpec quiesced() {
        return new DiskSnapshotSpec(files, reusing, true);
    }

    /** The files, by the disks' targets. */
    public Map<String, HostPath> files() {
        return files;
    }

    /** See {@link #reusing()}. */
    public boolean isReusing() {
        return reusing;
    }

    /** See {@link #quiesced()}. */
    public boolean isQuiesced() {
        return quiesced;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DiskSnapshotSpec that
                && files.equals(that.files)
                && reusing == that.reusing
                && quiesced == that.quiesced;
    }

    @Override
    public int hashCode() {
        return Objects.hash(files, reusing, quiesced);
    }

    @Override
    public String toString() {
        return "disk snapshot " + files + (reusing ? " reusing" : "") + (quiesced ? " quiesced" : "");
    }
}
