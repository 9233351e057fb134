package io.hv.kvm.backend;

import io.hv.InvalidStateException;
import io.hv.backend.Release;
import io.hv.kvm.backend.saved.SavedOverlay;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotWriter;
import io.hv.kvm.storage.CommitFailedException;
import io.hv.kvm.storage.Extent;
import io.hv.kvm.storage.FileIdentity;
import io.hv.kvm.storage.FrozenDisk;
import io.hv.nativeaccess.NativeMemory;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The disks of a machine at one moment, by target. Safe for any thread. */
final class FrozenDisks implements AutoCloseable {

    private static final int STEP = 1 << 20;

    private final Map<String, FrozenDisk> byTarget;
    /** Those whose image is to have, in the end, what an overlay has now. */
    private final Set<String> owed;

    /** Takes the disks over. */
    FrozenDisks(Map<String, FrozenDisk> byTarget, Set<String> owed) {
        this.byTarget = new LinkedHashMap<>(byTarget);
        this.owed = Set.copyOf(owed);
    }

    FrozenDisk get(String target) {
        FrozenDisk disk = byTarget.get(target);
        if (disk == null) {
            throw new IllegalStateException("no disk '" + target + "' was frozen");
        }
        return disk;
    }

    /** A file relies on images that stay as they are. */
    void requireSavable() {
        if (!owed.isEmpty()) {
            throw new InvalidStateException(
                    "a save is not possible: what was written to " + owed
                            + " while clones shared the image is yet to be written to the image",
                    "close the clones, and try again");
        }
    }

    /** Writes what differs from the images. */
    List<SavedOverlay> write(SnapshotWriter out) throws IOException {
        List<SavedOverlay> overlays = new ArrayList<>();
        for (Map.Entry<String, FrozenDisk> each : byTarget.entrySet()) {
            FrozenDisk disk = each.getValue();
            // A power cut must not leave a file that goes with an image that is not there.
            disk.syncImage();
            List<FileIdentity> files = disk.files();
            overlays.add(SavedOverlay.of(each.getKey(), files.get(0), disk.capacity(), write(disk, out)));
            for (int i = 1; i < files.size(); i++) {
                overlays.add(SavedOverlay.needed(each.getKey(), i, files.get(i)));
            }
        }
        return overlays;
    }

    private static List<FileRun> write(FrozenDisk disk, SnapshotWriter out) throws IOException {
        List<FileRun> runs = new ArrayList<>();
        NativeMemory memory = NativeMemory.allocate(STEP);
        try {
            for (Extent extent : disk.extents()) {
                if (extent.zeros()) {
                    runs.add(FileRun.zeros(extent.offset(), extent.length()));
                    continue;
                }
                for (long at = extent.offset(); at < extent.end(); at += STEP) {
                    int length = (int) Math.min(STEP, extent.end() - at);
                    disk.read(at, memory, length);
                    runs.add(out.append(at, memory.buffer().slice(0, length)));
                }
            }
            return runs;
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public void close() {
        Release release = new Release();
        byTarget.values().forEach(disk -> release.step(disk::close));
        try {
            release.end();
        } catch (CommitFailedException e) {
            throw HostErrors.lost(e);
        }
    }
}
