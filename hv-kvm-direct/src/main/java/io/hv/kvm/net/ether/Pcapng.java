package io.hv.kvm.net.ether;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes frames as pcapng (IETF draft-ietf-opsawg-pcapng): a section, an interface for each port, a packet for each frame,
 * with times in nanoseconds. Not safe for several threads.
 */
final class Pcapng implements AutoCloseable {

    /** The first two options of an interface, and the one of a packet. */
    private static final int NAME = 2;

    private static final int RESOLUTION = 9;
    private static final int FLAGS = 2;

    static final int INBOUND = 1;
    static final int OUTBOUND = 2;

    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int MAGIC = 0x1a2b3c4d;
    private static final int ETHERNET = 1;
    private static final int NANOSECONDS = 9;
    private static final int MOST_NAME = 255;

    /** What a block has beside a frame, at most. */
    private static final int ROOM = 1024;

    private final OutputStream out;
    private final ByteBuffer block = ByteBuffer.allocate(Frame.MOST + ROOM).order(ByteOrder.LITTLE_ENDIAN);
    private int interfaces;

    /** Begins a section. */
    Pcapng(OutputStream out) throws IOException {
        this.out = out;
        begin(SECTION);
        block.putInt(MAGIC).putShort((short) 1).putShort((short) 0).putLong(-1);
        end();
    }

    /** One more interface, whose number is returned. */
    int add(String name) throws IOException {
        begin(INTERFACE);
        block.putShort((short) ETHERNET).putShort((short) 0).putInt(0);
        ByteBuffer text = ByteBuffer.allocate(MOST_NAME);
        // What does not fit is left out by whole characters.
        CoderResult unused = StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(name), text, true);
        option(NAME, Arrays.copyOf(text.array(), text.position()));
        option(RESOLUTION, new byte[] {NANOSECONDS});
        block.putInt(0);
        end();
        return interfaces++;
    }

    /**
     * One more frame.
     *
     * @param nanos since 1970
     * @param direction {@link #INBOUND} or {@link #OUTBOUND}, as seen from the interface
     */
    void packet(int on, long nanos, int direction, Frame frame) throws IOException {
        begin(PACKET);
        block.putInt(on).putInt((int) (nanos >>> Integer.SIZE)).putInt((int) nanos);
        block.putInt(frame.length()).putInt(frame.length());
        block.put(frame.bytes(), 0, frame.length());
        pad();
        block.putShort((short) FLAGS).putShort((short) Integer.BYTES).putInt(direction);
        block.putInt(0);
        end();
    }

    private void option(int code, byte[] value) {
        block.putShort((short) code).putShort((short) value.length).put(value);
        pad();
    }

    private void pad() {
        while (block.position() % Integer.BYTES != 0) {
            block.put((byte) 0);
        }
    }

    private void begin(int type) {
        block.clear().putInt(type).putInt(0);
    }

    private void end() throws IOException {
        int length = block.position() + Integer.BYTES;
        block.putInt(length).putInt(Integer.BYTES, length);
        out.write(block.array(), 0, length);
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
