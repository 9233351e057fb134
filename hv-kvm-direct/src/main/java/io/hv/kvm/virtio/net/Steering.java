package io.hv.kvm.virtio.net;

import io.hv.kvm.net.ether.Frame;
import java.util.Arrays;

/**
 * Which pair of queues a flow is on: where the guest has sent its last frame of it (virtio 1.2, 5.1.6.5.6). Both directions of a
 * flow are one. Several threads may use it, and see each other's changes some time: it is a hint.
 */
final class Steering {

    private static final int FLOWS = 256;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int TYPE = 12;

    private final byte[] pairs = new byte[FLOWS];

    /** The guest has sent a frame on a pair. */
    void sent(Frame frame, int pair) {
        pairs[flow(frame)] = (byte) pair;
    }

    /** The pair for a frame to the guest, of so many. */
    int pair(Frame frame, int count) {
        return count == 1 ? 0 : pairs[flow(frame)] % count;
    }

    /** All are on the first pair again. */
    void clear() {
        Arrays.fill(pairs, (byte) 0);
    }

    private static int flow(Frame frame) {
        byte[] bytes = frame.bytes();
        int sum = 0;
        int ip = TYPE + 2;
        int type = frame.length() > ip ? (bytes[TYPE] & 0xff) << 8 | (bytes[TYPE + 1] & 0xff) : 0;
        if (type == IPV4 && frame.length() >= ip + 24) {
            sum = sum(bytes, ip + 12, ip + 20);
            int header = (bytes[ip] & 0xf) * 4;
            if (frame.length() >= ip + header + 4) {
                sum += sum(bytes, ip + header, ip + header + 4);
            }
        } else if (type == IPV6 && frame.length() >= ip + 44) {
            sum = sum(bytes, ip + 8, ip + 44);
        }
        int mixed = sum * 0x9e37_79b9;
        return mixed >>> 24;
    }

    /** The same for both directions, as it does not ask which comes first. */
    private static int sum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i += 2) {
            sum += (bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff);
        }
        return sum;
    }
}
