package io.hv.kvm.backend;

import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.InvalidStateException;
import io.hv.backend.Release;
import io.hv.kvm.backend.saved.SavedOverlay;
import io.hv.kvm.snapshot.FileRun;
import io.hv.kvm.snapshot.SnapshotReader;
import io.hv.kvm.snapshot.StateFormatException;
import io.hv.kvm.storage.DiskFill;
import io.hv.kvm.storage.DiskUse;
import io.hv.kvm.storage.FileIdentity;
import io.hv.kvm.storage.ForkableDisk;
import io.hv.kvm.storage.FrozenDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The disks of a machine in a file: images that must be as they were, and what differed from them. Safe for any thread.
 */
final class SavedDisks implements AutoCloseable {

    private static final int SECTOR = 512;

    private final SnapshotReader file;
    private final List<SavedOverlay> overlays;
    private @Nullable FrozenDisks frozen;

    /** Takes the file over. */
    SavedDisks(SnapshotReader file, List<SavedOverlay> overlays) {
        this.file = file;
        this.overlays = overlays;
    }

    /** What clones stand on; made once. */
    synchronized FrozenDisks frozen(DomainSpec spec) throws IOException {
        FrozenDisks known = frozen;
        if (known == null) {
            Map<String, FrozenDisk> byTarget = new LinkedHashMap<>();
            try {
                for (SavedOverlay overlay : overlays) {
                    byTarget.put(overlay.target(), frozen(overlay, isReadOnly(spec, overlay)));
                }
            } catch (IOException | RuntimeException | Error e) {
                new FrozenDisks(byTarget, Set.of()).close();
                throw e;
            }
            known = new FrozenDisks(byTarget, Set.of());
            frozen = known;
        }
        return known;
    }

    private FrozenDisk frozen(SavedOverlay overlay, boolean readOnly) throws IOException {
        try (ForkableDisk disk = open(overlay, readOnly ? DiskUse.READ : DiskUse.THROW_AWAY)) {
            return disk.freeze();
        }
    }

    private static boolean isReadOnly(DomainSpec spec, SavedOverlay overlay) {
        return spec.disks().stream()
                .anyMatch(
                        disk -> disk.isReadOnly() && disk.target().orElseThrow().equals(overlay.target()));
    }

    /** The same machine's disks again. */
    KvmDisks again(DomainSpec spec) throws IOException {
        return KvmDisks.of(spec, disk -> open(overlay(disk), KvmDisks.use(disk)));
    }

    private SavedOverlay overlay(DiskSpec disk) {
        String target = disk.target().orElseThrow();
        return overlays.stream()
                .filter(overlay -> overlay.target().equals(target))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidStateException("the saved machine has no disk '" + target + "'", "save it again"));
    }

    private ForkableDisk open(SavedOverlay overlay, DiskUse use) throws IOException {
        Path image = overlay.image().path();
        FileIdentity now = FileIdentity.of(image);
        if (!now.equals(overlay.image())) {
            throw new InvalidStateException(
                    "the disk '" + overlay.target() + "' is not what it was: " + image
                            + " has changed since the machine" + " was saved (it was " + overlay.image() + ", and is "
                            + now + ")",
                    "put back the image as it was, times and all, or boot the machine");
        }
        if (use == DiskUse.READ || (overlay.differing().isEmpty() && use == DiskUse.WRITE)) {
            return ForkableDisk.open(image, use);
        }
        try (DiskFill fill = DiskFill.begin(image, use, overlay.capacity())) {
            for (FileRun run : overlay.differing()) {
                requireInside(run, overlay);
                if (run.isZeros()) {
                    fill.zeros(run.offset(), run.length());
                } else {
                    file.copy(run, (memory, length, done) -> fill.data(run.offset() + done, memory, length));
                }
            }
            return fill.disk();
        }
    }

    private static void requireInside(FileRun run, SavedOverlay overlay) {
        if (run.offset() < 0
                || run.length() <= 0
                || run.length() > overlay.capacity() - run.offset()
                || (run.offset() | run.length()) % SECTOR != 0) {
            throw new StateFormatException("its index of the disk '" + overlay.target() + "' is damaged at " + run);
        }
    }

    @Override
    public synchronized void close() {
        Release release = new Release();
        FrozenDisks known = frozen;
        if (known != null) {
            release.step(known::close);
        }
        release.step(file::close);
        release.end();
    }
}
