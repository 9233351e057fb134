package io.hv.kvm.backend;

import io.hv.DiskSpec;
import io.hv.DomainSpec;
import io.hv.InvalidStateException;
import io.hv.backend.Release;
import io.hv.image.ImageFormat;
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
                for (int i = 0; i < spec.disks().size(); i++) {
                    byTarget.put(spec.disks().get(i).target().orElseThrow(), frozen(spec, i));
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

    private FrozenDisk frozen(DomainSpec spec, int index) throws IOException {
        KvmDisks.Opener opener = disk -> open(disk, disk.isReadOnly() ? DiskUse.READ : DiskUse.THROW_AWAY);
        try (ForkableDisk disk = KvmDisks.open(spec, index, opener)) {
            return disk.freeze();
        }
    }

    /** The same machine's disks again. */
    KvmDisks again(DomainSpec spec) throws IOException {
        return KvmDisks.of(spec, disk -> open(disk, KvmDisks.use(disk)));
    }

    private SavedOverlay overlay(DiskSpec disk) {
        String target = disk.target().orElseThrow();
        return overlays.stream()
                .filter(overlay -> overlay.target().equals(target))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidStateException("the saved machine has no disk '" + target + "'", "save it again"));
    }

    private ForkableDisk open(DiskSpec disk, DiskUse use) throws IOException {
        SavedOverlay overlay = overlay(disk);
        overlays.stream().filter(each -> each.disk().equals(overlay.target())).forEach(SavedDisks::requireUnchanged);
        Path image = overlay.image().path();
        ImageFormat format = KvmDisks.format(disk);
        if (use == DiskUse.READ || (overlay.differing().isEmpty() && use == DiskUse.WRITE)) {
            return ForkableDisk.open(image, format, use);
        }
        try (DiskFill fill = DiskFill.begin(image, format, use, overlay.capacity())) {
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

    private static void requireUnchanged(SavedOverlay overlay) {
        FileIdentity now = FileIdentity.of(overlay.image().path());
        if (!now.equals(overlay.image())) {
            throw new InvalidStateException(
                    "the disk '" + overlay.disk() + "' is not what it was: " + now.path()
                            + " has changed since the machine was saved (it was " + overlay.image() + ", and is " + now
                            + ")",
                    "put back the image as it was, times and all, or boot the machine");
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
