package io.hv.sketch;

import io.hv.Boot;
import io.hv.ByteSize;
import io.hv.DiskSpec;

/** {@link io.hv.DomainSpec}, with network cards. */
public interface DomainSpec {

    /** Begins a spec. */
    static Builder named(String name) {
        return Later.value();
    }

    /** A builder that holds all of this. */
    Builder toBuilder();

    /** Collects a spec. */
    interface Builder {

        /** Another name. */
        Builder name(String name);

        /** The guest's RAM. */
        Builder memory(ByteSize size);

        /** The number of virtual processors. */
        Builder vcpus(int count);

        /** How it begins. */
        Builder boot(Boot boot);

        /** One more disk. */
        Builder disk(DiskSpec disk);

        /** One more network card. */
        Builder nic(NicSpec nic);

        /** The spec, or every fault of it. */
        DomainSpec build();
    }
}
