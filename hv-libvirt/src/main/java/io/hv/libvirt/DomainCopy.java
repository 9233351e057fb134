package io.hv.libvirt;

import io.hv.CloneItem;
import io.hv.CloneReport;
import io.hv.CopySpec;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.InvalidSpecException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.OperationCancelledException;
import io.hv.Origin;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import io.hv.backend.DefaultJob;
import io.hv.spi.CopiedDefinition;
import io.hv.spi.CopyIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Makes a copy of a domain that is off: its files first, by libvirt and so wherever its driver runs, then its definition;
 * where anything fails, the files go again. For one thread.
 */
final class DomainCopy implements CopyIdentity {

    private final HostHandle host;
    private final CopySpec spec;
    private final UUID uuid = UUID.randomUUID();
    /** What there is instead of a file of the original's. */
    private final Map<String, HostPath> own = new HashMap<>();
    /** By where they are to be. */
    private final Map<String, FileCopy> files = new LinkedHashMap<>();

    private final Set<String> targets = new TreeSet<>();
    private final List<CloneItem> bases = new ArrayList<>();

    /**
     * A file that the copy is to have.
     *
     * @param isNeeded whether there is no copy without it
     */
    private record FileCopy(HostPath from, HostPath to, DiskFormat format, boolean isLinked, boolean isNeeded) {}

    private DomainCopy(HostHandle host, CopySpec spec) {
        this.host = host;
        this.spec = spec;
    }

    /** Begins to copy one that is off. */
    static Job<CloneReport> start(DomainHandle original, CopySpec spec) {
        HostHandle host = original.host();
        SharedConnection shared = host.shared();
        AtomicBoolean stopped = new AtomicBoolean();
        DefaultJob<CloneReport> job =
                new DefaultJob<>(original.lookup().words("copy"), shared.workers(), cancelled -> stopped.set(true));
        shared.work(() -> new DomainCopy(host, spec).run(original, job, stopped::get));
        return job;
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Override
    public Optional<DiskSource> disk(String target, DiskSource original) {
        targets.add(target);
        if (spec.shared().contains(target)) {
            return Optional.empty();
        }
        HostPath from = original.file().orElseThrow();
        String ending = spec.isLinked() ? ".qcow2" : PathNames.ending(from);
        HostPath to = own(from, spec.name() + "-" + target + ending);
        files.put(to.path(), new FileCopy(from, to, original.format(), spec.isLinked(), true));
        if (spec.isLinked()) {
            bases.add(CloneItem.of(
                    "base:" + target, "reads what it has not itself from " + from + ", which must not change"));
        }
        return Optional.of(DiskSource.file(to).format(spec.isLinked() ? DiskFormat.QCOW2 : original.format()));
    }

    @Override
    public HostPath file(String what, HostPath original) {
        HostPath to = own(original, spec.name() + "-" + PathNames.base(original));
        if (what.equals("nvram")) {
            // libvirt makes it when the machine is first started.
            files.put(to.path(), new FileCopy(original, to, DiskFormat.RAW, false, false));
        }
        return to;
    }

    /** In the folder that is asked for, or beside the original's, by a name that no other file of the copy's has. */
    private HostPath own(HostPath original, String name) {
        return own.computeIfAbsent(original.path(), key -> {
            String folder = spec.folder()
                    .map(path -> PathNames.stripped(path.path()))
                    .orElseGet(() -> PathNames.parent(original));
            String before = folder.equals("/") ? folder : folder + "/";
            HostPath to = HostPath.of(before + name);
            for (int number = 2; own.containsValue(to); number++) {
                to = HostPath.of(before + number + "-" + name);
            }
            return to;
        });
    }

    /** All of it; ends the job. */
    private void run(DomainHandle original, DefaultJob<CloneReport> job, BooleanSupplier stopped) {
        ReentrantLock lock = host.sharedWhileClosing().copies();
        job.stage("waiting for another copy");
        lock.lock();
        try {
            DomainJob.end(job, original.lookup().words("copy"), stopped, () -> copy(original, job, stopped));
        } finally {
            lock.unlock();
        }
    }

    private CloneReport copy(DomainHandle original, DefaultJob<CloneReport> job, BooleanSupplier stopped)
            throws LibvirtFailure {
        requireGoing(original, stopped);
        host.sharedWhileClosing().domains().requireFree(spec.name(), uuid);
        CopiedDefinition copied = Documents.copied(original.documents().whole(), this);
        requireShared(original);
        Instant now = Instant.now();
        try (FolderPools pools = new FolderPools(host.shared().pools())) {
            List<HostPath> made = new ArrayList<>();
            try {
                for (FileCopy each : files.values()) {
                    job.stage("copying " + each.from);
                    requireGoing(original, stopped);
                    if (make(each, pools)) {
                        made.add(each.to);
                    }
                    job.progress((double) made.size() / files.size());
                }
                requireGoing(original, stopped);
                host.define(copied.definition());
            } catch (LibvirtFailure | RuntimeException e) {
                made.forEach(file -> pools.remove(file, e));
                throw e;
            }
        }
        List<CloneItem> kept = new ArrayList<>(copied.kept());
        kept.addAll(bases);
        return CloneReport.of(
                Origin.of(original.name(), original.uuid(), now),
                Map.of(spec.name(), uuid),
                copied.reset(),
                kept,
                0,
                Duration.ZERO);
    }

    private void requireShared(DomainHandle original) {
        original.spec().disks().forEach(disk -> disk.target().ifPresent(targets::add));
        Set<String> strangers = spec.shared();
        strangers.removeAll(targets);
        if (!strangers.isEmpty()) {
            throw new NotFoundException(
                    "there is no disk " + strangers + " that could be shared", "the domain has " + targets);
        }
    }

    /** A domain that runs changes its disks, and what was copied of them is of no use. */
    private void requireGoing(DomainHandle original, BooleanSupplier stopped) {
        host.checkOpen();
        if (stopped.getAsBoolean()) {
            throw new OperationCancelledException("the " + spec + " was cancelled", "start it again");
        }
        original.transitions().requireOff("copy");
    }

    private boolean make(FileCopy file, FolderPools pools) throws LibvirtFailure {
        try (VolumeRef from = pools.find(file.from).orElse(null)) {
            if (from == null && !file.isNeeded) {
                return false;
            }
            if (from == null) {
                throw new NotFoundException(
                        file.from + " is not on " + host.uri(), "see what the domain's disks are: Domain.spec()");
            }
            requireFormat(file, from);
            PoolRef pool = pools.ofNew(file.to);
            VolumeSpec.Builder volume = VolumeSpec.of(PathNames.base(file.to), from.capacity());
            if (file.isLinked) {
                volume.format(DiskFormat.QCOW2)
                        .backing(DiskSource.file(file.from).format(file.format));
                pool.create(StorageXml.of(volume.build())).close();
            } else {
                volume.format(file.format);
                pool.createFrom(StorageXml.of(volume.build()), from).close();
            }
            return true;
        }
    }

    /**
     * A guest may have written into a raw disk, or its firmware's variables, what looks like another format, with files of the
     * host's in its words.
     */
    private void requireFormat(FileCopy file, VolumeRef from) throws LibvirtFailure {
        DiskFormat seen = StorageXml.volume(from.xml()).format();
        if (!seen.equals(file.format)) {
            throw new InvalidSpecException(
                    spec.toString(),
                    List.of(SpecFault.of(
                            "file",
                            file.from.path(),
                            "its content looks like " + seen + ", and the domain takes it for " + file.format,
                            "share it, or copy it by other means")));
        }
    }
}
