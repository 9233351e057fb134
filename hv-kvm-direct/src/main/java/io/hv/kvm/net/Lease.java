package io.hv.kvm.net;

import io.hv.IpAddress;
import io.hv.MacAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * An address that a machine has by DHCP.
 *
 * @param address the address
 * @param mac the interface that asked for it
 * @param name the machine's name, in small letters, where one is known that the DNS can have
 * @param expires until when it may be used, unless the machine asks again
 */
public record Lease(IpAddress address, MacAddress mac, Optional<String> name, Instant expires) {}
