package io.hv.kvm.net.services;

import io.hv.IpAddress;
import io.hv.MacAddress;

/** Tells who asks which interface has the host's addresses (RFC 826). */
final class Arp {

    /** Addresses of IPv4 on Ethernet. */
    private static final int PROTOCOLS = 0x0001_0800;
    /** Addresses have 6 and 4 bytes. */
    private static final int REQUEST = 0x0604_0001;

    private static final int REPLY = 0x0604_0002;

    private final Station station;
    private final Sender sender;

    Arp(Station station, Sender sender) {
        this.station = station;
        this.sender = sender;
    }

    void receive(Ethernet frame) {
        Reader reader = frame.payload();
        int protocols = reader.i32();
        int sizesAndOperation = reader.i32();
        MacAddress asking = reader.mac();
        IpAddress its = reader.v4();
        IpAddress wanted = reader.skip(6).v4();
        if (protocols != PROTOCOLS || sizesAndOperation != REQUEST || !reader.isGood()) {
            return;
        }
        if (station.isOwn(wanted) && !wanted.equals(its)) {
            Writer reply = new Writer().u32(PROTOCOLS).u32(REPLY);
            reply.mac(station.mac()).address(wanted).mac(asking).address(its);
            sender.frame(frame.source(), Ethernet.ARP, reply.toBytes());
        }
    }
}
