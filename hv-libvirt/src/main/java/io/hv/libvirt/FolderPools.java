package io.hv.libvirt;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pools of folders: those that the host has, and where it has none of a folder, one that is there for as long as this is
 * open. libvirt makes and copies files in pools only, and on whatever machine it runs. For one thread.
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

    private @Nullable PoolRef find(String folder) throws LibvirtFailure {
        PoolRef found = null;
        for (PoolRef each : pools.list()) {
            if (found == null && each.isActive() && StorageXml.isOf(each.xml(0), folder)) {
                found = each;
            } else {
                each.close();
            }
        }
        return found;
    }

    /** Forgets those that were made; what is in their folders stays. */
    @Override
    public void close() {
        for (PoolRef each : passing) {
            try {
                each.stop();
            } catch (LibvirtFailure e) {
                // Somebody else has ended it, or the connection is gone, and it with its daemon.
                LOG.debug("a passing pool could not be ended", e);
            }
        }
        open.values().forEach(NativeRef::close);
    }
}
