package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.CloneItem;
import io.hv.CloneReport;
import io.hv.CopySpec;
import io.hv.Definition;
import io.hv.DiskFormat;
import io.hv.DiskSource;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidSpecException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Makes a copy of a domain that is off: its files first, by libvirt and so wherever its driver runs, then its definition;
 * where anything fails, the files go again. For one thread.
 */
final class DomainCopy implements CopyIdentity {

    private final HostHandle host;
    private final CopySpec spec;
    private final UUID uuid = UUID.randomUUID();
    private final Map<String, FileCopy> files = new LinkedHashMap<>();
    private final Set<String> targets = new TreeSet<>();
    private final List<CloneItem> bases = new ArrayList<>();

    /**
     * A file that the copy is to have.
     *
     * @param isNeeded whether there is no copy without it
     */
    private record FileCopy(HostPath from, HostPath to, DiskFormat format, boolean isLinked, boolean isNeeded) {}

    DomainCopy(HostHandle host, CopySpec spec) {
        this.host = host;
        this.spec = spec;
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
        String ending = spec.isLinked() ? ".qcow2" : ending(from);
        HostPath to = HostPath.of(folder(from) + "/" + spec.name() + "-" + target + ending);
        files.put(from.path(), new FileCopy(from, to, original.format(), spec.isLinked(), true));
        if (spec.isLinked()) {
            bases.add(CloneItem.of(
                    "base:" + target, "reads what it has not itself from " + from + ", which must not change"));
        }
        return Optional.of(DiskSource.file(to).format(spec.isLinked() ? DiskFormat.QCOW2 : original.format()));
    }

    @Override
    public HostPath file(String what, HostPath original) {
        HostPath to = HostPath.of(folder(original) + "/" + spec.name() + "-" + base(original));
        if (what.equals("nvram")) {
            // libvirt makes it when the machine is first started.
            files.put(original.path(), new FileCopy(original, to, DiskFormat.RAW, false, false));
        }
        return to;
    }

    private String folder(HostPath original) {
        return spec.folder().map(HostPath::path).orElseGet(() -> parent(original));
    }

    private static String parent(HostPath file) {
        int slash = file.path().lastIndexOf('/');
        return slash <= 0 ? "" : file.path().substring(0, slash);
    }

    private static String base(HostPath file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }

    private static String ending(HostPath file) {
        String base = base(file);
        int dot = base.lastIndexOf('.');
        return dot <= 0 ? "" : base.substring(dot);
    }

    /** All of it; ends the job. */
    void run(DomainHandle original, DefaultJob<CloneReport> job, BooleanSupplier stopped) {
        try {
            job.complete(copy(original, job, stopped));
        } catch (OperationCancelledException e) {
            job.cancelled();
        } catch (LibvirtFailure e) {
            job.fail(e.translated("copy of '" + original.name() + "'"));
        } catch (HypervisorException e) {
            job.fail(e);
        }
    }

    private CloneReport copy(DomainHandle original, DefaultJob<CloneReport> job, BooleanSupplier stopped)
            throws LibvirtFailure {
        host.requireFree(spec.name(), uuid);
        CopiedDefinition copied = Documents.copied(original.whole(), this);
        requireShared();
        Definition definition = copied.definition();
        Instant now = Instant.now();
        try (FolderPools pools = new FolderPools(host.shared().pools())) {
            List<HostPath> made = new ArrayList<>();
            boolean good = false;
            try {
                for (FileCopy each : files.values()) {
                    job.stage("copying " + each.from);
                    requireGoing(stopped);
                    if (make(each, pools)) {
                        made.add(each.to);
                    }
                    job.progress((double) made.size() / files.size());
                }
                requireGoing(stopped);
                host.define(definition);
                good = true;
            } finally {
                if (!good) {
                    remove(made, pools);
                }
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

    private void requireShared() {
        Set<String> strangers = spec.shared();
        strangers.removeAll(targets);
        if (!strangers.isEmpty()) {
            throw new NotFoundException(
                    "there is no disk " + strangers + " that could be shared", "the domain writes to " + targets);
        }
    }

    private void requireGoing(BooleanSupplier stopped) {
        if (stopped.getAsBoolean()) {
            throw new OperationCancelledException("the " + spec + " was cancelled", "start it again");
        }
    }

    private boolean make(FileCopy file, FolderPools pools) throws LibvirtFailure {
        try (VolumeRef from = pools.of(parent(file.from)).find(base(file.from)).orElse(null)) {
            if (from == null && !file.isNeeded) {
                return false;
            }
            if (from == null) {
                throw new NotFoundException(
                        file.from + " is not on " + host.uri(), "see what the domain's disks are: Domain.spec()");
            }
            if (file.isNeeded) {
                requireFormat(file, from);
            }
            PoolRef pool = pools.of(parent(file.to));
            requireFree(file.to, pool);
            VolumeSpec.Builder volume = VolumeSpec.of(base(file.to), from.capacity());
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

    /** A guest may have written into a raw disk what looks like another format, with files of the host's in its words. */
    private void requireFormat(FileCopy file, VolumeRef from) throws LibvirtFailure {
        DiskFormat seen = StorageXml.volume(from.xml()).format();
        if (!seen.equals(file.format)) {
            throw new InvalidSpecException(
                    spec.toString(),
                    List.of(SpecFault.of(
                            "disk",
                            file.from.path(),
                            "its content looks like " + seen + ", and the domain takes it for " + file.format,
                            "share it, or copy it by other means")));
        }
    }

    private void requireFree(HostPath file, PoolRef pool) throws LibvirtFailure {
        try (VolumeRef taken = pool.find(base(file)).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        file + " is there already", "choose another name, another folder, or delete it");
            }
        }
    }

    private void remove(List<HostPath> made, FolderPools pools) throws LibvirtFailure {
        for (HostPath each : made) {
            try (VolumeRef volume = pools.of(parent(each)).find(base(each)).orElse(null)) {
                if (volume != null) {
                    volume.delete();
                }
            }
        }
    }
}
