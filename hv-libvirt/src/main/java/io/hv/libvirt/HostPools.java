package io.hv.libvirt;

import io.hv.Feature;
import io.hv.InvalidSpecException;
import io.hv.Pool;
import io.hv.PoolSpec;
import io.hv.SpecFault;
import java.util.List;
import java.util.UUID;

/** The storage pools of a host, through one handle of it. */
final class HostPools extends HostShelf<PoolRef, PoolHandle> {

    HostPools(HostHandle host) {
        super(host, PoolHandle.NOUN, Feature.POOLS);
    }

    @Override
    ConnectionShelf<?, PoolRef> refs(SharedConnection shared) {
        return shared.pools();
    }

    @Override
    PoolHandle handle(PoolRef ref) {
        return new PoolHandle(host, ref);
    }

    List<SpecFault> check(PoolSpec spec) {
        SharedConnection unused = shared();
        String folder = spec.folder().path();
        return folder.startsWith("/")
                ? List.of()
                : List.of(SpecFault.of("folder", folder, "libvirt wants an absolute path", "begin it with '/'"));
    }

    Pool define(PoolSpec spec) {
        List<SpecFault> faults = check(spec);
        if (!faults.isEmpty()) {
            throw new InvalidSpecException("pool '" + spec.name() + "'", faults);
        }
        UUID uuid = spec.uuid().orElseGet(UUID::randomUUID);
        return define(spec.name(), uuid, StorageXml.of(spec, uuid));
    }
}
