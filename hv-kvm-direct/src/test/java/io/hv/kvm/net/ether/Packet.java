package io.hv.kvm.net.ether;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** A TCP or UDP packet in a frame, made from RFC 791, 8200, 9293 and 768 alone, as a guest hands one over. */
public final class Packet {

    public static final int TCP = 6;
    public static final int UDP = 17;

    public boolean six;
    public int protocol = TCP;
    public int tags;
    public int options;
    public int tcpOptions;
    public int flags = 0x10;
    public int sequence = 0x7fff_fff0;
    public int id = 0xfffe;
    public byte[] payload = {};
    private final Random random = new Random(1);

    public Packet six(boolean value) {
        six = value;
        return this;
    }

    public Packet payload(int length) {
        payload = new byte[length];
        random.nextBytes(payload);
        return this;
    }

    public Packet udp() {
        protocol = UDP;
        return this;
    }

    public int ip() {
        return 14 + 4 * tags;
    }

    public int transport() {
        return ip() + (six ? 40 + 8 * options : 20 + 4 * options);
    }

    private int transportHeader() {
        return protocol == TCP ? 20 + 4 * tcpOptions : 8;
    }

    /** Where the payload begins. */
    public int headers() {
        return transport() + transportHeader();
    }

    /** Its frame, in which the transport's checksum is that of the pseudo header alone, and to be completed. */
    public Frame frame() {
        byte[] bytes = new byte[headers() + payload.length];
        ByteBuffer out = ByteBuffer.wrap(bytes);
        out.put(new byte[] {2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2});
        for (int i = 0; i < tags; i++) {
            out.putShort((short) (i + 1 < tags ? 0x88a8 : 0x8100)).putShort((short) (100 + i));
        }
        out.putShort((short) (six ? 0x86dd : 0x0800));
        if (six) {
            six(out);
        } else {
            four(bytes, out);
        }
        int checksum = transport() + transport(out);
        out.put(payload);
        int length = bytes.length - transport();
        int pseudo = (Sums.words(bytes, addresses(), addresses() + (six ? 32 : 8)) + protocol + length) % 0xffff;
        ByteBuffer unused = out.putShort(checksum, (short) pseudo);
        Frame frame = Frame.of(bytes);
        frame.checksum(transport(), checksum - transport());
        return frame;
    }

    private int addresses() {
        return ip() + (six ? 8 : 12);
    }

    private void four(byte[] bytes, ByteBuffer out) {
        int length = 20 + 4 * options + transportHeader() + payload.length;
        out.put((byte) (0x45 + options)).put((byte) 0).putShort((short) length);
        out.putShort((short) id).putShort((short) 0x4000);
        out.put((byte) 64).put((byte) protocol).putShort((short) 0);
        out.putInt(0x0a00_0001).putInt(0xc0a8_fffe);
        byte[] more = new byte[4 * options];
        Arrays.fill(more, (byte) 1);
        out.put(more);
        int sum = 0xffff - Sums.words(bytes, ip(), transport());
        ByteBuffer unused = out.putShort(ip() + 10, (short) sum);
    }

    private void six(ByteBuffer out) {
        out.putInt(0x6000_0000).putShort((short) (8 * options + transportHeader() + payload.length));
        // Each extension is a header of destination options, filled by one option (RFC 8200, 4.2).
        out.put((byte) (options > 0 ? 60 : protocol)).put((byte) 64);
        for (int i = 0; i < 32; i++) {
            out.put((byte) (i % 16 == 0 ? 0xfd : 7 * i));
        }
        for (int i = 0; i < options; i++) {
            out.put((byte) (i + 1 < options ? 60 : protocol)).put((byte) 0);
            out.put((byte) 1).put((byte) 4).putInt(0);
        }
    }

    /** Where its checksum is in the header. */
    private int transport(ByteBuffer out) {
        out.putShort((short) 443).putShort((short) 50_000);
        if (protocol == UDP) {
            out.putShort((short) (8 + payload.length)).putShort((short) 0);
            return 6;
        }
        out.putInt(sequence).putInt(99);
        out.put((byte) ((5 + tcpOptions) << 4)).put((byte) flags).putShort((short) 500);
        out.putInt(0);
        byte[] more = new byte[4 * tcpOptions];
        Arrays.fill(more, (byte) 1);
        out.put(more);
        return 16;
    }

    /** Its frame, to be split. */
    public Frame frame(int segment) {
        Frame frame = frame();
        frame.segments(six ? Frame.TCP6 : Frame.TCP4, segment);
        return frame;
    }
}
