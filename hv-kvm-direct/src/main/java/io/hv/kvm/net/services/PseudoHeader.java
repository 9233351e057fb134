package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.kvm.net.ether.Checksum;

/** The header that is summed up and not sent, for {@link Checksum}. */
final class PseudoHeader {

    private PseudoHeader() {}

    /** What stands before a packet in its sum and is not sent (RFC 768; RFC 8200, 8.1). */
    static long sum(IpAddress source, IpAddress destination, int protocol, int length) {
        byte[] from = source.bytes();
        byte[] to = destination.bytes();
        return Checksum.add(Checksum.add(0, from, 0, from.length), to, 0, to.length)
                + protocol
                + (length >>> 16)
                + (length & 0xffff);
    }
}
