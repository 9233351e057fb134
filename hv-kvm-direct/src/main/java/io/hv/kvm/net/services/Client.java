package io.hv.kvm.net.services;

import io.hv.MacAddress;

/**
 * Who has an address.
 *
 * @param mac the interface that asked for it
 * @param identity what else it told of itself: nothing in DHCP of IPv4, its identifiers in that of IPv6
 */
record Client(MacAddress mac, String identity) {

    static Client of(MacAddress mac) {
        return new Client(mac, "");
    }
}
