package io.hv.sketch;

import io.hv.DomainSpec;
import io.hv.StartFlag;

/** {@link io.hv.Host}, with networks. */
public interface Host extends io.hv.Host {

    /** Opens a host by its URI. */
    static Host open(String uri) {
        return Later.value();
    }

    @Override
    Domain domain(String name);

    @Override
    TransientDomain create(DomainSpec spec, StartFlag... flags);

    /** Makes a network that is gone when its handle is closed. */
    TransientNetwork create(NetworkSpec spec);
}
