package io.hv.kvm.virtio.net;

import io.hv.kvm.device.RequestReader;
import io.hv.kvm.device.RequestWriter;
import io.hv.kvm.net.ether.Frame;
import io.hv.kvm.virtio.BrokenRule;
import io.hv.kvm.virtio.Rule;

/**
 * What stands before each frame (virtio 1.2, 5.1.6).
 *
 * <pre>
 * flags 1, gso_type 1, hdr_len 2, gso_size 2, csum_start 2, csum_offset 2, num_buffers 2
 * </pre>
 */
final class NetHeader {

    static final int SIZE = 12;

    private static final int NEEDS_CSUM = 1;
    private static final int ECN = 0x80;

    private NetHeader() {}

    /**
     * Reads the header and the frame behind it.
     *
     * @param features what the driver has accepted
     * @throws BrokenRule if it is none that may be sent
     */
    static void read(RequestReader from, long features, Frame into) {
        int flags = from.readByte();
        int kind = from.readByte() & ~ECN;
        from.skip(Short.BYTES);
        int size = from.readShort();
        int start = from.readShort();
        int offset = from.readShort();
        from.skip(Short.BYTES);
        if (from.remaining() > Frame.MOST) {
            throw new BrokenRule(Rule.NET_FRAME_TOO_LONG);
        }
        int length = (int) from.remaining();
        into.begin(length);
        from.read(into.bytes(), 0, length);
        boolean sums = (flags & NEEDS_CSUM) != 0;
        if (sums) {
            need(features, NetFeatures.CSUM);
            if (start + offset + Short.BYTES > length) {
                throw new BrokenRule(Rule.NET_CHECKSUM);
            }
            into.checksum(start, offset);
        }
        if (kind != Frame.WHOLE) {
            if (!sums || size == 0 || (kind != Frame.TCP4 && kind != Frame.TCP6)) {
                throw new BrokenRule(Rule.NET_SEGMENTS);
            }
            need(features, kind == Frame.TCP4 ? NetFeatures.HOST_TSO4 : NetFeatures.HOST_TSO6);
            into.segments(kind, size);
        }
    }

    private static void need(long features, long wanted) {
        if ((features & wanted) == 0) {
            throw new BrokenRule(Rule.NET_OFFLOAD);
        }
    }

    /** Writes the header of a frame that the driver can take as it is. */
    static void write(RequestWriter to, Frame frame, int buffers) {
        boolean sums = frame.checksumStart() != Frame.NO_CHECKSUM;
        to.writeByte(sums ? NEEDS_CSUM : 0);
        to.writeByte(frame.segments());
        to.writeShort(frame.segments() == Frame.WHOLE ? 0 : headers(frame));
        to.writeShort(frame.segmentSize());
        to.writeShort(sums ? frame.checksumStart() : 0);
        to.writeShort(sums ? frame.checksumOffset() : 0);
        to.writeShort(buffers);
    }

    /** How long the headers are, which is a hint. */
    private static int headers(Frame frame) {
        int tcp = frame.checksumStart();
        int place = tcp + 12;
        int words = place < frame.length() ? (frame.bytes()[place] >>> 4) & 0xf : 0;
        return Math.min(frame.length(), tcp + words * Integer.BYTES);
    }
}
