package io.hv.kvm.net;

/** What carries the data of a {@link PortForward}. */
public enum TransportProtocol {

    /** Transmission Control Protocol (RFC 9293). */
    TCP,

    /** User Datagram Protocol (RFC 768). */
    UDP
}
