package io.hv.sketch;

import io.hv.SpecFault;
import io.hv.StartFlag;
import java.util.List;

/** {@link io.hv.Host}, with networks and with definitions in other formats. */
public interface Host extends io.hv.Host {

    /** Opens a host by its URI. */
    static Host open(String uri) {
        return Later.value();
    }

    @Override
    Domain domain(String name);

    /** What this host cannot honour of a definition, in the definition's own terms. */
    List<SpecFault> check(Definition definition);

    /** Makes a domain that stays when it is stopped. What it was defined from is kept whole. */
    Domain define(Definition definition);

    /** Makes and starts a domain that is gone when it stops. */
    TransientDomain create(DomainSpec spec, StartFlag... flags);

    /** Makes a network that is gone when its handle is closed. */
    TransientNetwork create(NetworkSpec spec);
}
