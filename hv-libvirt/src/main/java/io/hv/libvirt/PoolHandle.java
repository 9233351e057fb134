package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.ByteSize;
import io.hv.DiskFormat;
import io.hv.InvalidSpecException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import io.hv.Volume;
import io.hv.VolumeSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A storage pool, through one handle of its host. */
final class PoolHandle extends PersistentHandle<PoolRef> implements Pool {

    static final String NOUN = "pool";

    /** Those that libvirt knows, has qemu-img make, and lets QEMU read. */
    static final Set<DiskFormat> FORMATS = Stream.of("raw", "qcow", "qcow2", "qed", "vdi", "vmdk", "vpc")
            .map(DiskFormat::new)
            .collect(Collectors.toUnmodifiableSet());

    PoolHandle(HostHandle host, PoolRef ref) {
        super(host, NOUN, ref);
    }

    @Override
    ConnectionShelf<?, PoolRef> refs(SharedConnection shared) {
        return shared.pools();
    }

    /** A question that only an active one answers. */
    <T> T askActive(String what, Question<PoolRef, T> question) {
        return ask(what, ref -> {
            requireActive(what, true, ref);
            return question.of(ref);
        });
    }

    @Override
    public PoolSpec spec() {
        return spec(StorageXml::pool, "pool-dumpxml");
    }

    @Override
    public void refresh() {
        change("refresh", true, PoolRef::refresh);
    }

    @Override
    public ByteSize capacity() {
        return askActive("look-up of " + this, PoolRef::capacity);
    }

    @Override
    public ByteSize available() {
        return askActive("look-up of " + this, PoolRef::available);
    }

    @Override
    public List<SpecFault> check(VolumeSpec spec) {
        return askActive("check of a volume for " + this, ref -> faults(spec));
    }

    private List<SpecFault> faults(VolumeSpec spec) {
        List<SpecFault> faults = new ArrayList<>();
        if (!FORMATS.contains(spec.format())) {
            faults.add(SpecFault.of(
                    "format",
                    spec.format().id(),
                    "libvirt makes none of that",
                    "use one of "
                            + FORMATS.stream().map(DiskFormat::id).sorted().toList()));
        }
        if (!spec.format().equals(DiskFormat.RAW) && spec.reserved().bytes() > 0) {
            faults.add(SpecFault.of(
                    "reserved",
                    spec.reserved().toString(),
                    "libvirt reserves room for raw volumes only",
                    "leave it out, or make it raw"));
        }
        if (spec.capacity().isEmpty() && host.shared().driver().inProcess()) {
            faults.add(SpecFault.of(
                    "capacity", "", "libvirt's test driver looks at no file to see how large it is", "give it one"));
        }
        return faults;
    }

    @Override
    public Volume create(VolumeSpec spec) {
        String what = "create of the volume '" + spec.name() + "' in " + this;
        ReentrantLock lock = lock(what);
        try {
            return askActive(what, ref -> create(spec, ref));
        } finally {
            lock.unlock();
        }
    }

    private Volume create(VolumeSpec spec, PoolRef pool) throws LibvirtFailure {
        List<SpecFault> faults = faults(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("volume '" + spec.name() + "'", faults);
        }
        requireFree(spec.name(), pool);
        try (VolumeRef made = pool.create(StorageXml.of(spec))) {
            return new VolumeHandle(this, made.name());
        } catch (LibvirtFailure e) {
            // Another client may have been faster.
            requireFree(spec.name(), pool);
            throw e;
        }
    }

    private void requireFree(String volume, PoolRef pool) throws LibvirtFailure {
        try (VolumeRef taken = pool.find(volume).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        "a volume called '" + volume + "' is in " + this + " already",
                        "choose another name, or delete that one");
            }
        }
    }

    @Override
    public List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        List<VolumeRef> refs = askActive("list of the volumes in " + this, PoolRef::volumes);
        try {
            refs.forEach(ref -> volumes.add(new VolumeHandle(this, ref.name())));
        } finally {
            refs.forEach(NativeRef::close);
        }
        volumes.sort(Comparator.comparing(Volume::name));
        return List.copyOf(volumes);
    }

    @Override
    public Optional<Volume> findVolume(String volume) {
        return askActive("look-up of the volume '" + volume + "' in " + this, pool -> {
            try (VolumeRef ref = pool.find(volume).orElse(null)) {
                return Optional.ofNullable(ref).map(found -> new VolumeHandle(this, found.name()));
            }
        });
    }
}
