package io.hv.kvm.device;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A request without a guest, for unit tests of devices: bytes to be read, and room for an answer. Where a guest's would be the
 * driver's fault, reading beyond the end throws {@link BufferUnderflowException}, and writing beyond it
 * {@link BufferOverflowException}. Belongs to one thread at a time.
 *
 * <pre>{@code
 * PlainRequest request = new PlainRequest(new byte[] {1, 2}, 8);
 * device.available(queueOf(request));
 * assertTrue(request.isCompleted());
 * assertArrayEquals(expected, request.answer());
 * }</pre>
 */
public final class PlainRequest implements Request {

    private final ByteBuffer said;
    private final ByteBuffer answer;
    private final RequestReader reader = new Reader();
    private final RequestWriter writer = new Writer();
    private boolean completed;

    /**
     * A request that waits to be taken.
     *
     * @param said what the driver says; copied
     * @param room for how many bytes of an answer there is room
     */
    public PlainRequest(byte[] said, int room) {
        this.said = ByteBuffer.wrap(said.clone()).order(ByteOrder.LITTLE_ENDIAN);
        this.answer = ByteBuffer.allocate(room).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the device has completed it. */
    public boolean isCompleted() {
        return completed;
    }

    /** What was written so far. */
    public byte[] answer() {
        byte[] bytes = new byte[answer.position()];
        ByteBuffer unused = answer.get(0, bytes);
        return bytes;
    }

    @Override
    public RequestReader reader() {
        return reader;
    }

    @Override
    public RequestWriter writer() {
        return writer;
    }

    @Override
    public void complete() {
        if (completed) {
            throw new IllegalStateException("the request was completed already");
        }
        completed = true;
    }

    private final class Reader implements RequestReader {

        @Override
        public long remaining() {
            return said.remaining();
        }

        @Override
        public int readByte() {
            return said.get() & 0xff;
        }

        @Override
        public int readShort() {
            return said.getShort() & 0xffff;
        }

        @Override
        public int readInt() {
            return said.getInt();
        }

        @Override
        public long readLong() {
            return said.getLong();
        }

        @Override
        public void read(byte[] target, int from, int length) {
            ByteBuffer unused = said.get(target, from, length);
        }

        @Override
        public void skip(long bytes) {
            if (bytes < 0 || bytes > said.remaining()) {
                throw new BufferUnderflowException();
            }
            ByteBuffer unused = said.position(said.position() + (int) bytes);
        }
    }

    private final class Writer implements RequestWriter {

        @Override
        public long remaining() {
            return answer.remaining();
        }

        @Override
        public long written() {
            return answer.position();
        }

        @Override
        public void writeByte(int value) {
            ByteBuffer unused = answer.put((byte) value);
        }

        @Override
        public void writeShort(int value) {
            ByteBuffer unused = answer.putShort((short) value);
        }

        @Override
        public void writeInt(int value) {
            ByteBuffer unused = answer.putInt(value);
        }

        @Override
        public void writeLong(long value) {
            ByteBuffer unused = answer.putLong(value);
        }

        @Override
        public void write(byte[] source, int from, int length) {
            ByteBuffer unused = answer.put(source, from, length);
        }
    }
}
