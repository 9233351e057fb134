package io.hv.kvm.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The first 4 KiB of a snapshot file, of which every later version can read as much as it takes to decide whether it can read
 * the rest. Little-endian; what is not named is zero.
 *
 * <pre>
 *    0  magic: 0x89 "HVSNP" CR LF, which no transfer of text leaves as it is
 *    8  version (4): 1 if the RAM is all there, 2 if it is a difference
 *   12  size of the header (4): 4096
 *   16  size of the file (8)
 *   24  where the guest's RAM begins (8), a multiple of 4096
 *   32  size of the RAM (8)
 *   40  where the state begins (8)
 *   48  size of the state (8)
 *   56  CRC-32C of the state (4)
 * 4092  CRC-32C of all before (4)
 * </pre>
 *
 * <p>RAM lies in the file as the guest has it, pages of zeros being holes, so that it can be mapped. The state is a tree of
 * named nodes ({@link StateCodec}), which has the checksums of the RAM.
 *
 * <p>In a difference only those pages of the RAM are there that are not as in another file of version 1. They lie at the
 * places that they would have in a whole one, all else being a hole; the state names the other file, and which pages they are.
 * It has a version of its own because who does not know of it would take what is not there for zeros. All else is as in
 * version 1.
 *
 * @param difference whether it is one
 * @param fileSize of the whole file
 * @param ramStart where the guest's RAM begins
 * @param ramSize how much that is
 * @param stateStart where the state begins
 * @param stateSize how much that is
 * @param stateSum its CRC-32C
 */
record FileHeader(
        boolean difference, long fileSize, long ramStart, long ramSize, long stateStart, long stateSize, int stateSum) {

    static final int SIZE = 4096;

    private static final int WHOLE = 1;
    private static final int DIFFERENCE = 2;

    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'V', 'S', 'N', 'P', '\r', '\n'};
    private static final int VERSION_AT = 8;
    private static final int SUM_AT = SIZE - Integer.BYTES;

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(MAGIC)
                .putInt(difference ? DIFFERENCE : WHOLE)
                .putInt(SIZE)
                .putLong(fileSize)
                .putLong(ramStart)
                .putLong(ramSize);
        bytes.putLong(stateStart).putLong(stateSize).putInt(stateSum);
        return bytes.putInt(SUM_AT, sum(bytes)).rewind();
    }

    /**
     * What stands at a file's beginning.
     *
     * @param bytes as many as there are, up to {@link #SIZE}
     * @param length the file's present size
     * @throws StateFormatException if it is none, is damaged, or is of a version that cannot be read
     */
    static FileHeader decode(byte[] bytes, long length) {
        if (bytes.length < MAGIC.length || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new StateFormatException("it is no saved machine: it does not begin as one");
        }
        if (bytes.length < SIZE) {
            throw new StateFormatException("it is cut off: it ends after " + bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int version = in.getInt(VERSION_AT);
        if (version != WHOLE && version != DIFFERENCE) {
            throw new StateFormatException("it is of version " + Integer.toUnsignedString(version)
                    + " of its format, and this hv reads versions " + WHOLE + " and " + DIFFERENCE);
        }
        if (in.getInt(SUM_AT) != sum(in)) {
            throw new StateFormatException("its header is damaged: the checksum is another");
        }
        in.position(VERSION_AT + 2 * Integer.BYTES);
        FileHeader header = new FileHeader(
                version == DIFFERENCE,
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getInt());
        if (length < header.fileSize) {
            throw new StateFormatException(
                    "it is cut off: it should have " + header.fileSize + " bytes and has " + length);
        }
        header.check(length);
        return header;
    }

    private void check(long length) {
        boolean sound = length == fileSize
                && ramStart >= SIZE
                && ramStart % SIZE == 0
                && ramSize > 0
                && ramSize <= fileSize - ramStart
                && stateStart >= ramStart + ramSize
                && stateSize > 0
                && stateSize <= fileSize - stateStart
                && stateSize <= Integer.MAX_VALUE - Byte.SIZE;
        if (!sound) {
            throw new StateFormatException("its parts do not fit into its " + length + " bytes: " + this);
        }
    }

    private static int sum(ByteBuffer header) {
        CRC32C sum = new CRC32C();
        sum.update(header.duplicate().limit(SUM_AT).position(0));
        return (int) sum.getValue();
    }
}
