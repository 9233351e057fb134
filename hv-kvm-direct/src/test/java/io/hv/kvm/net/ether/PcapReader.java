package io.hv.kvm.net.ether;

import io.hv.kvm.bus.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a pcapng file by its specification, and refuses what is not as it says. */
final class PcapReader {

    /** A packet: of which interface, when in nanoseconds since 1970, which way (1 in, 2 out), and its bytes. */
    record Packet(String on, long nanos, int direction, Bytes frame) {

        byte[] bytes() {
            return frame.toArray();
        }
    }

    private final ByteBuffer file;
    private final List<String> interfaces = new ArrayList<>();
    private final List<Packet> packets = new ArrayList<>();

    private PcapReader(byte[] bytes) {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static List<Packet> read(byte[] bytes) throws CharacterCodingException {
        PcapReader reader = new PcapReader(bytes);
        reader.section(reader.block(0x0a0d0d0a));
        while (reader.file.hasRemaining()) {
            int type = reader.file.getInt(reader.file.position());
            ByteBuffer body = reader.block(type);
            if (type == 1) {
                reader.describe(body);
            } else {
                reader.packet(body, type);
            }
        }
        return reader.packets;
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what);
        }
    }

    /** The body of the next block, whose two lengths agree. */
    private ByteBuffer block(int type) {
        int at = file.position();
        int length = file.getInt(at + 4);
        check(file.getInt(at) == type, "block type " + file.getInt(at));
        check(length >= 12 && length % 4 == 0, "block length " + length);
        check(file.getInt(at + length - 4) == length, "the second length differs");
        ByteBuffer body = file.slice(at + 8, length - 12).order(ByteOrder.LITTLE_ENDIAN);
        file.position(at + length);
        return body;
    }

    private void section(ByteBuffer body) {
        check(body.getInt() == 0x1a2b3c4d, "byte order");
        check(body.getShort() == 1 && body.getShort() == 0, "version");
        check(body.getLong() == -1, "section length");
        check(!body.hasRemaining(), "more in the section header");
    }

    private void describe(ByteBuffer body) throws CharacterCodingException {
        check(body.getInt() == 1, "link type");
        check(body.getInt() == 0, "a limit of the length");
        String name = "";
        int resolution = 6;
        for (short code = body.getShort(); code != 0; code = body.getShort()) {
            byte[] value = option(body);
            if (code == 2) {
                name = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(value))
                        .toString();
            } else if (code == 9) {
                resolution = value[0];
            }
        }
        check(resolution == 9, "resolution " + resolution);
        interfaces.add(name);
    }

    private static byte[] option(ByteBuffer body) {
        byte[] value = new byte[body.getShort()];
        body.get(value);
        body.position((body.position() + 3) & ~3);
        return value;
    }

    private void packet(ByteBuffer body, int type) {
        check(type == 6, "block type " + type);
        String on = interfaces.get(body.getInt());
        long nanos = (long) body.getInt() << 32 | (body.getInt() & 0xffff_ffffL);
        byte[] bytes = new byte[body.getInt()];
        check(body.getInt() == bytes.length, "it is cut short");
        body.get(bytes);
        body.position((body.position() + 3) & ~3);
        check(body.getShort() == 2, "flags");
        int direction =
                ByteBuffer.wrap(option(body)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        check(body.getInt() == 0 && !body.hasRemaining(), "the end");
        packets.add(new Packet(on, nanos, direction, Bytes.of(bytes)));
    }
}
