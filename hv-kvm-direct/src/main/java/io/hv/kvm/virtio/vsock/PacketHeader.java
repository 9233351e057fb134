package io.hv.kvm.virtio.vsock;

import io.hv.kvm.device.RequestReader;
import io.hv.kvm.device.RequestWriter;

/**
 * What every packet begins with (struct virtio_vsock_hdr, virtio 1.2, 5.10.6). Ports, length and counters are 32 bits without
 * sign.
 *
 * @param fromCid who sends it
 * @param toCid to whom
 * @param fromPort the sender's port
 * @param toPort the receiver's
 * @param length bytes that follow
 * @param type of socket
 * @param op what it is, one of the constants
 * @param flags depend on that
 * @param space how many bytes the sender takes without reading any
 * @param taken how many bytes the sender has read so far
 */
record PacketHeader(
        long fromCid,
        long toCid,
        int fromPort,
        int toPort,
        int length,
        int type,
        int op,
        int flags,
        int space,
        int taken) {

    static final int SIZE = 44;

    static final int STREAM = 1;

    static final int REQUEST = 1;
    static final int RESPONSE = 2;
    static final int RST = 3;
    static final int SHUTDOWN = 4;
    static final int RW = 5;
    static final int CREDIT_UPDATE = 6;
    static final int CREDIT_REQUEST = 7;

    /** The sender of a SHUTDOWN receives no more. */
    static final int NO_RECEIVE = 1;

    /** It sends no more. */
    static final int NO_SEND = 2;

    static PacketHeader read(RequestReader in) {
        return new PacketHeader(
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readInt(),
                in.readShort(),
                in.readShort(),
                in.readInt(),
                in.readInt(),
                in.readInt());
    }

    void write(RequestWriter out) {
        out.writeLong(fromCid);
        out.writeLong(toCid);
        out.writeInt(fromPort);
        out.writeInt(toPort);
        out.writeInt(length);
        out.writeShort(type);
        out.writeShort(op);
        out.writeInt(flags);
        out.writeInt(space);
        out.writeInt(taken);
    }
}
