package io.hv.kvm.net.services;

import io.hv.MacAddress;

/**
 * A frame of Ethernet II.
 *
 * @param destination who it is for
 * @param source who sent it
 * @param type what it carries
 * @param payload what it carries, with whatever filled the frame up
 */
record Ethernet(MacAddress destination, MacAddress source, int type, Reader payload) {

    static final int IPV4 = 0x0800;
    static final int ARP = 0x0806;
    static final int IPV6 = 0x86dd;
    static final int HEADER = 14;

    static Ethernet read(Reader reader) {
        return new Ethernet(reader.mac(), reader.mac(), reader.u16(), reader);
    }

    /** The header, behind which the payload is to be written. */
    static Writer header(MacAddress destination, MacAddress source, int type) {
        return new Writer().mac(destination).mac(source).u16(type);
    }
}
