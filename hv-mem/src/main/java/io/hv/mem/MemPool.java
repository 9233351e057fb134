package io.hv.mem;

import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.HostFailureException;
import io.hv.HostPath;
import io.hv.SpecFault;
import io.hv.VolumeSpec;
import io.hv.backend.RunningPool;
import io.hv.backend.VolumeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pool in memory: its volumes have names and sizes, and no content. */
final class MemPool implements RunningPool {

    /** What volumes, and disks that are volumes, may be in. */
    static final Set<DiskFormat> FORMATS = Set.of(DiskFormat.RAW, DiskFormat.QCOW2);

    private final HostPath path;
    private final MemFolders folders;
    private final MemFolder folder;
    private final Injections injections;

    MemPool(HostPath path, MemFolders folders, Injections injections) {
        this.path = path;
        this.folders = folders;
        this.folder = folders.at(path);
        this.injections = injections;
    }

    @Override
    public ByteSize capacity() {
        return folder.capacity();
    }

    @Override
    public ByteSize available() {
        return folder.available();
    }

    /** Nobody else puts anything there. */
    @Override
    public void refresh() {
        injections.called(MemOperation.POOL_REFRESH);
    }

    @Override
    public List<SpecFault> check(VolumeSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        if (!FORMATS.contains(spec.format())) {
            faults.add(SpecFault.of("format", spec.format().id(), "this host makes raw and qcow2", "use one of these"));
        }
        if (capacity(spec).isEmpty()) {
            faults.add(SpecFault.of(
                    "backing",
                    spec.backing().map(Object::toString).orElse(""),
                    "no pool of this host has it, so that it is not known how large it is",
                    "make it first, or give the volume a capacity"));
        }
        return faults;
    }

    private Optional<ByteSize> capacity(VolumeSpec spec) {
        return spec.capacity().or(() -> spec.backing().flatMap(folders::find).map(VolumeFacts::capacity));
    }

    @Override
    public List<VolumeFacts> volumes() {
        return folder.all();
    }

    @Override
    public Optional<VolumeFacts> find(String name) {
        return folder.find(name);
    }

    @Override
    public void create(VolumeSpec spec) {
        injections.called(MemOperation.VOLUME_CREATE);
        ByteSize capacity = capacity(spec)
                .orElseThrow(() -> new HostFailureException(
                        "what '" + spec.name() + "' stands on was deleted meanwhile",
                        "make it first, or give the volume a capacity",
                        "create",
                        0,
                        null));
        folder.add(new VolumeFacts(
                spec.name(),
                MemFolders.below(path, spec.name()),
                spec.format(),
                capacity,
                spec.reserved(),
                spec.backing()));
    }

    @Override
    public void resize(String name, ByteSize capacity) {
        injections.called(MemOperation.VOLUME_RESIZE);
        folder.resize(name, capacity);
    }

    @Override
    public void delete(String name) {
        injections.called(MemOperation.VOLUME_DELETE);
        folder.remove(name);
    }

    @Override
    public void close() {
        injections.called(MemOperation.POOL_STOP);
    }
}
