package io.hv.kvm.virtio.vsock;

/**
 * A packet for the guest.
 *
 * @param header what it begins with
 * @param data what follows, which belongs to it
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once, and never compared
record Packet(PacketHeader header, byte[] data) {

    private static final byte[] NOTHING = {};

    /** Without data. */
    Packet(PacketHeader header) {
        this(header, NOTHING);
    }
}
