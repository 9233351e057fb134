package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.kvm.net.Lease;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that somebody has, or has been offered.
 *
 * @param client who
 * @param address which
 * @param name the machine's name
 * @param trusted whether the name is the program's for it, rather than what the machine says
 * @param expires until when
 */
record Binding(Client client, IpAddress address, Optional<String> name, boolean trusted, Instant expires) {

    boolean isOver(Instant now) {
        return !expires.isAfter(now);
    }

    Lease toLease() {
        return new Lease(address, client.mac(), name, expires);
    }
}
