package io.hv.libvirt;

import io.hv.ByteSize;
import io.hv.DiskSource;
import io.hv.Feature;
import io.hv.HostPath;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.Pool;
import io.hv.Volume;
import io.hv.VolumeSpec;
import io.hv.backend.VolumeSizes;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/** A volume by its name, in a pool; every call looks it up anew. */
final class VolumeHandle implements Volume {

    private final PoolHandle pool;
    private final String name;

    VolumeHandle(PoolHandle pool, String name) {
        this.pool = pool;
        this.name = name;
    }

    <T> T ask(String what, LookedUp.Question<VolumeRef, T> question) {
        return pool.askActive(what + " of " + this, ref -> {
            try (VolumeRef volume = ref.find(name)
                    .orElseThrow(() -> new NotFoundException(
                            this + " is not there any more", "create it again, or refresh() the pool"))) {
                return question.of(volume);
            }
        });
    }

    /** A change under the pool's lock, so that one of several threads is too late. */
    private void change(String what, LookedUp.Change<VolumeRef> change) {
        ReentrantLock lock = pool.lock(what + " of " + this);
        try {
            boolean unused = ask(what, ref -> {
                change.of(ref);
                return true;
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pool pool() {
        return pool;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HostPath path() {
        return HostPath.of(ask("look-up", VolumeRef::path));
    }

    @Override
    public VolumeSpec spec() {
        return Told.read(
                this, ask("XML", VolumeRef::xml), StorageXml::volume, "vol-dumpxml", "virStorageVolGetXMLDesc");
    }

    @Override
    public ByteSize capacity() {
        return ask("look-up", VolumeRef::capacity);
    }

    @Override
    public ByteSize allocated() {
        return ask("look-up", VolumeRef::allocated);
    }

    @Override
    public DiskSource source() {
        return DiskSource.file(path()).format(spec().format());
    }

    @Override
    public void resize(ByteSize capacity) {
        SharedConnection shared = pool.host.shared();
        shared.driver().features().require(pool.host.toString(), Feature.VOLUME_RESIZE);
        change("resize", ref -> {
            ByteSize before = ref.capacity();
            VolumeSizes.requireResizable(toString(), before, capacity);
            if (!capacity.equals(before)) {
                ref.resize(capacity.bytes());
            }
        });
    }

    @Override
    public Job<ByteSize> upload(Path local) {
        requireTransfer();
        return VolumeTransfer.upload(this, pool.host, local);
    }

    @Override
    public Job<ByteSize> download(Path local) {
        requireTransfer();
        return VolumeTransfer.download(this, pool.host, local);
    }

    private void requireTransfer() {
        pool.host.shared().driver().features().require(pool.host.toString(), Feature.VOLUME_TRANSFER);
    }

    @Override
    public void delete() {
        change("delete", VolumeRef::delete);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VolumeHandle that && name.equals(that.name) && pool.equals(that.pool);
    }

    @Override
    public int hashCode() {
        return Objects.hash(pool, name);
    }

    @Override
    public String toString() {
        return "the volume '" + name + "' in " + pool;
    }
}
