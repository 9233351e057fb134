package io.hv.libvirt;

import io.hv.AlreadyExistsException;
import io.hv.HostPath;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files of a host's, through pools of their folders: those that the host has, and where it has none of a folder, one that is
 * there for as long as this is open. libvirt makes and copies files in pools only, and on whatever machine it runs. For one
 * thread.
 */
final class FolderPools implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final ConnectionPools pools;
    private final Map<String, PoolRef> open = new LinkedHashMap<>();
    private final List<PoolRef> passing = new ArrayList<>();

    FolderPools(ConnectionPools pools) {
        this.pools = pools;
    }

    /** The one of a folder, which knows what is in it now. */
    PoolRef of(String folder) throws LibvirtFailure {
        PoolRef known = open.get(folder);
        if (known == null) {
            known = find(folder);
            if (known == null) {
                known = pools.create(StorageXml.folder("hv-" + UUID.randomUUID(), folder));
                passing.add(known);
            }
            open.put(folder, known);
        }
        known.refresh();
        return known;
    }

    /** A file that is there. */
    Optional<VolumeRef> find(HostPath file) throws LibvirtFailure {
        return of(PathNames.parent(file)).find(PathNames.base(file));
    }

    /** The pool of a file that is still to be made; throws where it is there already. */
    PoolRef ofNew(HostPath file) throws LibvirtFailure {
        PoolRef pool = of(PathNames.parent(file));
        try (VolumeRef taken = pool.find(PathNames.base(file)).orElse(null)) {
            if (taken != null) {
                throw new AlreadyExistsException(
                        file + " is there already", "choose another name, another folder, or delete it");
            }
        }
        return pool;
    }

    /** Deletes what was made before something failed; what stays is told of by the failure. */
    void remove(HostPath file, Exception because) {
        try (VolumeRef volume = find(file).orElse(null)) {
            if (volume != null) {
                volume.delete();
            }
        } catch (LibvirtFailure | HypervisorException e) {
            because.addSuppressed(new IllegalStateException(file + " is left over: it could not be deleted", e));
        }
    }

    private @Nullable PoolRef find(String folder) throws LibvirtFailure {
        PoolRef found = null;
        List<PoolRef> all = pools.list();
        try {
            for (PoolRef each : all) {
                if (found == null && isOf(each, folder)) {
                    found = each;
                }
            }
        } catch (LibvirtFailure | RuntimeException e) {
            found = null;
            throw e;
        } finally {
            for (PoolRef each : all) {
                if (each != found) {
                    each.close();
                }
            }
        }
        return found;
    }

    private static boolean isOf(PoolRef pool, String folder) throws LibvirtFailure {
        try {
            if (!StorageXml.isOf(pool.xml(0), folder)) {
                return false;
            }
            if (!pool.isActive()) {
                throw new InvalidStateException(
                        "the pool '" + pool.name() + "', to which " + folder + " belongs, is not active", "start it");
            }
            return true;
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_NO_STORAGE_POOL) {
                return false;
            }
            throw e;
        }
    }

    /** Forgets those that were made; what is in their folders stays. */
    @Override
    public void close() {
        for (PoolRef each : passing) {
            try {
                each.stop();
            } catch (LibvirtFailure e) {
                LOG.warn(
                        "the pool '{}', made for a while, could not be ended; it forgets nothing if it is destroyed",
                        each.name(),
                        e);
            }
        }
        open.values().forEach(NativeRef::close);
    }
}
